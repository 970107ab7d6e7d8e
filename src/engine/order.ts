import type { OrderTest, StageName } from '../model/condition.ts';
import { lifecycleOrder } from '../model/dictionary.ts';
import type { Value } from '../model/record.ts';
import { fold } from './fold.ts';
import { isNamed } from './match.ts';
import type { Place } from './place.ts';
import type { Truth } from './truth.ts';

function rankOf(stage: string): number {
  return (lifecycleOrder as readonly string[]).indexOf(stage);
}

/** Where the named stage stands in the pipeline of the deal; −1 where that pipeline has no such stage. */
function namedRank(name: StageName, place: Place): number {
  const position = place.stage!;
  const ids = name.bySource[place.source];
  if (ids) return ids.find(({ pipelineId }) => pipelineId === position.pipelineId)?.rank ?? -1;
  return place
    .stagesOf(position.pipelineId)
    .findIndex((stage) => isNamed({ ...name, is: 'stage' }, stage, place.source));
}

function ownRank(place: Place): number {
  const position = place.stage!;
  return place.stagesOf(position.pipelineId).findIndex((stage) => stage.id === position.id);
}

/** Where a record stands in an order; a lost deal stands neither before nor after anything. */
export function testOrder(test: OrderTest, value: Value, place: Place): Truth {
  if (test.is === 'lifecycle before' || test.is === 'lifecycle at or after') {
    const own = rankOf(fold(String(value)));
    const wanted = rankOf(fold(test.stage));
    if (own < 0 || wanted < 0) return false;
    return test.is === 'lifecycle before' ? own < wanted : own >= wanted;
  }
  if (typeof test.stage === 'string' || place.stage === null) return 'unknown';
  if (place.stage.state === 'lost') return false;
  const [own, wanted] = [ownRank(place), namedRank(test.stage, place)];
  if (own < 0 || wanted < 0) return false;
  return test.is === 'stage before' ? own < wanted : own >= wanted;
}
