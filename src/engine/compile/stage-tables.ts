import type { FieldTest, Subject } from '../../model/condition.ts';
import type { StagePosition } from '../../model/rule.ts';
import { isStageAmong } from '../match.ts';
import { testOrder } from '../order.ts';
import type { Place } from '../place.ts';
import type { Code } from './code.ts';
import { states } from './field-states.ts';
import { type Ground, truthNumber } from './ground.ts';
import type { Slots } from './slots.ts';

/** Looks up where a deal stands by its pipeline and stage: a place in the list of positions, −1 for none. */
function indexOf(positions: readonly StagePosition[]): (pipeline: string, stage: string) => number {
  const pipelines = new Map<string, Map<string, number>>();
  positions.forEach((position, index) => {
    const stages = pipelines.get(position.pipelineId) ?? new Map<string, number>();
    pipelines.set(position.pipelineId, stages.set(position.id, index));
  });
  return (pipeline, stage) => pipelines.get(pipeline)?.get(stage) ?? -1;
}

/** Conditions about the stage of a deal: answered once for every stage of the source, then looked up. */
export class StageTables {
  readonly #code: Code;
  readonly #slots: Slots;
  readonly #ground: Ground;
  readonly #index: (pipeline: string, stage: string) => number;

  constructor(code: Code, slots: Slots, ground: Ground) {
    this.#code = code;
    this.#slots = slots;
    this.#ground = ground;
    this.#index = indexOf(ground.positions);
  }

  /** An expression for a test of the stage; null for tests of other things. */
  truth(test: FieldTest, subject: Subject): string | null {
    if (this.#ground.object !== 'deal' || subject.field !== 'stage') return null;
    const isAmong = test.is === 'one of' && test.match.of === 'stages';
    const isOrder = test.is === 'stage before' || test.is === 'stage at or after';
    if (!isAmong && !isOrder) return null;
    const judge = (stage: StagePosition | null, value: string): number => {
      const place = this.#placeAt(stage);
      if (test.is !== 'one of') return isOrder ? truthNumber(testOrder(test, value, place)) : states.unknown;
      return truthNumber(isStageAmong(test.match.of === 'stages' ? test.match.values : [], value, place));
    };
    const code = this.#code;
    const table = code.constant(Int8Array.from(this.#ground.positions, (position) => judge(position, position.id)));
    const otherwise = code.constant((value: string) => judge(null, value));
    const { state, value } = this.#slots.read('stage', 'text');
    const at = this.#position();
    return `(${state} === 1 ? (${at} >= 0 ? ${table}[${at}] : ${otherwise}(${value})) : ${state})`;
  }

  #position(): string {
    const code = this.#code;
    const stage = this.#slots.read('stage', 'text');
    const pipeline = this.#slots.read('pipeline', 'text');
    return this.#slots.once('position', -1, ({ state, value }) => {
      const found = `${code.constant(this.#index)}(${pipeline.value}, ${stage.value})`;
      code.line(`${state} = 1; ${value} = ${stage.state} === 1 && ${pipeline.state} === 1 ? ${found} : -1;`);
    }).value;
  }

  #placeAt(stage: StagePosition | null): Place {
    const { frame, source, object, positions } = this.#ground;
    return {
      frame,
      source,
      object,
      stage,
      field: () => ({ is: 'unknown', why: '' }),
      related: () => 'unknown',
      optionsOf: () => [],
      stagesOf: (pipelineId) => positions.filter((position) => position.pipelineId === pipelineId),
    };
  }
}
