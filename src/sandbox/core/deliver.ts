import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, encodeBody } from './answer.ts';
import type { Fault } from './faults.ts';

/** What reached the client: the bytes of the body, and the status unless the connection died or hangs before it. */
export interface Delivery {
  readonly status: number | null;
  readonly bytes: number;
}

function writeHead(response: ServerResponse, answer: Answer, length: number, contentType: string | null): void {
  const headers: Record<string, string> = { ...answer.headers };
  if (contentType !== null) headers['Content-Type'] = contentType;
  if (answer.status !== 204) headers['Content-Length'] = String(length);
  response.writeHead(answer.status, headers);
}

/** Sends an answer as it is. */
export function sendAnswer(response: ServerResponse, answer: Answer): Delivery {
  const { bytes, contentType } = encodeBody(answer);
  writeHead(response, answer, bytes.length, contentType);
  response.end(bytes);
  return { status: answer.status, bytes: bytes.length };
}

/** Sends the head and half of the body; then the connection is cut, or left open for ever. */
function sendHalf(response: ServerResponse, answer: Answer, cut: boolean): Delivery {
  const { bytes, contentType } = encodeBody(answer);
  writeHead(response, answer, bytes.length, contentType);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  response.write(half, () => {
    if (cut) response.socket?.destroy();
  });
  return { status: answer.status, bytes: half.length };
}

/** Sends an answer the way a fault bends it (kind "status" was already made into the answer). */
export async function deliverWithFault(response: ServerResponse, answer: Answer, fault: Fault): Promise<Delivery> {
  switch (fault.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
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
