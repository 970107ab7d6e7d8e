import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Diagnosis } from '../../src/model/connector.ts';
import { isHygieneError } from '../../src/model/errors.ts';
import { checkColumns } from './catalog.ts';
import type { Connection, OpenObject } from './connection.ts';
import { findEncoding, stampOf } from './decode.ts';
import { isAbsent } from './errors.ts';
import { silentNotices } from './notices.ts';
import { readRows } from './rows.ts';
import { wantedNames } from './table.ts';

/** Files up to this size are read to their end for the number of rows; that takes a second or two. */
const countLimitBytes = 128 * 1024 * 1024;

/** Runs one check; its error becomes the line, with the sentence that says what to do. */
async function check(name: string, advice: string, run: () => Promise<string>): Promise<Diagnosis> {
  try {
    return { check: name, ok: true, detail: await run(), advice: '' };
  } catch (error) {
    if (!isHygieneError(error)) throw error;
    return { check: name, ok: false, detail: error.message, advice };
  }
}

async function countRows({ plan }: OpenObject, signal: AbortSignal): Promise<string> {
  const { bytes } = await stampOf(plan.file);
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  if (bytes > countLimitBytes) return `${size}; rows not counted`;
  let rows = 0;
  for await (const _ of readRows(plan.file, signal, silentNotices)) rows++;
  return `${rows} rows, ${size}`;
}

async function isWritable(path: string): Promise<boolean | 'absent'> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch (error) {
    return isAbsent(error) ? 'absent' : false;
  }
}

/** The file is replaced, so its folder must be writable too. Nothing is written to find out. */
async function checkResults({ plan, results }: OpenObject): Promise<Diagnosis> {
  const name = `${plan.results.shown}: results`;
  const read = await check(name, 'Move the file away, or name another one with `results:`.', async () => {
    await results.refresh();
    return 'can be written';
  });
  if (!read.ok) return read;
  const [file, folder] = [await isWritable(plan.results.path), await isWritable(dirname(plan.results.path))];
  if (file !== false && folder === true) return read;
  const detail = folder === 'absent' ? 'its folder does not exist' : 'no right to write there';
  return { check: name, ok: false, detail, advice: 'Make the folder writable, or name another file with `results:`.' };
}

/** One line each for columns, encoding and rows of every file, and for every results file. */
export async function diagnose({ objects, env }: Connection): Promise<readonly Diagnosis[]> {
  const lines: Diagnosis[] = [];
  for (const open of objects) {
    const { file } = open.plan;
    const columns = await check(
      `${file.shown}: columns`,
      'Mend the file, or the settings of this source.',
      async () => {
        const found = await checkColumns(open, env.signal);
        const encoding = await findEncoding(file);
        return `${wantedNames(file.wanted).length} of ${found.length} columns are used; read as ${encoding}`;
      },
    );
    lines.push(columns);
    if (columns.ok)
      lines.push(
        await check(`${file.shown}: rows`, 'Mend the row, or export the file again.', () =>
          countRows(open, env.signal),
        ),
      );
  }
  const results = new Map(objects.map((open) => [open.plan.results.path, open]));
  for (const open of results.values()) lines.push(await checkResults(open));
  return lines;
}
