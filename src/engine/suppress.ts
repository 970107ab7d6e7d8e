import type { FindingDraft } from '../model/finding.ts';
import type { Report } from '../model/rule.ts';
import { mutes, type Suppression } from '../model/suppression.ts';
import type { Sheet } from './compile/sheet.ts';
import type { Frame } from './frame.ts';
import type { Judgement, Result } from './result.ts';
import type { SetRule } from './ruleset.ts';
import { scoreRecord } from './score.ts';
import { tallyOf } from './settle.ts';

function isFlagged({ verdict }: Judgement): boolean {
  return (verdict.is === 'fail' || verdict.is === 'partial') && verdict.reports.length > 0;
}

/** A judgement without its muted reports; a rule that yielded to it stays silent, for the fault is still there. */
function withoutMuted(
  judgement: Judgement,
  set: SetRule,
  isMuted: (report: Report) => boolean,
  { scoring }: Sheet,
): Judgement {
  const { verdict } = judgement;
  if (verdict.is !== 'fail' && verdict.is !== 'partial') return judgement;
  const reports = verdict.reports.filter((report) => !isMuted(report));
  if (reports.length === verdict.reports.length) return judgement;
  if (reports.length === 0)
    return { ...judgement, verdict: { is: 'suppressed', reports: verdict.reports }, tally: null };
  const left = { ...verdict, reports };
  const tally = tallyOf(set, left, scoring);
  return { rule: judgement.rule, severity: tally.severity, verdict: left, tally };
}

/**
 * A result without the findings that suppressions of its record mute today; the same result where they mute none. The
 * day after the first of them ends wakes the record.
 */
export function suppress(result: Result, suppressions: readonly Suppression[], sheet: Sheet, frame: Frame): Result {
  const active = suppressions.filter(({ until }) => until >= frame.today);
  const muting = (rule: string, field: string | null): Suppression | undefined =>
    active.find((suppression) => mutes(suppression, rule, field));
  const muted: { finding: FindingDraft; suppression: Suppression }[] = [];
  const findings: FindingDraft[] = [];
  for (const finding of result.findings) {
    const suppression = muting(finding.rule, finding.field);
    if (suppression) muted.push({ finding, suppression });
    else findings.push(finding);
  }
  if (muted.length === 0) return result;
  const judgements = result.judgements.map((judgement, index) => {
    const set = sheet.rules[index]!;
    return withoutMuted(judgement, set, (report) => muting(set.id, report.field ?? null) !== undefined, sheet);
  });
  const tallies = judgements.flatMap(({ tally }) => tally ?? []);
  const score = scoreRecord(sheet.object, tallies, sheet.scoring);
  const ends = frame.calendar.startOf(Math.min(...muted.map(({ suppression }) => suppression.until)) + 1);
  return {
    health: score?.health ?? null,
    grade: score?.grade ?? null,
    failed: judgements.filter(isFlagged).map(({ rule }) => rule),
    judgements,
    findings,
    score,
    get wakeAt() {
      return Math.min(result.wakeAt ?? ends, ends);
    },
    get faults() {
      return result.faults;
    },
    muted: { score: result.score, findings: muted },
  };
}
