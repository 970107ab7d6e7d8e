import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { ApiError, type BatchError, invalidRequest, invalidValues } from '../errors.ts';
import { formatRecord } from '../format.ts';
import { type ObjectType, resolveObjectType } from '../object-types.ts';
import { applyWrite } from '../records/apply-write.ts';
import { prepareWrite } from '../records/prepare-write.ts';
import { answerBatch, checkInputs, MAX_BATCH } from './batch-answer.ts';
import { type Creation, checkCreation, createSchema, storeCreation, valuesSchema } from './create-record.ts';
import { objectRoute } from './object-routes.ts';
import { checkIdProperty } from './record-lookup.ts';
import { type Call, idSchema, type Route, readBody } from './route.ts';
import { shownAfterWrite } from './written-properties.ts';

const bodySchema = z.object({ inputs: z.array(createSchema).min(1).max(MAX_BATCH) });

const upsertSchema = z.object({
  inputs: z.array(
    z.object({
      id: idSchema,
      idProperty: z.string().optional(),
      properties: valuesSchema,
      objectWriteTraceId: z.string().optional(),
    }),
  ),
});

/** Creating, or creating and changing, up to 100 records at once. */
export const batchCreateRoutes: readonly Route[] = [
  objectRoute('POST', '/batch/create', 'write', createBatch),
  objectRoute('POST', '/batch/upsert', 'write', upsertBatch),
];

/** HubSpot: without trace ids all or nothing, with one error for the call; with them record by record. */
function createBatch(call: Call): Answer {
  const startedAt = call.portal.clock.now();
  const type = resolveObjectType(call.params.type ?? '');
  const { inputs } = readBody(bodySchema, call.body);
  if (!inputs.every((input) => input.objectWriteTraceId !== undefined)) return createAll(call, type, inputs, startedAt);
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    try {
      results.push(createOne(call, type, input));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(describeFailure(error, input.objectWriteTraceId ?? ''));
    }
  }
  return answerBatch(call, startedAt, results, errors, 201);
}

function createAll(call: Call, type: ObjectType, inputs: readonly Creation[], startedAt: number): Answer {
  const problems = inputs.flatMap(
    (input) => prepareWrite(call.portal, type.name, null, input.properties, call.generation).problems,
  );
  if (problems.length > 0) throw invalidValues(problems);
  const emails = inputs.flatMap(({ properties }) => (properties.email ? [String(properties.email).toLowerCase()] : []));
  if (type.name === 'contacts' && new Set(emails).size < emails.length) throw alreadyExists();
  try {
    for (const input of inputs) checkCreation(call, type, input);
  } catch (error) {
    throw error instanceof ApiError && error.status === 409 ? alreadyExists() : error;
  }
  return answerBatch(
    call,
    startedAt,
    inputs.map((input) => createOne(call, type, input)),
    [],
    201,
  );
}

/** HubSpot: a batch that is refused as a whole does not say which contact it was. */
function alreadyExists(): ApiError {
  return new ApiError(409, 'Contact already exists', { category: 'CONFLICT' });
}

function createOne(call: Call, type: ObjectType, input: Creation): Record<string, unknown> {
  const record = storeCreation(call, type, checkCreation(call, type, input));
  return formatRecord(call.portal, record, {
    properties: shownAfterWrite(type, record, true),
    traceId: input.objectWriteTraceId,
  });
}

function describeFailure(error: ApiError, traceId: string): BatchError {
  const { category = 'VALIDATION_ERROR', context, rowContext } = error.details;
  return {
    status: 'error',
    category,
    message: error.message,
    context: { objectWriteTraceId: [traceId], ...context, ...rowContext },
  };
}

/** HubSpot: needs an `idProperty`; by e-mail there are no partial upserts, so one bad value refuses the call. */
function upsertBatch(call: Call): Answer {
  const { portal } = call;
  const startedAt = portal.clock.now();
  const type = resolveObjectType(call.params.type ?? '');
  const { inputs } = readBody(upsertSchema, call.body);
  checkInputs(inputs.map((input) => input.id));
  const rows = inputs.map((input) => {
    const { id, idProperty } = input;
    if (idProperty === undefined) throw invalidRequest('idProperty is required for upsert');
    checkIdProperty(portal, type, idProperty);
    const record = portal.finder.byUnique(type.name, idProperty, id);
    const given = { [idProperty]: id, ...input.properties };
    return { input, record, prepared: prepareWrite(portal, type.name, record, given, call.generation) };
  });
  const problems = rows.flatMap((row) => row.prepared.problems);
  if (problems.length > 0) throw invalidValues(problems);
  const results = rows.map(({ input, record, prepared }) => {
    const written = applyWrite(portal, type.name, record, prepared.values, portal.integration);
    const isNew = record === null;
    const properties = shownAfterWrite(type, written, isNew);
    return formatRecord(portal, written, {
      properties,
      traceId: input.objectWriteTraceId,
      isNew,
      warnings: prepared.warnings,
    });
  });
  return answerBatch(call, startedAt, results, []);
}
