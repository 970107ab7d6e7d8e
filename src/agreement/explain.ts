import type { Problem } from './problem.ts';

function place(problem: Problem): string {
  const path = problem.path.length === 0 ? '' : `  ${problem.path.join(' › ')}`;
  return `${problem.file}:${problem.line}:${problem.column}${path}  [${problem.code}]`;
}

function exampleLines(example: string): readonly string[] {
  const lines = example.split('\n');
  return lines.length === 1
    ? [`  for example:  ${example}`]
    : ['  for example:', ...lines.map((line) => `    ${line}`)];
}

function explain(problem: Problem): string {
  const example = problem.example === null ? [] : exampleLines(problem.example);
  return [place(problem), `  ${problem.message}`, ...example].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The problems as people read them: where, what, what to write instead; nothing has been applied. */
export function explainProblems(problems: readonly Problem[]): string {
  return [...problems.map(explain), `${count(problems.length, 'problem')}; the version in force stays in force.`].join(
    '\n',
  );
}

/** The warnings of an agreement that is in order otherwise. */
export function explainWarnings(warnings: readonly Problem[]): string {
  return [...warnings.map(explain), `${count(warnings.length, 'warning')}.`].join('\n');
}
