import { PassThrough } from 'node:stream';

/** A request as jsforce hands it on. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as jsforce expects it: header names in lower case, the body as text. */
export interface WireAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Told of every request and answer, so that calls are counted where they are made. */
export interface WireHooks {
  readonly signal: AbortSignal;
  asked(request: WireRequest): void;
  answered(request: WireRequest, answer: Omit<WireAnswer, 'body'>): void;
}

/** What jsforce calls for every request; the stream is part of its contract and never read by the calls we make. */
export interface WireTransport {
  httpRequest(request: WireRequest): Promise<WireAnswer> & { stream(): PassThrough };
}

async function send(request: WireRequest, hooks: WireHooks): Promise<WireAnswer> {
  hooks.asked(request);
  // undici sets the length itself and refuses one that differs.
  const { 'content-length': _length, ...headers } = { ...request.headers };
  const response = await fetch(request.url, {
    method: request.method,
    headers,
    signal: hooks.signal,
    redirect: 'manual',
    ...(typeof request.body === 'string' ? { body: request.body } : {}),
  });
  const answer = { statusCode: response.status, headers: Object.fromEntries(response.headers) };
  hooks.answered(request, answer);
  return { ...answer, body: await response.text() };
}

/**
 * The wire under jsforce: one `fetch` per request. jsforce's own wire repeats GETs behind our back, hides a failed
 * upload behind a stream error, takes no abort signal, and a connection that breaks in the middle of a body ends the
 * process; ours reports what happened and leaves repeating to the caller.
 */
export function createTransport(hooks: WireHooks): WireTransport {
  return {
    httpRequest(request) {
      const answer = send(request, hooks);
      return Object.assign(answer, { stream: () => new PassThrough() });
    },
  };
}
