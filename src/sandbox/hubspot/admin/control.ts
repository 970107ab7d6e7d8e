import { z } from 'zod';
import type { Control } from '../../core/control-router.ts';
import { listOf } from '../../core/play-controls.ts';
import { resolveObjectType } from '../object-types.ts';
import { ALL_SCOPES } from '../options.ts';
import type { Portal } from '../portal.ts';
import { validationRuleSchema } from '../validation-rules.ts';

const limit = z.int().min(1).nullable().optional();
const limitsSchema = z.strictObject({ perTenSeconds: limit, searchPerSecond: limit, daily: limit });
const scopesSchema = z.strictObject({
  scopes: z.array(z.string()).default([...ALL_SCOPES]),
  kind: z.enum(['static', 'oauth', 'refresh']).default('static'),
});
const recordSchema = z.strictObject({ object: z.enum(['contact', 'company', 'deal']), id: z.string() });
const tokenSchema = z.strictObject({ token: z.string() });

/** The controls of the sandbox, by path below `/_sandbox`. */
export const controlRoutes: readonly Control<Portal>[] = [
  { method: 'get', path: '/account', handle: describeAccount },
  { method: 'get', path: '/limits', handle: (portal) => portal.limits.limits },
  { method: 'post', path: '/limits', handle: setLimits },
  { method: 'get', path: '/tokens', handle: listTokens },
  { method: 'post', path: '/tokens', handle: mintToken },
  { method: 'delete', path: '/tokens', handle: revokeToken },
  { method: 'get', path: '/validation-rules', handle: (portal) => ({ rules: portal.validationRules }) },
  { method: 'post', path: '/validation-rules', handle: addRules },
  { method: 'delete', path: '/validation-rules', handle: clearRules },
  { method: 'post', path: '/restore', handle: restore },
];

function describeAccount(portal: Portal): unknown {
  const { portalId, timeZone, seed } = portal.settings;
  return {
    portalId,
    timeZone,
    seed,
    records: portal.population.sizes,
    appId: portal.appId,
    now: new Date(portal.clock.now()).toISOString(),
  };
}

/** Limits that are not named stay as they are; null switches one off. */
function setLimits(portal: Portal, body: unknown): unknown {
  const asked = limitsSchema.parse(body);
  const before = portal.limits.limits;
  portal.limits.limits = {
    perTenSeconds: asked.perTenSeconds === undefined ? before.perTenSeconds : asked.perTenSeconds,
    searchPerSecond: asked.searchPerSecond === undefined ? before.searchPerSecond : asked.searchPerSecond,
    daily: asked.daily === undefined ? before.daily : asked.daily,
  };
  return portal.limits.limits;
}

/** Values of tokens are shown: nothing here guards real data. */
function listTokens(portal: Portal): unknown {
  const tokens = portal.tokens.list().map(({ value, scopes, expiresAt }) => ({
    token: value,
    scopes: [...scopes],
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  }));
  return { tokens };
}

function mintToken(portal: Portal, body: unknown): unknown {
  const { scopes, kind } = scopesSchema.parse(body ?? {});
  if (kind === 'refresh') return { token: portal.tokens.mintRefreshToken(scopes), scopes };
  const token =
    kind === 'static' ? portal.tokens.mint(scopes) : portal.tokens.mintAccessToken(new Set(scopes), portal.clock.now());
  return { token: token.value, scopes };
}

function revokeToken(portal: Portal, body: unknown, query: URLSearchParams): unknown {
  const { token } = tokenSchema.parse(body ?? { token: query.get('token') });
  return { revoked: portal.tokens.revoke(token) };
}

function addRules(portal: Portal, body: unknown): unknown {
  portal.validationRules = [...portal.validationRules, ...listOf(validationRuleSchema).parse(body)];
  return { rules: portal.validationRules };
}

function clearRules(portal: Portal): unknown {
  portal.validationRules = [];
  return { rules: [] };
}

/** What a user does in the recycle bin; the API has no way to it. */
function restore(portal: Portal, body: unknown): unknown {
  const { object, id } = recordSchema.parse(body);
  const store = portal.stores[resolveObjectType(object).name];
  const record = store.find(id);
  if (record === null || !record.isArchived) throw new RangeError(`restore: there is no archived ${object} ${id}.`);
  return { restored: store.setState(record, 'live', portal.stamp()).id };
}
