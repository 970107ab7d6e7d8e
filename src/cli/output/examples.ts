import type { ExampleOutcome, ExampleStep } from '../../agreement/sections/run-examples.ts';
import { count, table } from './table.ts';

function truthText({ truth }: ExampleStep): string {
  if (truth === 'unknown') return 'cannot be told';
  return truth ? 'holds' : 'does not hold';
}

/** What the deciding condition would have to be for the example to come out as it says. */
function wantedText({ isToPass }: ExampleOutcome, { part, truth }: ExampleStep): string {
  if (part !== 'check') return truth ? 'does not hold' : 'holds';
  return isToPass ? 'holds' : 'does not hold';
}

/** The conditions of the rule on the example; those that decided as a diff: − what it should be, + what it is. */
function diffLines(outcome: ExampleOutcome): string {
  const rows = outcome.steps.flatMap((step) => {
    const { part, condition } = step;
    if (!step.decided) return [[' ', part, condition, truthText(step)]];
    return [
      ['-', part, condition, wantedText(outcome, step)],
      ['+', part, condition, truthText(step)],
    ];
  });
  return table(rows, '    ');
}

function stateText({ isAsItSays }: ExampleOutcome): string {
  if (isAsItSays === null) return '?   ';
  return isAsItSays ? 'ok  ' : 'FAIL';
}

function exampleLines(file: string, outcome: ExampleOutcome): readonly string[] {
  const { line, column, example, isToPass, gives, isAsItSays } = outcome;
  const said = isToPass ? 'passes' : 'fails';
  const head = `  ${stateText(outcome)} ${said}: ${example}`;
  if (isAsItSays === true) return [head];
  const found = gives === 'unknown' ? 'cannot be told' : gives === 'does not apply' ? 'the rule does not apply' : gives;
  return [`${head}   (${file}:${line}:${column})`, `    should ${isToPass ? 'pass' : 'fail'}; found: ${found}`].concat(
    isAsItSays === false
      ? diffLines(outcome)
      : outcome.steps.filter((step) => step.decided).map((step) => `    cannot be told: ${step.condition}`),
  );
}

/** The examples of each rule, and for one that comes out otherwise the condition that decided. */
export function examplesText(file: string, examples: readonly ExampleOutcome[]): string {
  if (examples.length === 0)
    return 'The agreement has no examples. Write some beside a rule of your own, for example:\n  passes: [{job title: Buyer}]\n  fails: [{job title: ""}]';
  const rules = [...new Set(examples.map(({ rule }) => rule))];
  const lines = rules.flatMap((rule) => [
    rule,
    ...examples.filter((one) => one.rule === rule).flatMap((one) => exampleLines(file, one)),
  ]);
  const failed = examples.filter(({ isAsItSays }) => isAsItSays === false).length;
  const untold = examples.filter(({ isAsItSays }) => isAsItSays === null).length;
  const open = untold > 0 ? `, ${untold.toLocaleString('en')} cannot be told` : '';
  return [
    ...lines,
    '',
    `${count(examples.length, 'example')}: ${examples.length - failed - untold} as they say, ${failed} not${open}.`,
  ].join('\n');
}
