import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { type BatchError, invalidRequest } from '../errors.ts';
import type { ObjectType } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import { pairTypes } from '../records/association-types.ts';
import { pairRoute, readPair } from './associations.ts';
import { answerBatch } from './batch-answer.ts';
import { writeScopes } from './object-scopes.ts';
import { type Call, idSchema, type Route, readBody } from './route.ts';

/** HubSpot: at most 2,000 associations a call, 100 `from` records when they are removed. */
const MAX_CREATE = 2_000;
const MAX_ARCHIVE = 100;

const ref = z.object({ id: idSchema });
const typesSchema = z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number() }));
const createSchema = z.object({
  inputs: z.array(z.object({ from: ref, to: ref, types: typesSchema.min(1) })).max(MAX_CREATE),
});
const defaultSchema = z.object({ inputs: z.array(z.object({ from: ref, to: ref })).max(MAX_CREATE) });
const archiveSchema = z.object({ inputs: z.array(z.object({ from: ref, to: z.array(ref) })).max(MAX_ARCHIVE) });

const SINGLE = '/:from/:id/associations';

/** Making and removing associations. */
export const associationWriteRoutes: readonly Route[] = [
  { ...pairRoute('POST', '/batch/create', createBatch), scopes: writeScopes },
  { ...pairRoute('POST', '/batch/associate/default', associateBatch), scopes: writeScopes },
  { ...pairRoute('POST', '/batch/archive', archiveBatch), scopes: writeScopes },
  singleRoute('PUT', `${SINGLE}/default/:to/:toId`, associateOne, [
    '/crm/v4/objects/:from/:id/associations/default/:to/:toId',
  ]),
  singleRoute('PUT', `${SINGLE}/:to/:toId`, createOne),
  singleRoute('DELETE', `${SINGLE}/:to/:toId`, archiveOne),
];

function singleRoute(
  method: Route['method'],
  path: string,
  handle: Route['handle'],
  legacy = [`/crm/v4/objects${path}`],
): Route {
  return {
    method,
    dated: `/crm/objects/{V}${path}`,
    legacy,
    scopes: writeScopes,
    scopeError: 'errors',
    limitClass: 'standard',
    handle,
  };
}

interface Pair {
  readonly from: ObjectType;
  readonly to: ObjectType;
}

/** Associates two records, or says in HubSpot's words why that cannot be. */
function associate(
  portal: Portal,
  { from, to }: Pair,
  id: string,
  toId: string,
  typeIds: readonly number[] | null,
): BatchError | null {
  if (from.name === to.name && id === toId) {
    return {
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: `Object ${id} cannot be associated to itself (${toId})`,
    };
  }
  for (const [type, each] of [[from, id] as const, [to, toId] as const]) {
    if (portal.stores[type.name].findLive(each) === null) return invalidIdentifier(each);
  }
  const types = pairTypes(from.name, to.name);
  if (types === null || typeIds?.some((typeId) => typeId !== types.plain && typeId !== types.primary)) {
    return {
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: `Association type is not valid between ${from.name} and ${to.name}`,
    };
  }
  const asPrimary = types.primary !== null && typeIds?.includes(types.primary) === true;
  portal.associations.add(from.name, id, to.name, toId, asPrimary);
  markPair(portal, { from, to }, id, toId);
  return null;
}

function invalidIdentifier(id: string): BatchError {
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    subCategory: 'crm.associations.INVALID_IDENTIFIER',
    message: `${id} is not a valid ID`,
    context: { id: [id] },
  };
}

function markPair(portal: Portal, { from, to }: Pair, id: string, toId: string): void {
  portal.stores[from.name].markEdited(id);
  portal.stores[to.name].markEdited(toId);
}

function formatPair({ from, to }: Pair, id: string, toId: string): unknown {
  return {
    fromObjectTypeId: from.typeId,
    fromObjectId: Number(id),
    toObjectTypeId: to.typeId,
    toObjectId: Number(toId),
    labels: [],
  };
}

function createBatch(call: Call): Answer {
  const startedAt = call.portal.clock.now();
  const pair = readPair(call);
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const input of readBody(createSchema, call.body).inputs) {
    const typeIds = input.types.map((type) => type.associationTypeId);
    const error = associate(call.portal, pair, input.from.id, input.to.id, typeIds);
    if (error === null) results.push(formatPair(pair, input.from.id, input.to.id));
    else errors.push(error);
  }
  return answerBatch(call, startedAt, results, errors, 201);
}

function associateBatch(call: Call): Answer {
  const startedAt = call.portal.clock.now();
  const pair = readPair(call);
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const { from, to } of readBody(defaultSchema, call.body).inputs) {
    const error = associate(call.portal, pair, from.id, to.id, null);
    if (error === null) results.push(...formatDefault(pair, from.id, to.id));
    else errors.push(error);
  }
  return answerBatch(call, startedAt, results, errors);
}

/** HubSpot answers a default association with both its directions. */
function formatDefault({ from, to }: Pair, id: string, toId: string): unknown[] {
  const spec = (typeId: number | undefined) => ({ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId });
  return [
    { from: { id }, to: { id: toId }, associationSpec: spec(pairTypes(from.name, to.name)?.plain) },
    { from: { id: toId }, to: { id }, associationSpec: spec(pairTypes(to.name, from.name)?.plain) },
  ];
}

function archiveBatch(call: Call): Answer {
  const pair = readPair(call);
  for (const input of readBody(archiveSchema, call.body).inputs) {
    for (const to of input.to) removePair(call.portal, pair, input.from.id, to.id);
  }
  return { status: 204 };
}

function removePair(portal: Portal, pair: Pair, id: string, toId: string): void {
  portal.associations.remove(pair.from.name, id, pair.to.name, toId);
  markPair(portal, pair, id, toId);
}

function associateOne(call: Call): Answer {
  const pair = readPair(call);
  const { id = '', toId = '' } = call.params;
  const startedAt = call.portal.clock.now();
  const error = associate(call.portal, pair, id, toId, null);
  if (error !== null) throw invalidRequest(error.message);
  return answerBatch(call, startedAt, formatDefault(pair, id, toId), []);
}

function createOne(call: Call): Answer {
  const pair = readPair(call);
  const { id = '', toId = '' } = call.params;
  const typeIds = readBody(typesSchema, call.body).map((type) => type.associationTypeId);
  const error = associate(call.portal, pair, id, toId, typeIds);
  if (error !== null) throw invalidRequest(error.message);
  return { status: 201, body: formatPair(pair, id, toId) };
}

function archiveOne(call: Call): Answer {
  const { id = '', toId = '' } = call.params;
  removePair(call.portal, readPair(call), id, toId);
  return { status: 204 };
}
