import type { RunReport } from '../../jobs/report.ts';
import { families } from '../../model/identity.ts';
import type { ObjectType } from '../../model/record.ts';
import { count, table } from './table.ts';

const plurals: Readonly<Record<ObjectType, string>> = {
  contact: 'contacts',
  lead: 'leads',
  company: 'companies',
  deal: 'deals',
};

function recordsLine(report: RunReport): string {
  const parts = (Object.entries(report.records) as [ObjectType, number][]).map(([object, n]) =>
    count(n, object, plurals[object]),
  );
  const judged =
    report.evaluated > 0
      ? `${report.evaluated.toLocaleString('en')} judged at ${report.now.replace('.000Z', 'Z')}`
      : 'none judged anew';
  return `Records     ${parts.join(', ')}; ${judged}`;
}

/** Only where something was seen in more than one source: else it is the line above once more. */
function distinctLines({ distinct }: RunReport): readonly string[] {
  const plural = { person: 'people', company: 'companies', deal: 'deals' } as const;
  const parts = families.flatMap((family) => {
    const counts = distinct[family];
    if (!counts || counts.shared === 0) return [];
    return [`${count(counts.total, family, plural[family])} (${counts.shared.toLocaleString('en')} in several)`];
  });
  return parts.length === 0 ? [] : [`Over all    ${parts.join(', ')}`];
}

function scoresLine(report: RunReport): string {
  const { mean, grades, unscored } = report.scores;
  if (mean === null) return 'Health      nothing could be scored';
  const shares = Object.entries(grades).map(([grade, n]) => `${grade} ${n.toLocaleString('en')}`);
  const lacking = unscored > 0 ? `; ${count(unscored, 'record')} without enough data` : '';
  return `Health      mean ${mean} of 100; ${shares.join(' · ')}${lacking}`;
}

/** What was not tried: by the limit of the agreement, or because a source stopped half way. */
function leftText({ writeBack: { left, written }, problems }: RunReport): string {
  if (left === 0) return '';
  if (problems.length > 0 || written === 0) return `; ${count(left, 'record')} left for the next run`;
  return `; ${count(left, 'record')} left by the limit: all done after ${count(Math.ceil(left / written), 'more run')}`;
}

function writeBackLines(report: RunReport): string {
  const { mode, planned, written, unchanged, refused } = report.writeBack;
  if (mode === 'preview') {
    if (planned === 0) return `Write-back  nothing to write: all ${count(unchanged, 'record')} are as they should be`;
    return (
      `Write-back  preview: ${count(planned, 'record')} would change, ${unchanged.toLocaleString('en')} would not\n` +
      '            Nothing was written. See the changes with: crm-hygiene write-back --list\n' +
      '            Write them with: crm-hygiene write-back --yes, or set write_back: {mode: on} in the agreement'
    );
  }
  const refusedText = refused > 0 ? `, ${count(refused, 'record')} refused by the CRM` : '';
  return (
    `Write-back  ${count(written, 'record')} written, ${unchanged.toLocaleString('en')} as they should be${refusedText}${leftText(report)}` +
    (written > 0 ? `\n            Take it back with: crm-hygiene undo ${report.run} --yes` : '')
  );
}

/** The problems of sources, each a sentence that says what to do. */
export function problemsText(problems: RunReport['problems']): string {
  return problems.map((problem) => `${problem.source}: ${problem.message}  [${problem.code}]`).join('\n');
}

function callsLine(report: RunReport): string {
  const calls = Object.entries(report.apiCalls).map(
    ([source, { total, retried, throttled }]) =>
      `${source} ${total.toLocaleString('en')} (${retried} retried, ${throttled} throttled)`,
  );
  return `API calls   ${calls.join(', ')}`;
}

/** What a run wrote, without the findings it rests on. */
export function writeReportText(report: RunReport): string {
  return [`Run ${report.run}, agreement ${report.agreement}`, writeBackLines(report), callsLine(report)].join('\n');
}

function suppressedText({ findings: { suppressed } }: RunReport): string {
  return suppressed === 0 ? '' : `; ${suppressed.toLocaleString('en')} suppressed (crm-hygiene suppressions)`;
}

/** Rules that threw: a fault of the rule and not of the records, so it is told apart from the findings. */
function ruleFaultLines({ ruleFaults }: RunReport): readonly string[] {
  return ruleFaults.map(
    ({ rule, records, first, error }) =>
      `Rule fault  ${rule} could not be computed for ${count(records, 'record')}, the first ${first} (${error})`,
  );
}

/** What a run that put another revision in force says of it. */
function inForceLines({ putInForce }: RunReport): readonly string[] {
  if (putInForce === null || putInForce.before === null) return [];
  const { number, flagsToProvision } = putInForce;
  const flags = flagsToProvision.map(
    ({ source, object, flags }) => `            ${source} lacks ${count(flags.length, 'flag')} of its ${object} rules`,
  );
  return [
    `In force    revision ${number}, which replaces ${putInForce.before}; what changed: crm-hygiene versions ${putInForce.before} ${number}`,
    ...flags,
    ...(flags.length > 0 ? ['            Make them with: crm-hygiene provision --yes'] : []),
  ];
}

/** The report of a run as a person reads it. */
export function runReportText(report: RunReport): string {
  const rules = Object.entries(report.findings.byRule).sort(([, a], [, b]) => b - a);
  return [
    `Run ${report.run}, agreement ${report.agreement}`,
    ...inForceLines(report),
    recordsLine(report),
    ...distinctLines(report),
    scoresLine(report),
    `Findings    ${report.findings.total.toLocaleString('en')}${suppressedText(report)}`,
    ...(rules.length > 0 ? [table(rules)] : []),
    ...ruleFaultLines(report),
    writeBackLines(report),
    callsLine(report),
  ].join('\n');
}
