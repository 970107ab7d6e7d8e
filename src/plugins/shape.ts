/** How a value is named where another was expected; texts are cut, and objects not opened. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  return value instanceof Promise ? 'a promise' : 'an object';
}

/** Whether a value is an object with properties to look at. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a text that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Whether a value is one of a closed list of words. */
export function isOneOf<W extends string>(words: readonly W[], value: unknown): value is W {
  return words.includes(value as W);
}

/** Gathers what is wrong with a module, each with its path in it. */
export class FaultList {
  readonly faults: string[] = [];

  /** Notes a fault unless it holds, and says whether it does. */
  expect(holds: boolean, path: string, expected: string, found: unknown): boolean {
    if (!holds) this.faults.push(`breaks the contract: ${path}: expected ${expected}; found ${describeValue(found)}`);
    return holds;
  }

  /** Notes a fault in words of its own. */
  note(path: string, sentence: string): void {
    this.faults.push(`breaks the contract: ${path}: ${sentence}`);
  }

  text(value: unknown, path: string, expected: string): value is string {
    return this.expect(isText(value), path, expected, value);
  }

  function(value: unknown, path: string): boolean {
    return this.expect(typeof value === 'function', path, 'a function', value);
  }

  list(value: unknown, path: string, expected: string): value is readonly unknown[] {
    return this.expect(Array.isArray(value), path, expected, value);
  }

  object(value: unknown, path: string, expected: string): value is Readonly<Record<string, unknown>> {
    return this.expect(isObject(value), path, expected, value);
  }

  /** A zod schema of any copy of zod: it can parse without throwing, and tells how it is built. */
  schema(value: unknown, path: string): boolean {
    const isSchema = isObject(value) && typeof value.safeParse === 'function' && isObject(value.def);
    return this.expect(isSchema, path, 'a schema of zod 4, such as z.strictObject({})', value);
  }
}

/** Looks through a module; one that cannot be looked at (a getter that throws) is a fault too. */
export function inspect(path: string, look: (list: FaultList) => void): readonly string[] {
  const list = new FaultList();
  try {
    look(list);
  } catch {
    list.note(path, 'it throws while it is looked at');
  }
  return list.faults;
}
