import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { type Answer, encodeBody } from './answer.ts';
import type { Fault } from './faults.ts';
import { chunkText, streamText } from './stream-json.ts';

/** What reached the client: the bytes of the body, and the status unless the connection died or hangs before it. */
export interface Delivery {
  readonly status: number | null;
  readonly bytes: number;
}

function writeHead(response: ServerResponse, answer: Answer, length: number | null, contentType: string | null): void {
  const headers: Record<string, string> = { ...answer.headers };
  if (contentType !== null) headers['Content-Type'] = contentType;
  if (answer.status !== 204 && length !== null) headers['Content-Length'] = String(length);
  if (answer.gzip === true) headers['Content-Encoding'] = 'gzip';
  response.writeHead(answer.status, headers);
}

/** Sends an answer as it is. */
export async function sendAnswer(response: ServerResponse, answer: Answer): Promise<Delivery> {
  if (answer.pieces !== undefined) return sendPieces(response, answer, answer.pieces);
  const { bytes, contentType } = encodeBody(answer);
  writeHead(response, answer, bytes.length, contentType);
  response.end(bytes);
  return { status: answer.status, bytes: bytes.length };
}

/** Streams a long body; a client that goes away in the middle is its own matter. */
async function sendPieces(response: ServerResponse, answer: Answer, pieces: Iterable<string>): Promise<Delivery> {
  let characters = 0;
  const counted = (function* () {
    for (const piece of pieces) {
      characters += piece.length;
      yield piece;
    }
  })();
  writeHead(response, answer, null, answer.contentType ?? null);
  if (answer.gzip !== true) await streamText(response, counted);
  else await pipeline(Readable.from(chunkText(counted)), createGzip({ level: 1 }), response).catch(() => undefined);
  return { status: answer.status, bytes: characters };
}

/** Sends the head and half of the body; then the connection is cut, or left open for ever. */
function sendHalf(response: ServerResponse, answer: Answer, cut: boolean): Delivery {
  const whole = answer.pieces === undefined ? encodeBody(answer) : firstPieces(answer.pieces, answer.contentType);
  writeHead(response, { ...answer, gzip: false }, whole.bytes.length, whole.contentType);
  const half = whole.bytes.subarray(0, Math.floor(whole.bytes.length / 2));
  response.write(half, () => {
    if (cut) response.socket?.destroy();
  });
  return { status: answer.status, bytes: half.length };
}

const CUT_AFTER_CHARACTERS = 256 * 1024;

/** As much of a long body as is worth sending before it is cut. */
function firstPieces(pieces: Iterable<string>, contentType = 'text/plain'): { bytes: Buffer; contentType: string } {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > CUT_AFTER_CHARACTERS) break;
  }
  return { bytes: Buffer.from(text), contentType };
}

/** Sends an answer the way a fault bends it (kind "status" was already made into the answer). */
export async function deliverWithFault(response: ServerResponse, answer: Answer, fault: Fault): Promise<Delivery> {
  switch (fault.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return { status: null, bytes: 0 };
    case 'end':
      response.socket?.end();
      return { status: null, bytes: 0 };
    case 'hang':
      return { status: null, bytes: 0 };
    case 'truncated':
      return sendHalf(response, answer, true);
    case 'hang-in-body':
      return sendHalf(response, answer, false);
    case 'slow':
      await wait(fault.delayMs ?? 1_000, undefined, { ref: false });
      return sendAnswer(response, answer);
    case 'status':
      return sendAnswer(response, answer);
  }
}
