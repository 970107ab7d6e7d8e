import { expect, test } from '@jest/globals';
import { explainProblems, explainWarnings } from '../../src/agreement/explain.ts';
import { head, load } from './kit/built-in.ts';

test('problems are explained with place, path, sentence and example, and a count', () => {
  const loaded = load(
    `${head}rules:\n  deal/stage-aging: {severity: high, warn after: three weeks}\n  person/email-mising: high\n`,
  );
  expect('problems' in loaded && explainProblems(loaded.problems)).toBe(
    `hygiene.yaml:7:50  rules › deal/stage-aging › warn after  [AGREEMENT_DURATION]
  "three weeks" is not a duration. Examples: 21 days, 12 months
  for example:  warn after: 21 days
hygiene.yaml:8:3  rules › person/email-mising  [AGREEMENT_UNKNOWN_RULE]
  No rule "person/email-mising". Did you mean "person/email-missing"?
2 problems; the version in force stays in force.`,
  );
});

test('one problem at the top of a file', () => {
  const loaded = load('a:\n\tb: 1\n');
  expect('problems' in loaded && explainProblems(loaded.problems)).toBe(
    'hygiene.yaml:2:1  [AGREEMENT_YAML]\n  Indented with a tab; use spaces\n1 problem; the version in force stays in force.',
  );
});

test('a warning does not speak of the version in force', () => {
  const loaded = load(head.replace('extends: [recommended@1]', ''));
  expect(explainWarnings(loaded.warnings)).toBe(
    'hygiene.yaml:1:1  [AGREEMENT_NO_RULES]\n  No rule is on, so nothing is judged\n  for example:  extends: [recommended@1]\n1 warning.',
  );
});

test('control characters and turned writing of the file do not reach a terminal', () => {
  const loaded = load(`${head}"a\\e[31m\\u202eb\\nc": 1\n`);
  expect('problems' in loaded && loaded.problems.map(({ message, path }) => [message, path])).toMatchObject([
    [expect.stringContaining('"a\ufffd[31m\ufffdb c" is not a setting'), ['a\ufffd[31m\ufffdb c']],
  ]);
});
