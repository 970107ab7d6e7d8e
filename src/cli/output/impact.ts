import type { Impact } from '../../jobs/impact.ts';
import type { ImpactExample, Scores, Shift } from '../../jobs/impact-tally.ts';
import { refText } from '../../model/record.ts';
import { count, table } from './table.ts';

const mostOwners = 5;

/** What a draft says otherwise, and what that would change. */
export interface ImpactReport extends Impact {
  readonly changes: readonly string[];
}

function shiftText({ flagged, cleared }: Shift): string {
  return `+${flagged.toLocaleString('en')} −${cleared.toLocaleString('en')}`;
}

function ruleLines({ rules }: Impact): readonly string[] {
  if (rules.length === 0) return ['Flags       no record would be flagged or cleared'];
  const rows = rules.flatMap((rule) => {
    const shown = rule.owners.slice(0, mostOwners);
    const more = rule.owners.length - shown.length;
    return [
      [rule.rule, shiftText(rule), `${count(rule.flagged, 'record')} newly flagged, ${rule.cleared} cleared`],
      ...shown.map((shift) => [`  ${shift.owner ?? 'no owner'}`, shiftText(shift), '']),
      ...(more > 0 ? [[`  ${count(more, 'more owner')}`, '', '']] : []),
    ];
  });
  return ['Flags', table(rows)];
}

function gradesText({ grades }: Scores): string {
  return Object.entries(grades)
    .map(([grade, n]) => `${grade} ${n.toLocaleString('en')}`)
    .join(' · ');
}

function scoreLines({ scores: { before, after, rose, fell } }: Impact): readonly string[] {
  const rows = [
    [
      'now',
      before.mean ?? 'none',
      gradesText(before),
      `${before.unscored} without enough data, ${before.outOfScope} out of scope`,
    ],
    [
      'draft',
      after.mean ?? 'none',
      gradesText(after),
      `${after.unscored} without enough data, ${after.outOfScope} out of scope`,
    ],
  ].map((row) => row.map(String));
  return [
    'Health      mean and grades',
    table(rows),
    `  ${count(rose, 'score')} would rise, ${fell.toLocaleString('en')} fall`,
  ];
}

function exampleRow({ record, before, after, flagged, cleared }: ImpactExample): readonly string[] {
  const text = (health: number | null): string => (health === null ? 'none' : String(health));
  const flags = [...flagged.map((rule) => `+${rule}`), ...cleared.map((rule) => `−${rule}`)].join(' ');
  return [refText(record), `${text(before)} → ${text(after)}`, flags];
}

/** What a draft would change, as a person reads it. */
export function impactText(report: ImpactReport): string {
  const { changes, records, writes, apiCalls, examples, unread } = report;
  const { before, after } = report.agreements;
  return [
    `${count(records, 'record')} judged at ${report.now.replace('.000Z', 'Z')}, by the agreement in force (${before}) and by the draft (${after})`,
    ...(changes.length === 0 ? ['The draft says the same'] : ['The draft says', ...changes.map((text) => `  ${text}`)]),
    ...ruleLines(report),
    ...scoreLines(report),
    `Writes      ${count(writes.after, 'record')} to write in ${count(apiCalls.after, 'call')} (now ${writes.before.toLocaleString('en')} in ${apiCalls.before.toLocaleString('en')})`,
    ...unread.map(
      ({ source, object }) =>
        `Not judged  ${object} records of ${source} were never read; a scan under the draft would read them`,
    ),
    ...(examples.length > 0 ? ['Examples', table(examples.map(exampleRow))] : []),
    'Nothing was written.',
  ].join('\n');
}
