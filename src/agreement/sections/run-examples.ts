import type { Agreement, Definition, OwnCheck, OwnRule } from '../../model/agreement.ts';
import type { Condition, ExampleRecord, Moment } from '../../model/condition.ts';
import type { ConditionReader } from '../conditions.ts';
import { printCondition } from '../print-condition.ts';
import type { PendingExample } from './examples.ts';

type Truth = boolean | 'unknown';

/** Makes a judge of examples for an agreement at a time; the engine's own judgement, handed to the loader. */
export type Judge = (agreement: Agreement, now?: Date) => (condition: Condition, example: ExampleRecord) => Truth;

/** One condition of a rule, as it came out on an example. */
export interface ExampleStep {
  readonly part: 'when' | 'unless' | 'check';
  readonly condition: string;
  readonly truth: Truth;
  /** Whether this condition decided what the rule says of the example. */
  readonly decided: boolean;
}

/** How an example came out, and by which condition. */
export interface ExampleOutcome {
  readonly rule: OwnRule['id'];
  readonly line: number;
  readonly column: number;
  /** The example as it is written, on one line. */
  readonly example: string;
  readonly isToPass: boolean;
  readonly gives: 'passes' | 'fails' | 'does not apply' | 'unknown';
  /** Null where it cannot be told. */
  readonly isAsItSays: boolean | null;
  readonly steps: readonly ExampleStep[];
}

/** How examples are run for a person who tests rules. */
export interface ExampleRun {
  readonly now: Date;
  see(outcome: ExampleOutcome): void;
}

function isRelative(moment: Moment): boolean {
  return moment.is !== 'day';
}

/** Whether only the present time decides a condition. */
function dependsOnNow(condition: Condition, definitions: ReadonlyMap<string, Definition>): boolean {
  switch (condition.is) {
    case 'in the last':
    case 'in the next':
    case 'older than':
    case 'in the past':
    case 'in the future':
      return true;
    case 'before':
    case 'after':
      return isRelative(condition.moment);
    case 'between days':
      return isRelative(condition.from) || isRelative(condition.to);
    case 'one of':
      return condition.match.of === 'moments' && condition.match.values.some(isRelative);
    case 'meets':
      return Object.values(definitions.get(condition.definition)?.tests ?? {}).some(({ when, unless }) =>
        [...when, ...unless].some((inner) => dependsOnNow(inner, definitions)),
      );
    default:
      return false;
  }
}

interface Judged {
  readonly part: ExampleStep['part'];
  readonly condition: Condition;
  readonly truth: Truth;
}

interface Verdict {
  readonly gives: ExampleOutcome['gives'];
  readonly by: readonly Judged[];
}

/** What a rule says of an example, and the conditions that decided it. */
function verdictOf(steps: readonly Judged[]): Verdict {
  const of = (part: Judged['part'], truth: Truth) => steps.filter((step) => step.part === part && step.truth === truth);
  const [spared] = [...of('when', false), ...of('unless', true)];
  if (spared) return { gives: 'does not apply', by: [spared] };
  const open = [...of('when', 'unknown'), ...of('unless', 'unknown')];
  if (open.length > 0) return { gives: 'unknown', by: open };
  const [failed] = of('check', false);
  if (failed) return { gives: 'fails', by: [failed] };
  const untold = of('check', 'unknown');
  if (untold.length > 0) return { gives: 'unknown', by: untold };
  return { gives: 'passes', by: steps.filter(({ part }) => part === 'check') };
}

function judgeSteps(checks: OwnCheck, truth: (condition: Condition) => Truth): readonly Judged[] {
  return (['when', 'unless', 'check'] as const).flatMap((part) =>
    checks[part].map((condition) => ({ part, condition, truth: truth(condition) })),
  );
}

function isAsItSays(isToPass: boolean, gives: Verdict['gives']): boolean | null {
  if (gives === 'unknown') return null;
  return isToPass ? gives !== 'fails' : gives === 'fails';
}

function messageOf(isToPass: boolean, { gives, by }: Verdict, print: (condition: Condition) => string): string {
  const decisive = by.at(-1)!;
  const why = gives === 'does not apply' ? 'the rule does not apply' : gives;
  const says = decisive.truth === true ? 'holds' : 'does not hold';
  return `This example should ${isToPass ? 'pass' : 'fail'}, but ${why}: "${print(decisive.condition)}" ${says}`;
}

/** The example as it stands in the file, on one line. */
function writtenText({ place: { node } }: PendingExample, text: string): string {
  return text
    .slice(node.start, node.end)
    .replace(/\s+/g, ' ')
    .replace(/^\{ ?| ?\}$/g, '')
    .trim();
}

/** Runs examples; one that does not come out as it says is a mistake. */
export function runExamples(
  examples: readonly PendingExample[],
  agreement: Agreement,
  judge: Judge,
  run: ExampleRun | null,
  { desk, vocabulary }: ConditionReader,
): void {
  if (examples.length === 0) return;
  const judged = judge(agreement, run?.now);
  const definitions = new Map(agreement.definitions.map((definition) => [definition.name, definition]));
  for (const pending of examples) {
    const { place, rule, record, isToPass } = pending;
    const print = (condition: Condition): string => printCondition(condition, vocabulary(record.object));
    // Without a run the present time must not count, or an agreement would go bad as time passes.
    const steps = judgeSteps(rule.checks[record.object]!, (condition) =>
      run === null && dependsOnNow(condition, definitions) ? 'unknown' : judged(condition, record),
    );
    const verdict = verdictOf(steps);
    const asItSays = isAsItSays(isToPass, verdict.gives);
    if (asItSays === false)
      desk.problem({
        code: 'AGREEMENT_EXAMPLE',
        at: place.node,
        path: place.path,
        message: messageOf(isToPass, verdict, print),
      });
    run?.see({
      rule: rule.id,
      ...desk.position(place.node),
      example: writtenText(pending, desk.text),
      isToPass,
      gives: verdict.gives,
      isAsItSays: asItSays,
      steps: steps.map((step) => ({
        part: step.part,
        condition: print(step.condition),
        truth: step.truth,
        decided: verdict.by.includes(step),
      })),
    });
  }
}
