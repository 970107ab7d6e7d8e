import { readScopes, writeScopes } from './object-scopes.ts';
import type { Route } from './route.ts';

/** A route below an object type's records, `/crm/objects/{V}/:type` and `/crm/v3/objects/:type`, in the standard limit. */
export function objectRoute(
  method: Route['method'],
  path: string,
  access: 'read' | 'write',
  handle: Route['handle'],
): Route {
  return {
    method,
    dated: `/crm/objects/{V}/:type${path}`,
    legacy: [`/crm/v3/objects/:type${path}`],
    scopes: access === 'read' ? readScopes : writeScopes,
    scopeError: 'errors',
    limitClass: 'standard',
    handle,
  };
}
