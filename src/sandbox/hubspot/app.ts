import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { createAdminRouter } from './admin/router.ts';
import type { Generation } from './generation.ts';
import { createPageRouter } from './pages/router.ts';
import type { Portal } from './portal.ts';
import { routes } from './routes/index.ts';
import { type MountedRoute, serveCall } from './serve-call.ts';

const DATED: readonly Generation[] = ['2026-09', '2026-03'];

/** More than any batch needs; HubSpot's own limit is not documented. */
const MAX_BODY = '32mb';

/** The HTTP side of an account: its pages, the sandbox's own endpoints, and the API under its three path generations. */
export function createApp(portal: Portal): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.raw({ type: () => true, limit: MAX_BODY }));
  app.use(createPageRouter(portal));
  app.use('/_sandbox', createAdminRouter(portal));
  for (const { path, ...mounted } of mountRoutes()) {
    const method = mounted.route.method.toLowerCase() as Lowercase<typeof mounted.route.method>;
    app[method](path, (request, response) => serveCall(portal, mounted, request, response));
  }
  app.use((request, response) => serveCall(portal, null, request, response));
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
  response.status(status).json({ status: 'error', message });
}

function mountRoutes(): (MountedRoute & { path: string })[] {
  return routes.flatMap((route) => {
    const dated = DATED.flatMap((generation) => {
      const path = route.dated?.replace('{V}', generation);
      return path === undefined ? [] : [{ route, generation, label: path, path }];
    });
    const legacy = route.legacy.map((path) => ({ route, generation: 'legacy' as const, label: path, path }));
    return [...dated, ...legacy];
  });
}
