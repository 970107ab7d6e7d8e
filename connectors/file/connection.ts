import type { ConnectorEnv } from '../../src/model/connector.ts';
import { UserError } from '../../src/model/errors.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { compileMapping, type RowMapping } from './mapping.ts';
import { type ObjectPlan, planFiles } from './plan.ts';
import { openResults, type Results } from './results.ts';
import type { FileSettings } from './settings.ts';

/** An object with its file, its mapping and where its results are: what reader and writer share. */
export interface OpenObject {
  readonly plan: ObjectPlan;
  readonly mapping: RowMapping;
  readonly results: Results;
}

/** Everything of one source. Nothing is opened yet: a missing file is told when it is read, or by `doctor`. */
export interface Connection {
  readonly env: ConnectorEnv;
  readonly objects: readonly OpenObject[];
}

/** Prepares the files of a source; objects with one results file share it. */
export function openConnection(settings: FileSettings, env: ConnectorEnv): Connection {
  const plans = planFiles(settings, env);
  const results = new Map<string, Results>();
  const objects = plans.map((plan): OpenObject => {
    const { path } = plan.results;
    const shared = results.get(path) ?? openResults(plan.results, env.fieldPrefix, env.signal);
    results.set(path, shared);
    return { plan, mapping: compileMapping(plan, env), results: shared };
  });
  return { env, objects };
}

/** The object of a connection; asking for one that is not synced is a mistake of the caller that names itself. */
export function objectOf(connection: Connection, object: ObjectType): OpenObject {
  const found = connection.objects.find(({ plan }) => plan.object === object);
  if (found) return found;
  throw new UserError({
    code: 'AGREEMENT_INVALID',
    message: `crms › ${connection.env.source}: there is no file for ${object} records; add its block and name it in \`sync\``,
  });
}
