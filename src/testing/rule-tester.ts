import { familyObjects, familyOf, type Report, type Rule, type Severity, type Verdict } from '../model/rule.ts';
import { exampleSubject, healthyAt, type Subject } from './builders.ts';
import { type Bench, deepFreeze, Judge, peersName } from './judge.ts';
import { findWakeFault } from './wake-property.ts';

/** The `test` of any runner: takes a name and a function that throws when it fails. */
export type TestFunction = (name: string, run: () => void) => unknown;

/** What holds for all cases of a table unless a case says otherwise. */
export interface RuleTestSettings {
  /** ISO date or time; the builders' records are healthy at 2024-04-11T10:00:00Z. */
  readonly now?: string;
  /** IANA zone, UTC unless given. */
  readonly timeZone?: string;
  /** Options as the agreement writes them, in camelCase; the rule's defaults fill the rest. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A case: a subject, alone or with settings of its own. */
export type RuleCase = Subject | ({ readonly on: Subject } & RuleTestSettings);

/** One report a case must give; `text` is matched against the filled message. */
export interface ExpectedReport {
  readonly messageId: string;
  readonly field?: string;
  readonly text?: RegExp;
  readonly severity?: Severity;
}

/** A case that must be reported; with `credit` it must be partial. */
export type ReportCase = {
  readonly on: Subject;
  readonly gives: readonly ExpectedReport[];
  readonly credit?: number;
} & RuleTestSettings;

/** The cases of a rule by what they must give; `silent` is "not applicable". */
export interface RuleTable {
  readonly passes: Readonly<Record<string, RuleCase>>;
  readonly reports: Readonly<Record<string, ReportCase>>;
  readonly silent?: Readonly<Record<string, RuleCase>>;
  readonly unknown?: Readonly<Record<string, RuleCase>>;
}

interface Run {
  readonly title: string;
  /** Equal for two runs that tell a reader the same. */
  readonly key: string;
  readonly subject: Subject;
  readonly bench: Bench;
  readonly expect: (verdict: Verdict, rule: Rule) => void;
}

/** Far from each other, with and without summer time, one of them at a quarter hour. */
const otherZones = ['America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Auckland'];

/** Fills `{{name}}` placeholders and refuses one without a value. */
function fillMessage(template: string, data: Report['data'] = {}): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = data[name];
    if (value === undefined || value === '')
      throw new Error(`the message leaves ${placeholder} unfilled: "${template}"`);
    return String(value);
  });
}

function reportsOf(verdict: Verdict): readonly Report[] {
  return verdict.is === 'fail' || verdict.is === 'partial' ? verdict.reports : [];
}

function describe(verdict: Verdict): string {
  if (verdict.is === 'unknown') return `unknown (${verdict.why})`;
  const reports = reportsOf(verdict).map((report) => `${report.messageId} on ${report.field ?? 'the record'}`);
  return reports.length === 0 ? verdict.is : `${verdict.is}: ${reports.join('; ')}`;
}

