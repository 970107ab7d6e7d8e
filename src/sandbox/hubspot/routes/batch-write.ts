import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { ApiError, type BatchError, describeProblems, invalidRequest, invalidValues } from '../errors.ts';
import { formatRecord } from '../format.ts';
import { type ObjectType, resolveObjectType } from '../object-types.ts';
import { applyWrite } from '../records/apply-write.ts';
import { archiveRecord } from '../records/archive-record.ts';
import { type Prepared, prepareWrite } from '../records/prepare-write.ts';
import type { CrmRecord } from '../records/record.ts';
import { answerBatch, checkInputs } from './batch-answer.ts';
import { describeMissing } from './batch-read.ts';
import { valuesSchema } from './create-record.ts';
import { objectRoute } from './object-routes.ts';
import { checkIdProperty } from './record-lookup.ts';
import { type Call, idSchema, type Route, readBody } from './route.ts';
import { shownAfterWrite } from './written-properties.ts';

const updateSchema = z.object({
  inputs: z.array(
    z.object({
      id: idSchema,
      idProperty: z.string().optional(),
      properties: valuesSchema,
      objectWriteTraceId: z.string().optional(),
    }),
  ),
});

const archiveSchema = z.object({ inputs: z.array(z.object({ id: idSchema })) });

/** Changing and archiving up to 100 records at once. */
export const batchWriteRoutes: readonly Route[] = [
  objectRoute('POST', '/batch/update', 'write', updateBatch),
  objectRoute('POST', '/batch/archive', 'write', archiveBatch),
];

/** One input of an update with the record it means. */
interface Row {
  readonly record: CrmRecord;
  readonly prepared: Prepared;
  readonly traceId: string | undefined;
}

/**
 * HubSpot: inputs that all carry a trace id fail one by one; without, one bad value refuses the whole call. Ids that do
 * not exist are reported either way, with 404 where none does.
 */
function updateBatch(call: Call): Answer {
  const { portal } = call;
  const startedAt = portal.clock.now();
  const type = resolveObjectType(call.params.type ?? '');
  const { inputs } = readBody(updateSchema, call.body);
  checkInputs(inputs.map((input) => input.id));
  const rows: Row[] = [];
  const missing: string[] = [];
  for (const input of inputs) {
    checkIdProperty(portal, type, input.idProperty);
    const record =
      input.idProperty === undefined
        ? portal.stores[type.name].findLive(input.id)
        : portal.finder.byUnique(type.name, input.idProperty, input.id);
    if (record === null) missing.push(input.id);
    else
      rows.push({
        record,
        prepared: prepareWrite(portal, type.name, record, input.properties, call.generation),
        traceId: input.objectWriteTraceId,
      });
  }
  if (rows.length === 0) throw missingAll(type, missing);
  const isTraced = inputs.every((input) => input.objectWriteTraceId !== undefined);
  if (!isTraced) refuseTogether(rows);
  const results = rows.filter((row) => row.prepared.problems.length === 0).map((row) => storeRow(call, type, row));
  const failed = rows.filter((row) => row.prepared.problems.length > 0).map((row) => describeRow(call, row));
  return answerBatch(call, startedAt, results, [...failed, ...describeMissing(type, missing)]);
}

function missingAll(type: ObjectType, ids: readonly string[]): ApiError {
  const [error] = describeMissing(type, ids);
  return new ApiError(404, error?.message ?? '', { category: 'OBJECT_NOT_FOUND', context: { ids } });
}

function refuseTogether(rows: readonly Row[]): void {
  const problems = rows.flatMap((row) => row.prepared.problems);
  if (problems.length > 0) throw invalidValues(problems);
}

function storeRow(call: Call, type: ObjectType, row: Row): Record<string, unknown> {
  const { portal } = call;
  const written = applyWrite(portal, type.name, row.record, row.prepared.values, portal.integration);
  return formatRecord(portal, written, {
    properties: shownAfterWrite(type, written, false),
    traceId: row.traceId,
    warnings: row.prepared.warnings,
  });
}

function describeRow(call: Call, row: Row): BatchError {
  const { problems } = row.prepared;
  const rule = problems.find((problem) => problem.isRule);
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: rule?.message ?? describeProblems(problems, call.portal.settings.portalId),
    context: { objectWriteTraceId: [row.traceId ?? ''] },
    ...(rule !== undefined && {
      errors: [{ message: rule.message, code: rule.code, context: { propertyName: [rule.property] } }],
    }),
  };
}

/** HubSpot: 204 whatever the ids. */
function archiveBatch(call: Call): Answer {
  const type = resolveObjectType(call.params.type ?? '');
  const ids = readBody(archiveSchema, call.body).inputs.map((input) => input.id);
  if (ids.length === 0 || ids.length > 100) throw invalidRequest('Invalid input: `inputs` needs 1 to 100 entries');
  for (const id of ids) {
    const record = call.portal.stores[type.name].findLive(id);
    if (record !== null) archiveRecord(call.portal, record);
  }
  return { status: 204 };
}
