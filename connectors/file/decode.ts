import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { asReadError, systemCode, unreadable } from './errors.ts';

/** Where a file is, how it is named to people, and the encoding the agreement declares (null: the file decides). */
export interface FileText {
  readonly path: string;
  /** Relative to the folder of the agreement, with forward slashes. */
  readonly shown: string;
  readonly encoding: string | null;
}

/** Size in bytes and modification time (epoch ms): enough to see that a file was replaced. */
export interface FileStamp {
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** Looks at a file without opening it, as opening a pipe would wait for ever. Throws FILE_MISSING, FILE_UNREADABLE. */
export async function stampOf(file: FileText): Promise<FileStamp> {
  try {
    const found = await stat(file.path);
    if (found.isDirectory()) throw unreadable(file.shown, 'is a folder; name the file inside it');
    if (!found.isFile()) throw unreadable(file.shown, 'is no regular file');
    return { bytes: found.size, modifiedMs: Math.trunc(found.mtimeMs) };
  } catch (error) {
    throw asReadError(file.shown, error);
  }
}

const marks: readonly { readonly encoding: string; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

async function firstBytes(file: FileText): Promise<readonly number[]> {
  const handle = await open(file.path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return [...buffer.subarray(0, bytesRead)];
  } finally {
    await handle.close();
  }
}

/**
 * The encoding to read a file with: its byte order mark, else what the agreement declares, else UTF-8. A mark that
 * contradicts the agreement is an error, as one of the two is a mistake. So is a workbook named like a CSV file.
 */
export async function findEncoding(file: FileText): Promise<string> {
  await stampOf(file);
  const head = await firstBytes(file).catch((error: unknown) => {
    throw asReadError(file.shown, error);
  });
  const startsWith = (bytes: readonly number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  if (startsWith([0x50, 0x4b, 3, 4]))
    throw unreadable(file.shown, 'is an Excel workbook or a zip archive; save it as "CSV UTF-8", or unpack it first');
  if (startsWith([0x1f, 0x8b])) throw unreadable(file.shown, 'is compressed with gzip; unpack it first');
  const declared = file.encoding === null ? null : new TextDecoder(file.encoding).encoding;
  const mark = marks.find((one) => startsWith(one.bytes))?.encoding ?? null;
  if (mark !== null && declared !== null && mark !== declared)
    throw unreadable(
      file.shown,
      `begins with the byte order mark of ${mark}, but \`encoding:\` says ${declared}; leave \`encoding:\` out`,
    );
  return mark ?? declared ?? 'utf-8';
}

/** Number of line breaks (CR LF, LF or CR). A CR LF that is cut between two texts counts twice. */
export function countBreaks(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The line with the first character that cannot be decoded; reads the file again, so for the error's sake only. */
async function findBadLine(file: FileText, encoding: string): Promise<number> {
  const decoder = new TextDecoder(encoding);
  let line = 1;
  for await (const bytes of createReadStream(file.path)) {
    const text = decoder.decode(bytes as Buffer, { stream: true });
    const at = text.indexOf('\ufffd');
    const read = at < 0 ? text : text.slice(0, at);
    line += countBreaks(read) - (read.endsWith('\r') && text[read.length] === '\n' ? 1 : 0);
    if (at >= 0) return line;
  }
  return line;
}

async function encodingError(file: FileText, encoding: string) {
  const line = await findBadLine(file, encoding);
  const advice =
    encoding === 'utf-8'
      ? 'Files that Excel saved as plain CSV are windows-1252: set `encoding: windows-1252`, or save as "CSV UTF-8"'
      : 'Set `encoding:` to the one the file was saved with, or leave it out';
  return unreadable(file.shown, `line ${line} holds bytes that are no ${encoding}. ${advice}`);
}

/**
 * The text of a file in pieces, without its byte order mark. Wrong bytes are an error that names the line, never
 * replacement characters: a name spoilt on the way in would be judged as the CRM's own dirt.
 */
export async function* decodeFile(file: FileText, signal: AbortSignal): AsyncGenerator<string> {
  const encoding = await findEncoding(file);
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const bytes of createReadStream(file.path, { highWaterMark: 256 * 1024 })) {
      signal.throwIfAborted();
      yield decoder.decode(bytes as Buffer, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (systemCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw await encodingError(file, encoding);
    throw asReadError(file.shown, error);
  }
}
