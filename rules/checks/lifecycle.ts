import { isAtOrAfter, type lifecycleOrder } from '../../src/model/dictionary.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { notApplicable, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, textOf, unknownBecause } from './field.ts';

/** Whether a person stands at a canonical lifecycle stage or later; unknown for a custom stage nobody mapped. */
export function hasReached(record: CrmRecord, from: (typeof lifecycleOrder)[number]): boolean | 'unknown' {
  const field = fieldOf(record, 'lifecycle');
  if (field.is === 'unknown') return 'unknown';
  const stage = textOf(field);
  return stage !== null && isAtOrAfter(stage, from);
}

/** The canonical stage of a person as a message says it; empty where there is none. */
export function lifecycleText(record: CrmRecord): string {
  return textOf(fieldOf(record, 'lifecycle')) ?? '';
}

/** Judges people from MQL on; where the stage is not known, a fail is unknown and a pass a pass. */
export function fromMql(record: CrmRecord, ctx: RuleContext<unknown>, judge: (stage: string) => Verdict): Verdict {
  const isQualified = hasReached(record, 'mql');
  if (isQualified === false) return notApplicable;
  const verdict = judge(lifecycleText(record));
  return isQualified === 'unknown' && verdict.is !== 'pass' ? unknownBecause('lifecycle', record, ctx) : verdict;
}
