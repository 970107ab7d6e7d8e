/** A query in its parts, so that a reader can go on behind a row. */
export interface Soql {
  readonly fields: readonly string[];
  readonly from: string;
  /** Conditions that all hold. */
  readonly where: readonly string[];
  readonly orderBy: readonly string[];
}

/** The text of a query. */
export function soqlText({ fields, from, where, orderBy }: Soql): string {
  const conditions = where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
  const order = orderBy.length > 0 ? ` ORDER BY ${orderBy.join(', ')}` : '';
  return `SELECT ${[...new Set(fields)].join(', ')} FROM ${from}${conditions}${order}`;
}

/** A text as SOQL quotes it. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** A list for `IN`. */
export function quotedList(texts: readonly string[]): string {
  return `(${texts.map(quoted).join(',')})`;
}

/** An instant as SOQL writes it, without quotes. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Rows behind a row in the order of modification, told apart by id within one instant. */
export function behind(ms: number, id: string): string {
  return `(SystemModstamp > ${instant(ms)} OR (SystemModstamp = ${instant(ms)} AND Id > ${quoted(id)}))`;
}
