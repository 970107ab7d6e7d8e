import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { createAdminRouter } from './admin/router.ts';
import type { Org } from './org.ts';
import { createPageRouter } from './pages/router.ts';
import { routes } from './routes/index.ts';
import { serveCall } from './serve-call.ts';

/** Salesforce: an upload to a bulk job has at most 150 MB; other bodies are far smaller. */
const MAX_BODY = '150mb';

/** The HTTP side of an organization: its pages, the sandbox's own endpoints, and the API in all its versions. */
export function createApp(org: Org): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.raw({ type: () => true, limit: MAX_BODY }));
  app.use(createPageRouter(org));
  app.use('/_sandbox', createAdminRouter(org));
  for (const route of routes) {
    const method = route.method.toLowerCase() as Lowercase<typeof route.method>;
    app[method](route.path.replace('{v}', ':version'), (request, response) => serveCall(org, route, request, response));
  }
  app.use((request, response) => serveCall(org, null, request, response));
  app.use(answerBroken);
  return app;
}

/** A body that is too large or cut off, or a mistake of the sandbox itself: said plainly, as nothing here is secret. */
function answerBroken(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  const message = error instanceof Error ? error.message : 'internal error';
  response.status(status).json([{ message, errorCode: 'UNKNOWN_EXCEPTION' }]);
}
