/**
 * Program text under construction. Every line is made of fixed words, generated identifiers and small integers; names
 * and values of the agreement are constants that the program gets handed, never words of its text.
 */
export class Code {
  readonly #lines: string[] = [];
  readonly #variables: string[] = [];
  readonly #constants: unknown[] = [];
  readonly #names = new Map<unknown, string>();
  #counter = 0;
  #usesView = false;
  /** What has been computed on every way to the present line. */
  #known = new Set<string>();

  line(text: string): void {
    this.#lines.push(text);
  }

  /** A call of a function from outside with the view of the record, to which the program then turns it first. */
  askView(ask: (view: never) => unknown): string {
    this.#usesView = true;
    return `${this.constant(ask)}(W)`;
  }

  /** An identifier for a value from outside. */
  constant(value: unknown): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const name = `k${this.#constants.length}`;
    this.#constants.push(value);
    this.#names.set(value, name);
    return name;
  }

  /** A variable of the program with an initial number. */
  variable(initial: number | 'text'): string {
    const name = `v${this.#counter++}`;
    this.#variables.push(`${name} = ${initial === 'text' ? "''" : initial}`);
    return name;
  }

  label(): string {
    return `l${this.#counter++}`;
  }

  /** Whether something is asked with the view, so that it has to be turned to the record. */
  get usesView(): boolean {
    return this.#usesView;
  }

  isKnown(name: string): boolean {
    return this.#known.has(name);
  }

  know(name: string): void {
    this.#known.add(name);
  }

  /** Lines that do not run on every way: what they compute is not known after them. */
  branch(work: () => void): void {
    const known = this.mark();
    work();
    this.goBack(known);
  }

  /** What is known here. */
  mark(): ReadonlySet<string> {
    return new Set(this.#known);
  }

  /** Forgets what became known since the mark. */
  goBack(known: ReadonlySet<string>): void {
    this.#known = new Set(known);
  }

  get text(): string {
    const constants = this.#constants.map((_, index) => `k${index} = K[${index}]`);
    return [
      "'use strict';",
      constants.length === 0 ? '' : `const ${constants.join(', ')};`,
      'return function judge(R, W, M, N) {',
      this.#variables.length === 0 ? '' : `let ${this.#variables.join(', ')};`,
      this.#usesView ? 'W.turn(R, M, N);' : '',
      ...this.#lines,
      '};',
    ].join('\n');
  }

  /** Makes the program a function of a record's values (R), its view (W), the record (M) and what is linked to it (N). */
  build<T>(): T {
    return new Function('K', this.text)(this.#constants) as T;
  }
}
