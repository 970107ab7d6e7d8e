import { type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { encodeBody } from './answer.ts';
import { mayControl } from './own-page.ts';

/** A control of a sandbox: takes the parsed body and the query, gives what is answered as JSON. */
export interface Control<Account> {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  handle(account: Account, body: unknown, query: URLSearchParams): unknown;
}

/** A control whose answer is too long for one piece. */
export interface StreamedControl<Account> {
  readonly path: string;
  stream(account: Account, query: URLSearchParams, response: Response): Promise<void>;
}

/** A sandbox's own endpoints: no token, no limits, not in the request log. */
export function createControlRouter<Account>(
  account: Account,
  controls: readonly Control<Account>[],
  streamed: readonly StreamedControl<Account>[],
): Router {
  const router = Router();
  router.use(refuseForeign);
  for (const control of controls) {
    router[control.method](control.path, (request, response) => {
      send(response, 200, control.handle(account, readJson(request), queryOf(request)));
    });
  }
  for (const { path, stream } of streamed) {
    router.get(path, (request, response) => stream(account, queryOf(request), response));
  }
  router.use(notControl);
  router.use(explainRefusal);
  return router;
}

function refuseForeign(request: Request, response: Response, next: NextFunction): void {
  if (mayControl(request)) next();
  else send(response, 403, { error: 'The controls answer programs and pages of this machine only.' });
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://127.0.0.1').searchParams;
}

function readJson(request: Request): unknown {
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  return text === '' ? undefined : JSON.parse(text);
}

function send(response: Response, status: number, body: unknown): void {
  const { bytes, contentType } = encodeBody({ status, body: body ?? {} });
  response.writeHead(status, { 'Content-Type': contentType ?? 'application/json' }).end(bytes);
}

function notControl(request: Request, response: Response): void {
  send(response, 404, { error: `The sandbox has no ${request.method} ${request.originalUrl.split('?')[0]}.` });
}

/** What was wrong with a control call, in a sentence. */
function explainRefusal(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const reason = response.headersSent ? null : reasonOf(error);
  if (reason === null) next(error);
  else send(response, 400, { error: reason });
}

function reasonOf(error: unknown): string | null {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof RangeError || error instanceof SyntaxError ? error.message : null;
}
