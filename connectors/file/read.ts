import type { Ask, Page, Reader } from '../../src/model/connector.ts';
import type { CrmRecord, Link, ObjectType } from '../../src/model/record.ts';
import { checkColumns } from './catalog.ts';
import { type Connection, type OpenObject, objectOf } from './connection.ts';
import { type FileStamp, stampOf } from './decode.ts';
import { createNotices, type Notices, silentNotices } from './notices.ts';
import { type RecordRow, readRecordRows } from './records.ts';

const recordsPerPage = 500;

/** `rows bytes modified`: a file that was replaced since is read from its start. */
function checkpointOf(rows: number, stamp: FileStamp): string {
  return `${rows} ${stamp.bytes} ${stamp.modifiedMs}`;
}

/** Rows to pass over when a read goes on; 0 where the file is no longer the one the checkpoint was made of. */
function rowsBefore(checkpoint: string | null, stamp: FileStamp): number {
  const rows = Number(checkpoint?.split(' ')[0]);
  return Number.isInteger(rows) && checkpoint === checkpointOf(rows, stamp) ? rows : 0;
}

function toRecord(connection: Connection, open: OpenObject, row: RecordRow, at: Date, notices: Notices): CrmRecord {
  const { object } = open.plan;
  const { health, scoredAt } = open.results.healthOf(object, row.id);
  return {
    ref: { source: connection.env.source, object, id: row.id },
    updatedAt: at,
    url: open.mapping.urlOf(row.id),
    fields: open.mapping.fieldsOf(row.cells, notices),
    health,
    scoredAt,
  };
}

/** Everything in the file; `since` is passed over, as a file does not tell which of its rows changed. */
async function* readPages(connection: Connection, object: ObjectType, ask: Ask): AsyncGenerator<Page> {
  const { env } = connection;
  const open = objectOf(connection, object);
  const notices = createNotices(env.log, open.plan.file.shown);
  const stamp = await stampOf(open.plan.file);
  const at = new Date(stamp.modifiedMs);
  await checkColumns(open, env.signal);
  await open.results.refresh();
  const skipped = rowsBefore(ask.from, stamp);
  let records: CrmRecord[] = [];
  let links: Link[] = [];
  let rowsRead = skipped;
  const page = (cursor: string | null): Page => ({
    records,
    links,
    gone: [],
    checkpoint: checkpointOf(rowsRead, stamp),
    cursor,
  });
  for await (const row of readRecordRows(open, env.signal, notices)) {
    if (row.rowsRead <= skipped) continue;
    // A full page waits for one more record, so that the last page is known to be the last.
    if (records.length === recordsPerPage) {
      yield page(null);
      [records, links] = [[], []];
    }
    records.push(toRecord(connection, open, row, at, notices));
    links.push(...open.mapping.linksOf(row.id, row.cells, ask.links));
    rowsRead = row.rowsRead;
  }
  notices.finish();
  yield page(at.toISOString());
}

/** Reads the file up to the last of the ids; an export has no index. */
async function readById(connection: Connection, object: ObjectType, ids: readonly string[]): Promise<Page> {
  const open = objectOf(connection, object);
  const stamp = await stampOf(open.plan.file);
  await checkColumns(open, connection.env.signal);
  await open.results.refresh();
  const wanted = new Set(ids);
  const records: CrmRecord[] = [];
  const at = new Date(stamp.modifiedMs);
  if (wanted.size > 0)
    for await (const row of readRecordRows(open, connection.env.signal, silentNotices)) {
      if (!wanted.delete(row.id)) continue;
      records.push(toRecord(connection, open, row, at, silentNotices));
      if (wanted.size === 0) break;
    }
  const gone = [...wanted].map((id) => ({ object, id, into: null }));
  return { records, links: [], gone, checkpoint: checkpointOf(0, stamp), cursor: null };
}

/** Reads the files of a connection. The modification time of a record is that of its file. */
export function createReader(connection: Connection): Reader {
  return {
    pages: (object, ask) => readPages(connection, object, ask),
    byId: (object, ids) => readById(connection, object, ids),
  };
}
