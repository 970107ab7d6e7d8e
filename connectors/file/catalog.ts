import type { Catalog, CatalogField } from '../../src/model/connector.ts';
import { dictionary } from '../../src/model/dictionary.ts';
import { UserError } from '../../src/model/errors.ts';
import type { FieldType, ObjectType } from '../../src/model/record.ts';
import type { Connection, OpenObject } from './connection.ts';
import { unreadable } from './errors.ts';
import { linkColumns, missingFields } from './mapping.ts';
import { silentNotices } from './notices.ts';
import { fieldColumns } from './plan.ts';
import { columnProblems, readColumns, readRows } from './rows.ts';
import { constantPipeline, declaredStages, pipelinesOf } from './stages.ts';

/** More names than this in the column of the pipeline say that it is another column. */
const pipelineLimit = 200;

/** Reads the header of an object's file and refuses it where columns of the agreement lack, all of them in one error. */
export async function checkColumns({ plan }: OpenObject, signal: AbortSignal): Promise<readonly string[]> {
  const columns = await readColumns(plan.file, signal, silentNotices);
  const problems = columnProblems(plan.file, columns);
  if (problems.length > 0) throw unreadable(plan.file.shown, problems.join('\n  '));
  return columns;
}

/** The columns of every file. Problems of several files come in one error, so that they are mended in one go. */
async function checkAll({ objects, env }: Connection): Promise<ReadonlyMap<ObjectType, readonly string[]>> {
  const columns = new Map<ObjectType, readonly string[]>();
  const problems: UserError[] = [];
  for (const open of objects) {
    try {
      columns.set(open.plan.object, await checkColumns(open, env.signal));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error);
    }
  }
  const [first] = problems;
  if (!first) return columns;
  throw new UserError({ code: first.code, message: problems.map(({ message }) => message).join('\n'), cause: first });
}

function describeFields({ plan }: OpenObject, columns: readonly string[]): readonly CatalogField[] {
  const types = new Map<string, FieldType>();
  const mapped = fieldColumns(plan);
  for (const { name, type } of dictionary[plan.object]) {
    const column = mapped.get(name);
    if (column !== undefined) types.set(column, type);
  }
  return columns
    .filter((name) => name !== '')
    .map((name) => ({ name, label: name, type: types.get(name) ?? 'text', readOnly: true, options: [] }));
}

async function findPipelines({ plan, mapping }: OpenObject, signal: AbortSignal): Promise<readonly string[]> {
  const constant = constantPipeline(plan.settings);
  if (constant !== null) return [constant];
  const names = new Set<string>();
  for await (const { cells } of readRows(plan.file, signal, silentNotices)) {
    const name = mapping.pipelineOf(cells);
    if (name !== null) names.add(name);
    if (names.size > pipelineLimit)
      throw unreadable(
        plan.file.shown,
        `the column of \`pipeline:\` holds more than ${pipelineLimit} names; name the column with the deal's pipeline`,
      );
  }
  return [...names];
}

async function describePipelines({ objects, env }: Connection): Promise<Catalog['pipelines']> {
  const deals = objects.find(({ plan }) => plan.object === 'deal');
  const stages = deals && declaredStages(deals.plan.settings);
  return deals && stages ? pipelinesOf(await findPipelines(deals, env.signal), stages) : 'unknown';
}

/**
 * What the files offer: their columns, the declared stages, links where a column holds them. Owners are unknown: an
 * export has their names, not whether they still work here. Throws UserError with all that is wrong with the files.
 */
export async function readCatalog(connection: Connection): Promise<Catalog> {
  const columns = await checkAll(connection);
  const byObject = <T>(describe: (open: OpenObject) => T): Partial<Record<ObjectType, T>> =>
    Object.fromEntries(connection.objects.map((open) => [open.plan.object, describe(open)]));
  return {
    fields: byObject((open) => describeFields(open, columns.get(open.plan.object) ?? [])),
    owners: 'unknown',
    pipelines: await describePipelines(connection),
    links: connection.objects.flatMap(({ plan }) => linkColumns(plan).map(({ to }) => ({ from: plan.object, to }))),
    missing: byObject(({ plan }) => missingFields(plan)),
  };
}
