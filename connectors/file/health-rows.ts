import type { Change } from '../../src/model/connector.ts';
import type { HealthKey } from '../../src/model/health-field.ts';
import { parseNumber } from '../../src/model/parse-field.ts';
import type { HealthValues, ObjectType } from '../../src/model/record.ts';

/** What the results file holds of one record: texts in the order of `healthKeys`. */
export type HealthCells = readonly string[];

/** The health fields of a record as the results file has them. */
export interface StoredHealth {
  readonly health: HealthValues;
  readonly scoredAt: string;
}

/** A health value as the text of its cell; flags in one order, so that equal sets are equal texts. */
export function toCell(value: Change['values'][HealthKey]): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? [...value].sort().join(';') : String(value);
}

/** The health values that cells hold; what a person made unreadable counts as empty, and is put right by the next write. */
export function toHealth(cells: HealthCells): StoredHealth {
  const [score = '', grade = '', stageHealth = '', flags = '', nextAction = '', scoredAt = ''] = cells;
  const number = parseNumber(score.trim());
  const list = flags.split(';').flatMap((flag) => flag.trim() || []);
  return {
    health: {
      ...(number === null ? {} : { score: number }),
      ...(grade ? { grade } : {}),
      ...(stageHealth ? { stageHealth } : {}),
      ...(list.length > 0 ? { flags: list.sort() } : {}),
      ...(nextAction ? { nextAction } : {}),
    },
    scoredAt,
  };
}

/** The results of a record without any. */
export const noHealth: StoredHealth = { health: {}, scoredAt: '' };

const blank = '[]';

/** Results of all objects in memory, by object and id, in the order in which they are written. */
export interface HealthRows {
  has(object: ObjectType, id: string): boolean;
  /** Empty for a record without results. */
  get(object: ObjectType, id: string): HealthCells;
  put(object: ObjectType, id: string, cells: HealthCells): void;
  /** Makes these the ids of an object, in this order: results of others are dropped. */
  reorder(object: ObjectType, ids: Iterable<string>): void;
  /** The records that have results. */
  filled(): Generator<{ readonly object: ObjectType; readonly id: string; readonly cells: HealthCells }>;
  size(): number;
  clear(): void;
}

/**
 * One text a record. Most records share theirs with others (score, flags and action are few), so equal ones are kept
 * once, and most of the memory is the ids.
 */
export function createHealthRows(): HealthRows {
  const objects = new Map<ObjectType, Map<string, string>>();
  const shared = new Map<string, string>();
  const rowsOf = (object: ObjectType): Map<string, string> => objects.get(object) ?? new Map<string, string>();
  return {
    has: (object, id) => rowsOf(object).has(id),
    get: (object, id) => JSON.parse(rowsOf(object).get(id) ?? blank) as HealthCells,
    put(object, id, cells) {
      const text = cells.some((cell) => cell !== '') ? JSON.stringify(cells) : blank;
      const kept = shared.get(text) ?? text;
      shared.set(text, kept);
      objects.set(object, rowsOf(object).set(id, kept));
    },
    reorder(object, ids) {
      const old = rowsOf(object);
      objects.set(object, new Map(Array.from(ids, (id) => [id, old.get(id) ?? blank])));
    },
    *filled() {
      for (const [object, rows] of objects)
        for (const [id, text] of rows) if (text !== blank) yield { object, id, cells: JSON.parse(text) as HealthCells };
    },
    size: () => [...objects.values()].reduce((sum, rows) => sum + rows.size, 0),
    clear() {
      objects.clear();
      shared.clear();
    },
  };
}