function demand(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

function checkReport(report: Report, rule: Rule): void {
  const template = rule.meta.messages[report.messageId];
  demand(template !== undefined, `the rule reports "${report.messageId}", which is none of its messages`);
  fillMessage(template, report.data);
  fillMessage(rule.meta.docs.remedy, report.data);
}

const expectIs =
  (...allowed: readonly Verdict['is'][]) =>
  (verdict: Verdict): void =>
    demand(allowed.includes(verdict.is), `expected ${allowed.join(' or ')}; found ${describe(verdict)}`);

const expectReports =
  ({ gives, credit }: ReportCase) =>
  (verdict: Verdict, rule: Rule): void => {
    expectIs(credit === undefined ? 'fail' : 'partial')(verdict);
    if (verdict.is === 'partial')
      demand(verdict.credit === credit, `expected credit ${credit}; found ${verdict.credit}`);
    const reports = reportsOf(verdict);
    demand(reports.length === gives.length, `expected ${gives.length} reports; found ${describe(verdict)}`);
    for (const [index, expected] of gives.entries()) {
      const report = reports[index]!;
      const message = fillMessage(rule.meta.messages[report.messageId] ?? '', report.data);
      demand(report.messageId === expected.messageId, `expected "${expected.messageId}"; found ${describe(verdict)}`);
      demand(report.field === expected.field, `expected field ${expected.field}; found ${report.field}`);
      demand(report.severity === expected.severity, `expected severity ${expected.severity}; found ${report.severity}`);
      demand(expected.text?.test(message) ?? true, `expected a message like ${expected.text}; found "${message}"`);
    }
  };

function benchOf(rule: Rule, settings: RuleTestSettings): Bench {
  const now = Date.parse(settings.now ?? healthyAt);
  demand(!Number.isNaN(now), `now: expected an ISO time; found "${settings.now}"`);
  return {
    now,
    timeZone: settings.timeZone ?? 'UTC',
    options: deepFreeze(rule.meta.options.parse(settings.options ?? {})),
  };
}

function caseRun(rule: Rule, title: string, one: RuleCase, all: RuleTestSettings, expect: Run['expect']): Run {
  const { on: subject, ...own } = 'on' in one ? one : { on: one };
  const bench = benchOf(rule, { ...all, ...own });
  return { title, key: JSON.stringify([subject, bench]), subject: deepFreeze(subject), bench, expect };
}

function tableRuns(rule: Rule, settings: RuleTestSettings, table: RuleTable): readonly Run[] {
  const group = (name: string, cases: Readonly<Record<string, RuleCase>> = {}, expect: Run['expect']): readonly Run[] =>
    Object.entries(cases).map(([title, one]) => caseRun(rule, `${name}: ${title}`, one, settings, expect));
  return [
    ...group('passes', table.passes, expectIs('pass')),
    ...Object.entries(table.reports).map(([title, one]) =>
      caseRun(rule, `reports: ${title}`, one, settings, expectReports(one)),
    ),
    ...group('silent', table.silent, expectIs('not applicable')),
    ...group('unknown', table.unknown, expectIs('unknown')),
  ];
}

/** Examples are shown to people as documentation: they run at the builders' moment, with defaults but for their own options. */
function exampleRuns(rule: Rule): readonly Run[] {
  const { passes, fails } = rule.meta.examples;
  const run = (kind: string, expect: Run['expect']) => (example: (typeof passes)[number]) => ({
    title: `example ${kind}: ${example.title}`,
    key: JSON.stringify([example.object, example.fields, example.around, example.options]),
    subject: deepFreeze(exampleSubject(example)),
    bench: benchOf(rule, { options: example.options ?? {} }),
    expect,
  });
  return [
    ...passes.map(run('passes', expectIs('pass', 'not applicable'))),
    ...fails.map(run('fails', expectIs('fail', 'partial'))),
  ];
}

function checkRun(rule: Rule, judge: Judge, run: Run): void {
  const verdict = judge.verdict(run.subject, run.bench);
  for (const report of reportsOf(verdict)) checkReport(report, rule);
  run.expect(verdict, rule);
  for (const timeZone of new Set([run.bench.timeZone, ...otherZones])) {
    const fault = findWakeFault(judge, run.subject, { ...run.bench, timeZone });
    demand(fault === null, fault ?? '');
  }
}

function checkDuplicates(runs: readonly Run[]): void {
  const titles = new Map<string, string>();
  for (const { title, key } of runs) {
    const twin = titles.get(key);
    demand(twin === undefined, `"${title}" is the same case as "${twin}"`);
    titles.set(key, title);
  }
}

function checkMessages(rule: Rule, runs: readonly Run[]): void {
  const judge = new Judge(rule);
  const used = new Set(
    runs.flatMap(({ subject, bench }) => reportsOf(judge.verdict(subject, bench)).map((report) => report.messageId)),
  );
  const unused = Object.keys(rule.meta.messages).filter((id) => !used.has(id));
  demand(unused.length === 0, `no case gives the message ${unused.join(', ')}`);
}

function checkReads(rule: Rule, runs: readonly Run[]): void {
  const judge = new Judge(rule);
  for (const { subject, bench } of runs) {
    judge.verdict(subject, bench);
    judge.wake(subject, bench);
  }
  const reads = rule.reads(benchOf(rule, {}).options);
  const unread = [
    ...reads.own.filter((name) => !judge.log.own.has(name)),
    ...reads.related.flatMap(({ object, fields }) =>
      ['', ...fields].map((name) => `${object}.${name}`).filter((read) => !judge.log.related.has(read)),
    ),
    ...(reads.counterparts ? ['', ...reads.counterparts] : [])
      .filter((name) => !judge.log.counterparts.has(name))
      .map((name) => `counterparts.${name}`),
    ...(reads.medianWon && !judge.log.medianWon ? ['medianWon'] : []),
    ...(reads.peers ?? []).flatMap(({ by, object, fields }) => {
      const places = object ? [object] : familyObjects[familyOf(rule.meta.id)];
      return ['', ...fields]
        .filter((field) => !places.some((place) => judge.log.peers.has(`${peersName(place, by)}.${field}`)))
        .map((field) => `${by.kind}.${field}`);
    }),
  ];
  demand(unread.length === 0, `reads() declares ${unread.join(', ')}, which no case makes it read`);
}

/**
 * Tests a rule by a table of cases; runs the examples of its meta too. Beyond the expected verdicts it sees to it
 * that the rule changes nothing it is given, reads what it declares and nothing else, fills every placeholder,
 * wakes exactly when its verdict changes, and that no case is told twice and no message is without a case.
 */
export function testRule(test: TestFunction, rule: Rule, settings: RuleTestSettings, table: RuleTable): void {
  const cases = tableRuns(rule, settings, table);
  const examples = exampleRuns(rule);
  for (const run of [...cases, ...examples])
    test(`${rule.meta.id} ${run.title}`, () => checkRun(rule, new Judge(rule), run));
  test(`${rule.meta.id} has no case twice`, () => {
    checkDuplicates(cases);
    checkDuplicates(examples);
  });
  test(`${rule.meta.id} gives every message in some case`, () => checkMessages(rule, cases));
  test(`${rule.meta.id} reads all it declares`, () => checkReads(rule, [...cases, ...examples]));
}
