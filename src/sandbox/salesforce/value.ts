/** A field's value as JSON carries it. */
export type Value = string | number | boolean | null;

/** A compound field (address), read-only. */
export type Compound = Readonly<Record<string, Value>>;

/** Field values by API name; null is a field that was cleared. */
export type Values = Readonly<Record<string, Value>>;

/** One row of any object, as queries see it. */
export interface Row {
  /** API name of the object. */
  readonly object: string;
  readonly id: string;
  readonly isDeleted: boolean;
  /** The value of a field by its exact API name. */
  read(field: string): Value | Compound;
  /** The value of a date-time field, epoch ms: comparing text would be slow over a million rows. */
  time(field: string): number | null;
}

/** Salesforce: `2026-01-02T17:38:59.000+0000`. */
export function formatMoment(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)$/;

/** A date-time in the forms Salesforce takes (`…Z`, `…+01:00`, `…+0000`), epoch ms, or null. */
export function readMoment(text: string): number | null {
  if (!MOMENT.test(text)) return null;
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? null : at;
}

/** Whether a text is a day of the calendar, `2026-01-02`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A row whose values are held in memory: setup objects and children. */
export class MemoryRow implements Row {
  readonly object: string;
  readonly id: string;
  readonly isDeleted: boolean;
  private readonly values: Values;

  constructor(object: string, values: Values) {
    this.object = object;
    this.id = String(values.Id);
    this.isDeleted = values.IsDeleted === true;
    this.values = values;
  }

  read(field: string): Value {
    return this.values[field] ?? null;
  }

  time(field: string): number | null {
    const value = this.values[field];
    return typeof value === 'string' ? readMoment(value) : null;
  }
}
