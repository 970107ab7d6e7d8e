import type { FieldName } from '../../model/record.ts';
import { notApplicable, type Verdict } from '../../model/rule.ts';
import type { SetRule } from '../ruleset.ts';
import { rulesPerWord } from './words.ts';

/** The verdict of a rule without its reports on fields that a rule before it has reported. */
export function withoutTaken(
  rules: readonly SetRule[],
  before: number,
): (verdict: Verdict, verdicts: readonly (Verdict | undefined)[] | null, failed: readonly number[]) => Verdict {
  return (verdict, verdicts, failed) => {
    if (verdict.is !== 'fail' && verdict.is !== 'partial') return verdict;
    const taken = new Set<FieldName | undefined>();
    for (let index = 0; index < before; index++) {
      if (((failed[Math.floor(index / rulesPerWord)] ?? 0) & (1 << (index % rulesPerWord))) === 0) continue;
      const { judge } = rules[index]!;
      const other = verdicts?.[index];
      if (judge.is === 'own') taken.add(judge.field ?? undefined);
      else if (other?.is === 'fail' || other?.is === 'partial') for (const { field } of other.reports) taken.add(field);
    }
    const reports = verdict.reports.filter(({ field }) => field === undefined || !taken.has(field));
    if (reports.length === verdict.reports.length) return verdict;
    return reports.length === 0 ? notApplicable : { ...verdict, reports };
  };
}
