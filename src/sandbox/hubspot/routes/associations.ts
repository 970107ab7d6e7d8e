import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { type BatchError, invalidRequest, notFound } from '../errors.ts';
import { linkTypes } from '../link-format.ts';
import { type ObjectType, resolveObjectType } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import { pairTypes } from '../records/association-types.ts';
import type { Link } from '../records/associations.ts';
import { answerBatch } from './batch-answer.ts';
import { readScopes } from './object-scopes.ts';
import { type Call, idSchema, nextLink, type Route, readBody, readLimit } from './route.ts';

/** HubSpot: at most 1,000 records a read, 500 associations a page of one record. */
const MAX_READ = 1_000;
const MAX_PAGE = 500;

const readSchema = z.object({ inputs: z.array(z.object({ id: idSchema, after: idSchema.nullish() })) });

/** Reading associations and their types. */
export const associationReadRoutes: readonly Route[] = [
  pairRoute('POST', '/batch/read', readBatch),
  pairRoute('GET', '/labels', listLabels),
  {
    method: 'GET',
    dated: '/crm/objects/{V}/:from/:id/associations/:to',
    legacy: ['/crm/v4/objects/:from/:id/associations/:to', '/crm/v3/objects/:from/:id/associations/:to'],
    scopes: readScopes,
    scopeError: 'errors',
    limitClass: 'standard',
    handle: readOne,
  },
];

/** A route below a pair of object types. */
export function pairRoute(method: Route['method'], path: string, handle: Route['handle']): Route {
  return {
    method,
    dated: `/crm/associations/{V}/:from/:to${path}`,
    legacy: [`/crm/v4/associations/:from/:to${path}`],
    scopes: readScopes,
    scopeError: 'errors',
    limitClass: 'standard',
    handle,
  };
}

/** The two object types of a call. */
export function readPair(call: Call): { from: ObjectType; to: ObjectType } {
  return { from: resolveObjectType(call.params.from ?? ''), to: resolveObjectType(call.params.to ?? '') };
}

/** HubSpot: a record without associations is an error entry, not an empty list. */
function readBatch(call: Call): Answer {
  const { portal } = call;
  const startedAt = portal.clock.now();
  const { from, to } = readPair(call);
  const { inputs } = readBody(readSchema, call.body);
  if (inputs.length === 0) throw invalidRequest('Invalid input: `inputs` must not be empty');
  if (inputs.length > MAX_READ) {
    throw invalidRequest(
      `The maximum number of inputs supported in a batch request is ${MAX_READ}. You sent ${inputs.length}.`,
    );
  }
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const { id, after } of inputs) {
    const links = listLinks(portal, from, to, id);
    if (links.length === 0) errors.push(noAssociations(from, to, id));
    else results.push(formatPage(from, to, id, links, after ?? null));
  }
  return answerBatch(call, startedAt, results, errors);
}

function listLinks(portal: Portal, from: ObjectType, to: ObjectType, id: string): readonly Link[] {
  const current = portal.finder.follow(from.name, id);
  if (portal.stores[from.name].findLive(current) === null) return [];
  return portal.associations.list(from.name, current, to.name);
}

function noAssociations(from: ObjectType, to: ObjectType, id: string): BatchError {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [from.singular], toObjectType: [to.singular] },
  };
}

function formatPage(
  from: ObjectType,
  to: ObjectType,
  id: string,
  links: readonly Link[],
  after: string | null,
): unknown {
  const { page, next } = takePage(links, after, MAX_PAGE);
  return {
    from: { id },
    to: page.map((link) => formatLink(from, to, link)),
    ...(next !== null && { paging: { next: { after: next } } }),
  };
}

function formatLink(from: ObjectType, to: ObjectType, link: Link): unknown {
  return { toObjectId: Number(link.id), associationTypes: linkTypes(from.name, to.name, link) };
}

/** Pages go by the id of the next associated record, in rising order. */
function takePage(links: readonly Link[], after: string | null, limit: number): { page: Link[]; next: string | null } {
  const sorted = [...links].sort((a, b) => Number(a.id) - Number(b.id));
  const start = after === null ? 0 : sorted.findIndex((link) => Number(link.id) >= Number(after));
  const rest = start === -1 ? [] : sorted.slice(start);
  return { page: rest.slice(0, limit), next: rest[limit]?.id ?? null };
}

function readOne(call: Call): Answer {
  const { from, to } = readPair(call);
  const id = call.params.id ?? '';
  if (call.portal.stores[from.name].findLive(call.portal.finder.follow(from.name, id)) === null) throw notFound();
  const links = listLinks(call.portal, from, to, id);
  const { page, next } = takePage(links, call.query.get('after'), readLimit(call.query, MAX_PAGE, MAX_PAGE));
  const results = page.map((link) => formatLink(from, to, link));
  const paging = next === null ? {} : { paging: { next: { after: next, link: nextLink(call, next) } } };
  return { status: 200, body: { results, ...paging } };
}

function listLabels(call: Call): Answer {
  const { from, to } = readPair(call);
  const types = pairTypes(from.name, to.name);
  const results: unknown[] = [];
  if (types?.primary) results.push({ category: 'HUBSPOT_DEFINED', typeId: types.primary, label: 'Primary' });
  if (types) results.push({ category: 'HUBSPOT_DEFINED', typeId: types.plain, label: null });
  return { status: 200, body: { results } };
}
