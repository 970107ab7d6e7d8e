import type { Match, StageValue, TextValues } from '../model/condition.ts';
import type { FieldName, SourceName, TimeValue, Value } from '../model/record.ts';
import type { StagePosition } from '../model/rule.ts';
import { fold } from './fold.ts';
import { dayOfMoment } from './moment.ts';
import { isComparable } from './money.ts';
import type { Option, Place } from './place.ts';
import type { Truth } from './truth.ts';

/**
 * The texts that a source's values are compared with, folded: its own names where they were known at load, otherwise
 * what was written and the values that people see under such a name.
 */
export function wantedTexts(values: TextValues, source: SourceName, options: readonly Option[]): ReadonlySet<string> {
  const names = values.bySource[source];
  if (names) return new Set(names.map(fold));
  const written = new Set(values.written.map(fold));
  const labelled = options.filter(({ label }) => written.has(fold(label))).map(({ value }) => fold(value));
  return new Set([...written, ...labelled]);
}

/** A value as the texts it is compared by: each item of a list, yes and no; a time has none. */
export function textsOf(value: Value): readonly string[] {
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  if (typeof value !== 'object') return [String(value)];
  return 'ms' in value ? [] : value.filter((item) => typeof item === 'string');
}

/** Whether a value is one of the wanted ones. */
export function isAmong(match: Exclude<Match, { of: 'stages' }>, field: FieldName, value: Value, place: Place): Truth {
  switch (match.of) {
    case 'texts': {
      const wanted = wantedTexts(match.values, place.source, place.optionsOf(place.object, field));
      return textsOf(value).some((text) => wanted.has(fold(text)));
    }
    case 'numbers':
      if (!match.values.every((amount) => isComparable(amount.currency, place))) return 'unknown';
      return match.values.some((amount) => amount.value === value);
    case 'yes/no':
      return value === match.value;
    case 'moments': {
      if (typeof value !== 'object' || !('ms' in value)) return false;
      const day = place.frame.calendar.day(value as TimeValue);
      return match.values.some((moment) => dayOfMoment(moment, place.frame.today) === day);
    }
  }
}

/** Whether a stage value names this position; with the ids known at load by id, otherwise by label or id. */
export function isNamed(
  name: Extract<StageValue, { is: 'stage' }>,
  stage: Pick<StagePosition, 'id' | 'label' | 'pipelineId' | 'pipelineLabel'>,
  source: SourceName,
): boolean {
  const ids = name.bySource[source];
  if (ids) return ids.some(({ pipelineId, stageId }) => pipelineId === stage.pipelineId && stageId === stage.id);
  const isOf = (wanted: string, names: readonly string[]): boolean => names.some((one) => fold(one) === fold(wanted));
  if (name.pipeline !== null && !isOf(name.pipeline, [stage.pipelineId, stage.pipelineLabel])) return false;
  return isOf(name.stage, [stage.id, stage.label]);
}

/** Whether a deal's stage is one of those named; unknown where the stage is none the source has told of. */
export function isStageAmong(values: readonly StageValue[], value: Value, place: Place): Truth {
  const { stage } = place;
  if (stage === null) {
    // A stage nobody described is still what its id says.
    const written = { id: String(value), label: String(value), pipelineId: '', pipelineLabel: '' };
    const byId = values.some((name) => name.is === 'stage' && name.pipeline === null && isNamed(name, written, ''));
    return byId ? true : 'unknown';
  }
  return values.some((name) => {
    if (name.is === 'stage') return isNamed(name, stage, place.source);
    return name.state === 'closed' ? stage.state !== 'open' : stage.state === name.state;
  });
}
