import type { Agreement } from '../model/agreement.ts';
import type { Condition, ExampleRecord } from '../model/condition.ts';
import type { Field } from '../model/record.ts';
import type { StagePosition } from '../model/rule.ts';
import { evaluateCondition } from './condition.ts';
import { fold } from './fold.ts';
import { type Frame, openFrame } from './frame.ts';
import { fieldIn, type Place } from './place.ts';

const empty: Field = { is: 'empty' };

/** The stages that `pipelines:` names, in the order in which they are written there. */
function positionsOf(agreement: Agreement): readonly StagePosition[] {
  return Object.entries(agreement.pipelines).flatMap(([pipeline, stages]) =>
    Object.keys(stages).map((stage, openRank) => ({
      id: stage,
      label: stage,
      state: 'open' as const,
      pipelineId: pipeline,
      pipelineLabel: pipeline,
      openRank,
      openCount: Object.keys(stages).length,
    })),
  );
}

function textOf(field: Field | undefined): string | null {
  return field?.is === 'value' ? fold(String(field.value)) : null;
}

/** The position an example means; a state (`stage: won`) stands for any stage of it. */
function positionOf(example: ExampleRecord, positions: readonly StagePosition[]): StagePosition | null {
  const stage = textOf(example.fields.stage);
  const pipeline = textOf(example.fields.pipeline);
  const state = (['open', 'won', 'lost'] as const).find((candidate) => candidate === stage);
  if (state !== undefined) {
    const rank = { openRank: state === 'open' ? 0 : -1, openCount: 1 };
    return { id: state, label: state, state, pipelineId: '', pipelineLabel: '', ...rank };
  }
  const found = positions.filter(
    (position) => fold(position.label) === stage && (pipeline === null || fold(position.pipelineLabel) === pipeline),
  );
  return found.length === 1 ? found[0]! : null;
}

function placeOf(example: ExampleRecord, frame: Frame, positions: readonly StagePosition[]): Place {
  const { fields, related } = example;
  return {
    frame,
    source: '',
    object: example.object,
    stage: example.object === 'deal' ? positionOf(example, positions) : null,
    field: (name) =>
      name === 'emailDomain' && !fields[name] ? fieldIn({ email: empty, ...fields }, name) : (fields[name] ?? empty),
    related(object) {
      const linked = related[object];
      return linked ? [{ id: '', fields: linked, stage: null }] : [];
    },
    optionsOf: () => [],
    stagesOf: (pipelineId) => positions.filter((position) => position.pipelineId === pipelineId),
  };
}

/**
 * Judges the examples of an agreement's own rules: numbers that are counted from linked records are taken as the example
 * gives them, and stages stand in the order of `pipelines:`.
 */
export function judgeExamples(agreement: Agreement, now = new Date(0)) {
  const frame = openFrame({ ...agreement, derived: [] }, now);
  const positions = positionsOf(agreement);
  return (condition: Condition, example: ExampleRecord): boolean | 'unknown' => {
    const truth = evaluateCondition(condition, placeOf(example, frame, positions));
    return truth === 'invalid' ? 'unknown' : truth;
  };
}
