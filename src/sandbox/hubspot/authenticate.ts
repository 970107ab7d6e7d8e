import { ApiError } from './errors.ts';
import type { Portal } from './portal.ts';
import type { Route } from './routes/route.ts';
import type { Token } from './tokens.ts';

const NOT_FOUND =
  'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview';

const SCOPES_PAGE = 'https://developers.hubspot.com/scopes';

/** The token of an `Authorization: Bearer` header; HubSpot's 401 where it is missing, unknown or has expired. */
export function authenticate(portal: Portal, header: string | undefined): Token {
  const value = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
  const token = value === undefined ? null : portal.tokens.find(value);
  if (token === null) throw new ApiError(401, NOT_FOUND, { category: 'INVALID_AUTHENTICATION' });
  const lateMs = token.expiresAt === null ? -1 : portal.clock.now() - token.expiresAt;
  if (lateMs < 0) return token;
  const seconds = Math.floor(lateMs / 1000);
  throw new ApiError(401, `The OAuth token used to make this call expired ${seconds} second(s) ago.`, {
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [new Date(token.expiresAt ?? 0).toISOString()] },
  });
}

/** Refuses a token without any of the scopes; HubSpot's 403 looks different for records and for schemas. */
export function checkScopes(token: Token, route: Route, params: Readonly<Record<string, string>>): void {
  const needed = route.scopes?.(params) ?? [];
  if (needed.length === 0 || needed.some((scope) => token.scopes.has(scope))) return;
  const required = 'One or more of the following scopes are required.';
  if (route.scopeError === 'context') {
    const context = { requiredGranularScopes: needed, links: [SCOPES_PAGE] };
    throw new ApiError(403, required, { category: 'MISSING_SCOPES', context });
  }
  const message = `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${SCOPES_PAGE}.`;
  throw new ApiError(403, message, {
    category: 'MISSING_SCOPES',
    errors: [{ message: required, context: { requiredGranularScopes: needed } }],
    links: { scopes: SCOPES_PAGE },
  });
}
