import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import { fail, notApplicable, pass, type Report, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, textOf, unknownBecause } from './field.ts';
import { phoneFields } from './reach.ts';

/**
 * Judges the phone numbers of a person one by one. `judge` gives a report, 'fine', or null for a number of which it
 * has nothing to say; a number that is not known leaves open what no other one decides.
 */
export function judgePhones(
  record: CrmRecord,
  ctx: RuleContext<unknown>,
  judge: (phone: string, name: FieldName) => Report | 'fine' | null,
): Verdict {
  const reports: Report[] = [];
  let isJudged = false;
  let open: FieldName | null = null;
  for (const name of phoneFields) {
    const field = fieldOf(record, name);
    const phone = textOf(field);
    if (field.is === 'unknown') open = name;
    const result = phone === null ? null : judge(phone, name);
    if (result === null) continue;
    isJudged = true;
    if (result !== 'fine') reports.push(result);
  }
  if (reports.length > 0) return fail(...reports);
  if (open !== null) return unknownBecause(open, record, ctx);
  return isJudged ? pass : notApplicable;
}
