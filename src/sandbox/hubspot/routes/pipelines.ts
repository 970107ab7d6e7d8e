import type { Answer } from '../../core/answer.ts';
import { notFound } from '../errors.ts';
import { type ObjectType, resolveObjectType } from '../object-types.ts';
import type { Pipeline } from '../population/population.ts';
import { LIFECYCLE_STAGES } from '../properties/lifecycle-stages.ts';
import { schemaReadScopes } from './object-scopes.ts';
import type { Call, Route } from './route.ts';

const EPOCH = '1970-01-01T00:00:00Z';

/** Deal pipelines, and the lifecycle as the pipeline of contacts and companies. */
export const pipelineRoutes: readonly Route[] = [
  pipelineRoute('', listPipelines),
  pipelineRoute('/:pipeline', getPipeline),
  pipelineRoute('/:pipeline/stages', listStages),
];

function pipelineRoute(path: string, handle: Route['handle']): Route {
  return {
    method: 'GET',
    dated: `/crm/pipelines/{V}/:type${path}`,
    legacy: [`/crm/v3/pipelines/:type${path}`],
    scopes: schemaReadScopes,
    scopeError: 'context',
    limitClass: 'standard',
    handle,
  };
}

interface PipelineJson {
  readonly id: string;
  readonly stages: readonly unknown[];
}

function pipelinesOf(call: Call): PipelineJson[] {
  const type = resolveObjectType(call.params.type ?? '');
  return type.name === 'deals' ? call.portal.population.pipelines.map(formatPipeline) : [lifecyclePipeline(type)];
}

function listPipelines(call: Call): Answer {
  return { status: 200, body: { results: pipelinesOf(call) } };
}

function findPipeline(call: Call): PipelineJson {
  const pipeline = pipelinesOf(call).find((each) => each.id === call.params.pipeline);
  if (pipeline === undefined) throw notFound();
  return pipeline;
}

function getPipeline(call: Call): Answer {
  return { status: 200, body: findPipeline(call) };
}

function listStages(call: Call): Answer {
  return { status: 200, body: { results: findPipeline(call).stages } };
}

/** HubSpot: metadata values are strings. */
function formatPipeline(pipeline: Pipeline, displayOrder: number): PipelineJson {
  const stages = pipeline.stages.map((stage, order) =>
    formatStage(stage.id, stage.label, order, { isClosed: String(stage.isClosed), probability: stage.probability }),
  );
  return wrapPipeline(pipeline.id, pipeline.label, displayOrder, stages);
}

function lifecyclePipeline(type: ObjectType): PipelineJson {
  const stages = LIFECYCLE_STAGES.map(({ id, label }, order) => {
    const isClosed = id === 'other';
    return formatStage(id, label, order, { isClosed: String(isClosed), state: isClosed ? 'CLOSED' : 'OPEN' });
  });
  return wrapPipeline(`${type.name}-lifecycle-pipeline`, 'Lifecycle Stage Pipeline', 0, stages);
}

function formatStage(
  id: string,
  label: string,
  displayOrder: number,
  metadata: Readonly<Record<string, string>>,
): unknown {
  const dates = { createdAt: EPOCH, updatedAt: EPOCH };
  return {
    label,
    displayOrder,
    metadata,
    id,
    ...dates,
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    archived: false,
  };
}

function wrapPipeline(id: string, label: string, displayOrder: number, stages: readonly unknown[]): PipelineJson {
  const pipeline = { label, displayOrder, id, stages, createdAt: EPOCH, updatedAt: EPOCH, archived: false };
  return pipeline;
}
