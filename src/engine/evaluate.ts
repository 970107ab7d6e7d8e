import type { Agreement } from '../model/agreement.ts';
import type { Calendar } from '../model/calendar.ts';
import type { FindingDraft } from '../model/finding.ts';
import type { CrmRecord, FieldName, ObjectType } from '../model/record.ts';
import {
  type Counterpart,
  notApplicable,
  type OwnerState,
  type RelatedRecord,
  type Report,
  type RuleContext,
  type Severity,
  type StagePosition,
  type StageTerms,
  severities,
  unknown,
  type Verdict,
} from '../model/rule.ts';
import type { Score } from '../model/score.ts';
import { interpolate } from './interpolate.ts';
import type { SetRule } from './ruleset.ts';
import { scoreRecord, type Tally } from './score.ts';

/** What is known around a record when it is judged. */
export interface Surroundings {
  readonly stage: StagePosition | null;
  readonly stageTerms: StageTerms | null;
  related(object: ObjectType): readonly RelatedRecord[] | 'unknown';
  counterparts(): readonly Counterpart[] | 'unknown';
  owner(id: string): OwnerState;
  label(field: FieldName): string;
}

/** What one rule said of a record; rules that do not apply are kept too, for explanations. */
export interface Judgement {
  readonly rule: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly tally: Tally | null;
}

/** The result of judging one record: same input, same bytes. */
export interface Result {
  readonly judgements: readonly Judgement[];
  readonly findings: readonly FindingDraft[];
  readonly score: Score | null;
  /** Epoch ms of the next moment at which time alone could change a verdict; null for never. */
  readonly wakeAt: number | null;
  /** Rules that threw: unknown for this record, and a bug to report. */
  readonly faults: readonly { readonly rule: string; readonly error: string }[];
}

/** What stays the same for all records of one object in a run. */
export interface Bench {
  readonly agreement: Agreement;
  readonly rules: readonly SetRule[];
  readonly calendar: Calendar;
  readonly now: number;
  /** The calendar day of `now`. */
  readonly today: number;
}

function milder(a: Severity, b: Severity): Severity {
  return severities[Math.max(severities.indexOf(a), severities.indexOf(b))]!;
}

function severityOf(report: Report, setting: Severity): Severity {
  return report.severity === undefined ? setting : milder(report.severity, setting);
}

function gravest(reports: readonly Report[], setting: Severity): Severity {
  const indexes = reports.map((report) => severities.indexOf(severityOf(report, setting)));
  return indexes.length === 0 ? setting : severities[Math.min(...indexes)]!;
}

/** The weight of a verdict: the setting's, or that of a milder severity where all reports are milder. */
function weightOf(set: SetRule, severity: Severity, agreement: Agreement): number {
  if (severity === set.setting.severity || set.setting.weight !== null) return set.weight;
  return agreement.scoring.severityPoints[severity];
}

function creditOf(verdict: Verdict): number | null | undefined {
  switch (verdict.is) {
    case 'pass':
      return 1;
    case 'fail':
      return 0;
    case 'partial':
      return verdict.credit;
    case 'unknown':
      return null;
    case 'not applicable':
      return undefined;
  }
}

function withoutFields(verdict: Verdict, taken: ReadonlySet<FieldName>): Verdict {
  if (verdict.is !== 'fail' && verdict.is !== 'partial') return verdict;
  const reports = verdict.reports.filter((report) => report.field === undefined || !taken.has(report.field));
  if (reports.length === verdict.reports.length) return verdict;
  return reports.length === 0 ? notApplicable : { ...verdict, reports };
}

function draft(set: SetRule, report: Report): FindingDraft {
  const { meta } = set.rule;
  const data = report.data ?? {};
  return {
    rule: meta.id,
    field: report.field ?? null,
    severity: severityOf(report, set.setting.severity),
    message: interpolate(meta.messages[report.messageId] ?? report.messageId, data),
    remedy: interpolate(meta.docs.remedy, data),
  };
}

/** Judges one record by all rules of its object. A rule that throws is unknown for this record and told. */
export function evaluateRecord(record: CrmRecord, around: Surroundings, bench: Bench): Result {
  const { agreement, rules, calendar, now, today } = bench;
  const judgements: Judgement[] = [];
  const findings: FindingDraft[] = [];
  const tallies: Tally[] = [];
  const faults: { rule: string; error: string }[] = [];
  const hasFailed: boolean[] = [];
  const taken = new Set<FieldName>();
  let wakeAt: number | null = null;
  for (const set of rules) {
    const { meta } = set.rule;
    const context: RuleContext<unknown> = { ...around, options: set.setting.options, now, today, calendar };
    let verdict: Verdict;
    try {
      const wake = set.rule.wakes?.(record, context) ?? null;
      if (wake !== null && wake > now && (wakeAt === null || wake < wakeAt)) wakeAt = wake;
      verdict = set.yieldsTo.some((owner) => hasFailed[owner]) ? notApplicable : set.rule.check(record, context);
      if (meta.yieldsPerField) verdict = withoutFields(verdict, taken);
    } catch (error) {
      faults.push({ rule: meta.id, error: error instanceof Error ? error.message : String(error) });
      verdict = unknown('the rule could not be computed for this record');
    }
    const reports = verdict.is === 'fail' || verdict.is === 'partial' ? verdict.reports : [];
    hasFailed.push(reports.length > 0);
    for (const report of reports) {
      if (report.field !== undefined) taken.add(report.field);
      findings.push(draft(set, report));
    }
    const credit = creditOf(verdict);
    const severity = gravest(reports, set.setting.severity);
    const tally: Tally | null =
      credit === undefined
        ? null
        : {
            rule: meta.id,
            half: meta.half,
            dimension: meta.dimension,
            severity,
            weight: weightOf(set, severity, agreement),
            credit,
          };
    if (tally) tallies.push(tally);
    judgements.push({ rule: meta.id, severity, verdict, tally });
  }
  return { judgements, findings, score: scoreRecord(record.ref.object, tallies, agreement.scoring), wakeAt, faults };
}
