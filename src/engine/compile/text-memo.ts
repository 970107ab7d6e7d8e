const mostKept = 512;

/**
 * The answers of several tests of one text field as bits of a number, kept by the text: a stage, a country or a status
 * has few values. A field that turns out to have many is tested anew each time.
 */
export class TextMemo {
  readonly #tests: readonly ((text: string) => boolean)[];
  readonly #answers = new Map<string, number>();

  constructor(tests: readonly ((text: string) => boolean)[]) {
    this.#tests = tests;
  }

  bits(text: string): number {
    const known = this.#answers.get(text);
    return known === undefined ? this.#ask(text) : known;
  }

  #ask(text: string): number {
    let bits = 0;
    for (let index = 0; index < this.#tests.length; index++) if (this.#tests[index]!(text)) bits |= 1 << index;
    if (this.#answers.size < mostKept) this.#answers.set(text, bits);
    return bits;
  }
}
