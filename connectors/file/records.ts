import type { OpenObject } from './connection.ts';
import type { Notices } from './notices.ts';
import { readRows } from './rows.ts';

/** A row that stands for a record: it has an id, and it is the first one with it. */
export interface RecordRow {
  readonly id: string;
  readonly cells: readonly unknown[];
  /** Rows read so far, this one and those left out among them: where a later read goes on. */
  readonly rowsRead: number;
}

/**
 * The rows of an object that stand for records. A row without id is left out; of rows with one id the first counts,
 * as pages already handed on cannot be taken back. Both are told with their lines. The ids seen are kept: about 70
 * bytes a row, the only memory that grows with the file.
 */
export async function* readRecordRows(
  { plan, mapping }: OpenObject,
  signal: AbortSignal,
  notices: Notices,
): AsyncGenerator<RecordRow> {
  const seen = new Map<string, number>();
  let rowsRead = 0;
  for await (const { line, cells } of readRows(plan.file, signal, notices)) {
    rowsRead++;
    const id = mapping.idOf(cells);
    const firstLine = seen.get(id);
    if (id === '') notices.note('A row has no id; it is left out.', { line });
    else if (firstLine !== undefined)
      notices.note('A row has the id of an earlier row; it is left out.', { line, firstLine });
    else {
      seen.set(id, line);
      yield { id, cells, rowsRead };
    }
  }
}
