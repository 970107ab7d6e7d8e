import type { Log, LogFields } from '../../src/model/log.ts';

/** Tells oddities of a file: the first ones of a kind one by one, the rest as a count at the end. */
export interface Notices {
  /** `kind` is a whole sentence without values; the fields name the line. */
  note(kind: string, fields: LogFields): void;
  /** A value that the agreement does not know; each is told once. */
  value(kind: string, value: string): void;
  finish(): void;
}

/** Lines told one by one before only their number is told: a file that is odd throughout must not flood the log. */
const toldLimit = 10;
/** Longest piece of an undeclared value that is told; a wrongly mapped column may hold whole notes. */
const valueLimit = 40;

/** Notices about one file, told to a log. Only values of stages and lifecycles are ever told, never other cells. */
export function createNotices(log: Log, file: string): Notices {
  const counts = new Map<string, number>();
  const values = new Map<string, Map<string, number>>();
  const note = (kind: string, fields: LogFields): void => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count <= toldLimit) log.warn(kind, { file, ...fields });
  };
  return {
    note,
    value(kind, value) {
      const known = values.get(kind) ?? new Map<string, number>();
      values.set(kind, known);
      const key = known.has(value) || known.size < 1000 ? value : '';
      const count = (known.get(key) ?? 0) + 1;
      known.set(key, count);
      if (count === 1 && known.size <= toldLimit * 2) log.warn(kind, { file, value: value.slice(0, valueLimit) });
    },
    finish() {
      for (const [kind, count] of counts) if (count > toldLimit) log.warn(kind, { file, rows: count, told: toldLimit });
      for (const [kind, known] of values)
        log.warn(kind, { file, rows: [...known.values()].reduce((sum, count) => sum + count, 0), values: known.size });
    },
  };
}

/** Notices that nobody hears, for reads that repeat one already told. */
export const silentNotices: Notices = { note() {}, value() {}, finish() {} };
