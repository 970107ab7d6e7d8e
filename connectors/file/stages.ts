import type { Pipeline, Stage } from '../../src/model/connector.ts';
import type { ObjectSettings } from './settings.ts';

/** A stage as the agreement declares it; `entered` is the column with the date it was entered. */
export interface DeclaredStage extends Stage {
  readonly entered: string | null;
}

/** The pipeline of deals whose file and agreement name none. */
export const defaultPipeline = 'Pipeline';

/** How stage values are compared: case and outer blanks do not count. */
export function foldStage(value: string): string {
  return value.trim().toLowerCase();
}

/** The declared stages in their order; null where there are none. The value in the file is id and label alike. */
export function declaredStages(settings: ObjectSettings): readonly DeclaredStage[] | null {
  if (!settings.stages) return null;
  return Object.entries(settings.stages).map(([name, stage]) => ({
    id: name.trim(),
    label: name.trim(),
    state: typeof stage === 'string' ? stage : stage.state,
    entered: typeof stage === 'string' ? null : (stage.entered?.trim() ?? null),
  }));
}

/** The name that all deals share, or null where a column tells each deal's pipeline, or nothing is known of stages. */
export function constantPipeline(settings: ObjectSettings): string | null {
  if (typeof settings.pipeline === 'object') return null;
  return settings.pipeline ?? (settings.stages ? defaultPipeline : null);
}

/** Pipelines of the given names; a file tells nothing of stages by pipeline, so all have the declared ones. */
export function pipelinesOf(names: readonly string[], stages: readonly DeclaredStage[]): readonly Pipeline[] {
  const plain = stages.map(({ id, label, state }) => ({ id, label, state }));
  return names.map((name) => ({ id: name, label: name, stages: plain }));
}
