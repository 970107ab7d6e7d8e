import type { Change } from '../../src/model/connector.ts';
import { isHygieneError } from '../../src/model/errors.ts';
import { healthKeys } from '../../src/model/health-field.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { type FileStamp, stampOf } from './decode.ts';
import { isAbsent } from './errors.ts';
import { createHealthRows, noHealth, type StoredHealth, toCell, toHealth } from './health-rows.ts';
import type { ResultsPath } from './plan.ts';
import { describeResults, type ResultsFile, readResults, writeResults } from './results-file.ts';

/** The results file: the only thing we write, and for this source what health fields are in a CRM. */
export interface Results {
  readonly shown: string;
  /** Reads the file if it changed since it was read last. Throws FILE_UNREADABLE for a file that is not ours. */
  refresh(): Promise<void>;
  healthOf(object: ObjectType, id: string): StoredHealth;
  /** Tells the records the object has now, in the order of its file; results of others are dropped when it is saved. */
  expect(object: ObjectType, ids: Iterable<string>): void;
  has(object: ObjectType, id: string): boolean;
  set(object: ObjectType, id: string, values: Change['values']): void;
  /** Replaces the file as a whole, or leaves it as it was. Throws FatalError FILE_UNWRITABLE. */
  save(): Promise<void>;
  /** Forgets what was set and not saved. */
  discard(): void;
  size(): number;
}

async function findStamp(file: ResultsFile): Promise<FileStamp | 'absent'> {
  try {
    return await stampOf(file);
  } catch (error) {
    if (isHygieneError(error) && isAbsent(error.cause)) return 'absent';
    throw error;
  }
}

/** Opens the results file of a source; nothing is read or made before it is needed. */
export function openResults(place: ResultsPath, fieldPrefix: string, signal: AbortSignal): Results {
  const rows = createHealthRows();
  const file = describeResults(place, fieldPrefix);
  let loaded: FileStamp | 'absent' | null = null;
  const discard = (): void => {
    loaded = null;
    rows.clear();
  };
  return {
    shown: place.shown,
    async refresh() {
      const now = await findStamp(file);
      if (loaded !== null && JSON.stringify(now) === JSON.stringify(loaded)) return;
      discard();
      if (now !== 'absent') await readResults(file, rows, signal);
      loaded = now;
    },
    healthOf: (object, id) => (rows.has(object, id) ? toHealth(rows.get(object, id)) : noHealth),
    expect: rows.reorder,
    has: rows.has,
    set(object, id, values) {
      const cells = rows.get(object, id);
      const next = healthKeys.map((key, at) => (key in values ? toCell(values[key]) : (cells[at] ?? '')));
      rows.put(object, id, next);
    },
    async save() {
      await writeResults(file, rows, signal);
      loaded = await findStamp(file);
    },
    discard,
    size: rows.size,
  };
}
