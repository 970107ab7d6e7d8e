import { type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { encodeBody } from '../../core/answer.ts';
import { mayControl } from '../own-page.ts';
import type { Portal } from '../portal.ts';
import { controlRoutes } from './control.ts';
import { streamPlanted } from './planted.ts';
import { streamValues } from './values.ts';

/** A control of the sandbox: takes the query and the parsed body, gives what is answered as JSON. */
export interface Control {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  handle(portal: Portal, body: unknown, query: URLSearchParams): unknown;
}

/** The sandbox's own endpoints: no token, no limits, not in the request log. */
export function createAdminRouter(portal: Portal): Router {
  const router = Router();
  router.use(refuseForeign);
  for (const control of controlRoutes) {
    router[control.method](control.path, (request, response) => {
      send(response, 200, control.handle(portal, readJson(request), queryOf(request)));
    });
  }
  router.get('/planted', (request, response) => streamPlanted(portal, queryOf(request), response));
  router.get('/values', (request, response) => streamValues(portal, queryOf(request), response));
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
