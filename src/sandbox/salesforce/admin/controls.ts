import { z } from 'zod';
import type { Control } from '../../core/control-router.ts';
import { listOf } from '../../core/play-controls.ts';
import { appPoliciesSchema } from '../access/app-policies.ts';
import { keyOf } from '../access/field-access.ts';
import { readId } from '../ids.ts';
import { findObjectName } from '../object-words.ts';
import type { Org } from '../org.ts';
import { recordTypeSchema } from '../schema/record-types.ts';
import { switchesSchema } from '../switches.ts';
import { validationRuleSchema } from '../validation-rules.ts';

const limitsSchema = z.strictObject({
  daily: z.int().min(1).optional(),
  concurrent: z.int().min(0).optional(),
  /** Calls that another app of the organization just made. */
  spend: z.int().min(0).max(10_000_000).optional(),
});
const tokenSchema = z.strictObject({ token: z.string().optional() });
const tokensSchema = z.strictObject({
  kind: z.enum(['access', 'refresh']).default('access'),
  lifetimeMs: z.int().min(1).optional(),
});
const recordSchema = z.strictObject({ object: z.string(), id: z.string() });
const objectPermissionSchema = z.strictObject({ object: z.string(), readable: z.boolean() });
const permissionSchema = z.strictObject({
  object: z.string(),
  field: z.string(),
  readable: z.boolean(),
  editable: z.boolean(),
});

/** The controls of the sandbox beside those that all sandboxes have, by path below `/_sandbox`. */
export const controls: readonly Control<Org>[] = [
  { method: 'get', path: '/account', handle: describeAccount },
  { method: 'get', path: '/limits', handle: tellLimits },
  { method: 'post', path: '/limits', handle: setLimits },
  { method: 'get', path: '/switches', handle: (org) => org.switches },
  { method: 'post', path: '/switches', handle: setSwitches },
  { method: 'get', path: '/app', handle: (org) => org.app },
  { method: 'post', path: '/app', handle: setPolicies },
  { method: 'post', path: '/object-permissions', handle: restrictObject },
  { method: 'get', path: '/record-types', handle: (org) => ({ recordTypes: org.recordTypes.list() }) },
  { method: 'post', path: '/record-types', handle: addRecordType },
  { method: 'get', path: '/tokens', handle: listTokens },
  { method: 'post', path: '/tokens', handle: mintToken },
  { method: 'delete', path: '/tokens', handle: revokeTokens },
  { method: 'get', path: '/validation-rules', handle: (org) => ({ rules: org.validationRules }) },
  { method: 'post', path: '/validation-rules', handle: addRules },
  { method: 'delete', path: '/validation-rules', handle: clearRules },
  { method: 'post', path: '/field-permissions', handle: restrictField },
  { method: 'post', path: '/restore', handle: restore },
];

function describeAccount(org: Org): unknown {
  const { timeZone, seed, features } = org.settings;
  const now = new Date(org.clock.now()).toISOString();
  const { organizationId, username, userId } = org;
  return { organizationId, username, userId, timeZone, seed, features, records: org.population.sizes, now };
}

function tellLimits(org: Org): unknown {
  return { ...org.limits.limits, used: org.limits.used(org.clock.elapsed()) };
}

function setLimits(org: Org, body: unknown): unknown {
  const { daily, concurrent, spend = 0 } = limitsSchema.parse(body);
  const before = org.limits.limits;
  org.limits.limits = { daily: daily ?? before.daily, concurrent: concurrent ?? before.concurrent };
  org.limits.spend(spend, org.clock.elapsed());
  return tellLimits(org);
}

/** Switches that are not named stay as they are. */
function setSwitches(org: Org, body: unknown): unknown {
  const asked = switchesSchema.partial().parse(body);
  org.switches = switchesSchema.parse({ ...org.switches, ...asked });
  return org.switches;
}

/** Policies of the app that are not named stay as they are. */
function setPolicies(org: Org, body: unknown): unknown {
  const asked = appPoliciesSchema.partial().parse(body);
  org.app = appPoliciesSchema.parse({ ...org.app, ...asked });
  return org.app;
}

/** What an admin does in the profile of the app's user: close or open a whole object. */
function restrictObject(org: Org, body: unknown): unknown {
  const { object: name, readable } = objectPermissionSchema.parse(body);
  org.schema.setVisible(org.schema.get(name), readable);
  org.touchSchema();
  return { object: name, readable };
}

function addRecordType(org: Org, body: unknown): unknown {
  const made = org.recordTypes.add(recordTypeSchema.parse(body));
  org.touchSchema();
  return made;
}

/** Tokens are shown: nothing here guards real data. */
function listTokens(org: Org): unknown {
  return { tokens: org.sessions.list(), lifetimeMs: org.sessions.lifetimeMs };
}

function mintToken(org: Org, body: unknown): unknown {
  const { kind, lifetimeMs } = tokensSchema.parse(body ?? {});
  if (lifetimeMs !== undefined) org.sessions.lifetimeMs = lifetimeMs;
  return { token: kind === 'refresh' ? org.sessions.mintRefreshToken() : org.sessions.open(org.clock.now()) };
}

/** Ends one token, or every session where none is named. */
function revokeTokens(org: Org, body: unknown, query: URLSearchParams): unknown {
  const { token } = tokenSchema.parse(body ?? { token: query.get('token') ?? undefined });
  return { revoked: token === undefined ? org.sessions.revokeAll() : Number(org.sessions.revoke(token)) };
}

function addRules(org: Org, body: unknown): unknown {
  org.validationRules = [...org.validationRules, ...listOf(validationRuleSchema).parse(body)];
  return { rules: org.validationRules };
}

function clearRules(org: Org): unknown {
  org.validationRules = [];
  return { rules: [] };
}

/** What an admin does in the profile of the app's user: close or open a field, a standard one too. */
function restrictField(org: Org, body: unknown): unknown {
  const { object: name, field: fieldName, ...grant } = permissionSchema.parse(body);
  const object = org.schema.find(name);
  const field = object?.fields.get(fieldName.toLowerCase());
  if (object == null || field === undefined) throw new RangeError(`field: ${name} has no field ${fieldName}.`);
  org.access.restrict(object, field, grant);
  org.touchSchema();
  return { field: keyOf(object, field), ...grant };
}

/** What a user does in the recycle bin. */
function restore(org: Org, body: unknown): unknown {
  const { object, id: given } = recordSchema.parse(body);
  const name = findObjectName(object);
  const id = readId(given);
  const record = name === null || id === null ? null : org.stores[name].find(id);
  if (record === null || !record.isDeleted) throw new RangeError(`restore: there is no deleted ${object} ${given}.`);
  return { restored: org.stores[record.object].setDeleted(record, null, org.stamp(), org.userId, null).id };
}
