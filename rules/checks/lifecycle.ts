import { isAtOrAfter, type lifecycleOrder } from '../../src/model/dictionary.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { fieldOf, textOf } from './field.ts';

/** Whether a person stands at a canonical lifecycle stage or later; unknown for a custom stage nobody mapped. */
export function hasReached(record: CrmRecord, from: (typeof lifecycleOrder)[number]): boolean | 'unknown' {
  const field = fieldOf(record, 'lifecycle');
  if (field.is === 'unknown') return 'unknown';
  const stage = textOf(field);
  return stage !== null && isAtOrAfter(stage, from);
}
