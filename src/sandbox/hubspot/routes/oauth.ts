import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import type { Portal } from '../portal.ts';
import { ACCESS_TOKEN_SECONDS } from '../tokens.ts';
import { type Call, type Route, readBody } from './route.ts';

const tokenSchema = z.object({
  grant_type: z.string().default(''),
  client_id: z.string().default(''),
  client_secret: z.string().default(''),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
});

const introspectSchema = z.object({
  client_id: z.string().default(''),
  client_secret: z.string().default(''),
  token: z.string().default(''),
});

/** Getting, checking and ending OAuth tokens; calls without a bearer token and outside all limits. */
export const oauthRoutes: readonly Route[] = [
  oauthRoute('POST', '/oauth/{V}/token', ['/oauth/v1/token', '/oauth/v3/token'], exchangeToken),
  oauthRoute('POST', '/oauth/{V}/token/introspect', ['/oauth/v3/token/introspect'], introspectToken),
  oauthRoute('POST', '/oauth/{V}/introspect', [], introspectToken),
  oauthRoute('POST', '/oauth/{V}/revoke', ['/oauth/v3/token/revoke'], revokeToken),
  oauthRoute('GET', null, ['/oauth/v1/access-tokens/:token'], describeToken),
  oauthRoute('DELETE', null, ['/oauth/v1/refresh-tokens/:token'], deleteRefreshToken),
];

function oauthRoute(
  method: Route['method'],
  dated: string | null,
  legacy: readonly string[],
  handle: Route['handle'],
): Route {
  return { method, dated, legacy, scopes: null, scopeError: 'errors', limitClass: 'none', handle };
}

function exchangeToken(call: Call): Answer {
  const { portal } = call;
  const form = readBody(tokenSchema, call.body);
  if (form.client_id !== portal.clientId || form.client_secret !== portal.clientSecret) {
    return refuse('invalid_client', 'missing or unknown client id', 'BAD_CLIENT_ID');
  }
  switch (form.grant_type) {
    case 'authorization_code': {
      const scopes = form.redirect_uri ? portal.tokens.redeemCode(form.code ?? '') : null;
      if (scopes === null) return refuse('invalid_grant', 'missing or unknown auth code', 'BAD_AUTH_CODE');
      return grant(portal, new Set(scopes), portal.tokens.mintRefreshToken(scopes));
    }
    case 'refresh_token': {
      const scopes = portal.tokens.findRefreshToken(form.refresh_token ?? '');
      if (scopes === null)
        return refuse('invalid_grant', 'refresh token is invalid, expired or revoked', 'BAD_REFRESH_TOKEN');
      return grant(portal, scopes, form.refresh_token ?? '');
    }
    case 'client_credentials':
      return grant(portal, new Set((form.scope ?? '').split(' ').filter((scope) => scope !== '')), null);
    default:
      return refuse(
        'unsupported_grant_type',
        `grant type ${form.grant_type || '(none)'} is not supported`,
        'BAD_GRANT_TYPE',
      );
  }
}

function grant(portal: Portal, scopes: ReadonlySet<string>, refreshToken: string | null): Answer {
  const token = portal.tokens.mintAccessToken(scopes, portal.clock.now());
  return {
    status: 200,
    body: {
      token_type: 'bearer',
      token_use: 'access_token',
      access_token: token.value,
      ...(refreshToken !== null && { refresh_token: refreshToken }),
      expires_in: ACCESS_TOKEN_SECONDS,
      hub_id: portal.settings.portalId,
      user_id: portal.user.userId,
      scopes: [...scopes],
    },
  };
}

/** HubSpot says it twice: once as OAuth wants it, once in its own way. */
function refuse(error: string, message: string, status: string): Answer {
  return { status: 400, body: { error, error_description: message, status, message } };
}

function introspectToken(call: Call): Answer {
  const { portal } = call;
  const form = readBody(introspectSchema, call.body);
  if (form.client_id !== portal.clientId || form.client_secret !== portal.clientSecret) {
    return refuse('invalid_client', 'missing or unknown client id', 'BAD_CLIENT_ID');
  }
  const owner = { client_id: portal.clientId, hub_id: portal.settings.portalId, app_id: portal.appId };
  const refresh = portal.tokens.findRefreshToken(form.token);
  if (refresh !== null) {
    return { status: 200, body: { active: true, token_use: 'refresh_token', ...owner, scopes: [...refresh] } };
  }
  const token = portal.tokens.find(form.token);
  const leftMs = token?.expiresAt == null ? null : token.expiresAt - portal.clock.now();
  if (token === null || (leftMs !== null && leftMs <= 0)) return { status: 200, body: { active: false } };
  const expires = leftMs === null ? {} : { expires_in: Math.floor(leftMs / 1000) };
  const body = {
    active: true,
    token_use: 'access_token',
    token_type: 'bearer',
    ...owner,
    ...expires,
    scopes: [...token.scopes],
  };
  return { status: 200, body };
}

function revokeToken(call: Call): Answer {
  call.portal.tokens.revoke(readBody(introspectSchema, call.body).token);
  return { status: 200, body: {} };
}

function deleteRefreshToken(call: Call): Answer {
  call.portal.tokens.revoke(call.params.token ?? '');
  return { status: 204 };
}

/** The old way to ask what a token is. */
function describeToken(call: Call): Answer {
  const { portal } = call;
  const token = portal.tokens.find(call.params.token ?? '');
  const leftMs = token?.expiresAt == null ? 0 : token.expiresAt - portal.clock.now();
  if (token === null || leftMs <= 0) {
    const correlationId = portal.nextCorrelationId();
    return { status: 404, body: { status: 'error', message: 'access token not found', correlationId } };
  }
  return {
    status: 200,
    body: {
      token: token.value,
      user: portal.user.sourceLabel,
      hub_domain: 'northbridge-crm.com',
      scopes: [...token.scopes],
      hub_id: portal.settings.portalId,
      app_id: portal.appId,
      expires_in: Math.floor(leftMs / 1000),
      user_id: portal.user.userId,
      token_type: 'access',
    },
  };
}
