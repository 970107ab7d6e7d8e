import { type Report, type Severity, severities, type Verdict } from '../model/rule.ts';
import type { Scoring } from '../model/score.ts';
import type { SetRule } from './ruleset.ts';
import { creditUnits, type Tally, weightUnits } from './score.ts';

function milder(a: Severity, b: Severity): Severity {
  return severities[Math.max(severities.indexOf(a), severities.indexOf(b))]!;
}

/** How grave a report is: a report may be milder than its rule, never graver. */
export function severityOf(report: Report, setting: Severity): Severity {
  return report.severity === undefined ? setting : milder(report.severity, setting);
}

/** The gravest of some reports. */
export function gravest(reports: readonly Report[], setting: Severity): Severity {
  const indexes = reports.map((report) => severities.indexOf(severityOf(report, setting)));
  return indexes.length === 0 ? setting : severities[Math.min(...indexes)]!;
}

/** The reports of a verdict; none where nothing is wrong. */
export function reportsOf(verdict: Verdict): readonly Report[] {
  return verdict.is === 'fail' || verdict.is === 'partial' ? verdict.reports : [];
}

function creditOf(verdict: Verdict): number | null {
  switch (verdict.is) {
    case 'fail':
      return 0;
    case 'partial':
      return verdict.credit;
    case 'unknown':
      return null;
    default:
      return 1;
  }
}

/** What a verdict contributes to the score; the weight is a milder severity's where all reports are milder. */
export function tallyOf(set: SetRule, verdict: Verdict, scoring: Scoring): Tally {
  const severity = gravest(reportsOf(verdict), set.severity);
  const isMilder = severity !== set.severity && set.followsSeverity;
  return {
    rule: set.id,
    half: set.half,
    dimension: set.dimension,
    severity,
    weight: isMilder ? scoring.severityPoints[severity] : set.weight,
    credit: creditOf(verdict),
  };
}

/** What a failed check changes in the sums of a record. */
export interface Settlement {
  readonly weight: number;
  readonly lost: number;
  readonly hasReports: boolean;
  readonly isFailedCritical: boolean;
}

/** Counts the failed and partial verdicts of a rule in the units of the score. */
export function settlementOf(set: SetRule, scoring: Scoring): (verdict: Verdict) => Settlement {
  return (verdict) => {
    const tally = tallyOf(set, verdict, scoring);
    const weight = weightUnits(tally.weight);
    return {
      weight,
      lost: weight * (100 - creditUnits(tally.credit ?? 0)),
      hasReports: reportsOf(verdict).length > 0,
      isFailedCritical: tally.severity === 'critical' && tally.credit === 0,
    };
  };
}
