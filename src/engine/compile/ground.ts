import type { FieldName, FieldType, ObjectType, SourceName } from '../../model/record.ts';
import type { StagePosition } from '../../model/rule.ts';
import type { Frame } from '../frame.ts';
import type { Place } from '../place.ts';
import type { Truth } from '../truth.ts';

/** What conditions of one object of one source are compiled against. */
export interface Ground {
  readonly frame: Frame;
  readonly object: ObjectType;
  readonly source: SourceName;
  readonly positions: readonly StagePosition[];
  optionsOf: Place['optionsOf'];
  readonly types: ReadonlyMap<FieldName, FieldType>;
}

/** Truths as programs count them; turned over by `^ 1` below 2. */
export function truthNumber(truth: Truth): number {
  if (typeof truth === 'boolean') return truth ? 1 : 0;
  return truth === 'unknown' ? 2 : 3;
}
