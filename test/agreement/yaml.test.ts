import { describe, expect, test } from '@jest/globals';
import { agreementOf, head, load, problemsOf } from './kit/built-in.ts';

const token = 'pat-na1-12345678-abcd-abcd-abcd-123456789abc';

describe('what is no YAML, or more YAML than an agreement needs', () => {
  test.each<[string, string, ...string[]]>([
    ['tab', 'a:\n\tb: 1\n', '2:1 [AGREEMENT_YAML] Indented with a tab; use spaces'],
    [
      'open quote',
      'a: "b\n',
      '2:1 [AGREEMENT_YAML] Something is missing here: a closing quote or bracket, or the ":" after a name',
    ],
    [
      'colon within a value',
      'a: b: c\n',
      '1:4 [AGREEMENT_YAML] Two settings on one line; a value that contains ": " is put in quotes',
    ],
    [
      'indentation',
      'a:\n  - b\n c: 1\n',
      '3:1 [AGREEMENT_YAML] This line is not indented like its neighbours, or a bracket before it is not closed',
    ],
    ['at sign', 'a: @b', '1:4 [AGREEMENT_YAML] A value that begins with @ or ` is put in quotes'],
    ['two documents', 'a: 1\n---\nb: 2\n', '2:1 [AGREEMENT_YAML] An agreement is one document; remove the line "---"'],
    [
      'anchor and alias',
      'a: &x 1\nb: *x\n',
      '1:4 [AGREEMENT_YAML_FEATURE] Anchors (&name) are not used in an agreement; write the value out',
      '2:4 [AGREEMENT_YAML_FEATURE] Aliases (*name) are not used in an agreement; write the value out, in quotes if it begins with *',
    ],
    [
      'tag',
      'a: !!js/function "x"\n',
      '1:4 [AGREEMENT_YAML_FEATURE] Tags (!name) are not used in an agreement; put a value that begins with ! in quotes',
    ],
    [
      'directive',
      '%YAML 1.1\n---\na: off\n',
      '1:1 [AGREEMENT_YAML_FEATURE] Directives (%NAME) are not used in an agreement; remove the line',
    ],
    ['empty', '', '1:1 [AGREEMENT_TYPE] The file is empty'],
    ['only comments', '# x\n', '1:1 [AGREEMENT_TYPE] The file is empty'],
    ['list', '- a', '1:1 [AGREEMENT_TYPE] expected settings ("name: value") at the beginning of a line'],
    ['text', 'agreement', '1:1 [AGREEMENT_TYPE] expected settings ("name: value") at the beginning of a line'],
    [
      'nothing in it',
      '{}',
      '1:1 [AGREEMENT_MISSING_KEY] "version" is missing',
      '1:1 [AGREEMENT_MISSING_KEY] "agreement" is missing',
      '1:1 [AGREEMENT_MISSING_KEY] "crms" is missing',
    ],
  ])('%s', (_, text, ...problems) => expect(problemsOf(text)).toEqual(problems));

  test.each<[string, string, ...string[]]>([
    [
      'merge key',
      '<<: {a: 1}',
      '6:1 [AGREEMENT_YAML_FEATURE] Merge keys (<<) are not used in an agreement; write the settings out',
    ],
    ['list as a key', '? [a]\n: 1', '6:3 [AGREEMENT_TYPE] Expected a name before the ":"'],
    ['no key', ': 1', '6:1 [AGREEMENT_TYPE] Expected a name before the ":"'],
    [
      'key that JavaScript knows',
      '__proto__: {a: 1}',
      '6:1 [AGREEMENT_UNKNOWN_KEY] "__proto__" is not a setting of the agreement.',
    ],
  ])('%s', (_, added, problem) => {
    const problems = problemsOf(head + added);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.startsWith(problem!)).toBe(true);
  });

  test('an alias bomb is refused before it grows', () => {
    const lines = ['a0: &a0 [x, x]', ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)];
    expect(problemsOf(lines.join('\n'))).toHaveLength(121);
  });

  test.each([
    ['5 MB', 'a: 1\n'.repeat(1024 * 1024), 'AGREEMENT_TOO_LARGE'],
    ['brackets', '['.repeat(200_000), 'AGREEMENT_TOO_DEEP'],
    ['list within list', `${'- '.repeat(300)}a`, 'AGREEMENT_TOO_DEEP'],
    [
      'settings within settings',
      Array.from({ length: 100 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'AGREEMENT_TOO_DEEP',
    ],
  ])('%s is refused', (_, text, code) => {
    const loaded = load(text);
    expect('problems' in loaded && loaded.problems.map((problem) => problem.code)).toContain(code);
  });

  test('blanks without end do not keep a condition busy', () => {
    const loaded = load(`${head}scope: {deal: {when: ["a${' '.repeat(200_000)}is b"]}}`);
    expect('problems' in loaded && loaded.problems.map((problem) => problem.message)).toEqual([
      'A condition is one short line; this one is too long',
    ]);
  });
});

describe('what YAML 1.2 reads as people mean it', () => {
  test('off, on and NO are texts, also as keys', () => {
    const agreement = agreementOf(
      `${head}rules: {person/unreachable: off, person/email-missing: "off"}\nwrite_back: {mode: on}\nscope: {contact: {when: [country is NO]}}\npipelines: {NO: {on: {needs: [amount]}, 7: {}}}\n`,
    );
    expect(agreement.rules.map((rule) => rule.id)).not.toContain('person/unreachable');
    expect(agreement.rules.map((rule) => rule.id)).not.toContain('person/email-missing');
    expect(agreement.writeBack.mode).toBe('on');
    expect(agreement.scope.contact?.when).toMatchObject([{ match: { values: { written: ['NO'] } } }]);
    expect(agreement.pipelines).toEqual({
      NO: { 7: { needs: [], limit: null }, on: { needs: ['amount'], limit: null } },
    });
  });

  test('numbers and dates where a text belongs stay as they were written', () => {
    const agreement = agreementOf(
      `${head.replace('Acme', '007')}pipelines: {0012: {1.0: {}}}\nrules: {person/name-format: {allowed: [007, 1e3, true]}}`,
    );
    expect(agreement.name).toBe('007');
    expect(Object.keys(agreement.pipelines)).toEqual(['0012']);
    expect(Object.keys(agreement.pipelines['0012']!)).toEqual(['1.0']);
    expect(agreement.rules.find((rule) => rule.id === 'person/name-format')?.options).toEqual({
      allowed: ['007', '1e3', 'true'],
    });
  });

  test('a byte order mark and Windows line ends change nothing', () => {
    const text = `${head}rules: {person/unreachable: high}\n`;
    expect(agreementOf(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual(agreementOf(text));
    expect(problemsOf(`\ufeff${head}rulez: {}`.replaceAll('\n', '\r\n'))).toEqual(problemsOf(`${head}rulez: {}`));
  });

  test('sections that stand empty are as if they were not there', () => {
    const names = ['rules', 'scope', 'fields', 'pipelines', 'scoring', 'write_back'];
    expect(agreementOf(`${head}${names.map((name) => `${name}:\n`).join('')}`)).toEqual(agreementOf(head));
  });

  test('names that JavaScript knows are names', () => {
    const { pipelines } = agreementOf(`${head}pipelines: {__proto__: {constructor: {needs: [amount]}}}`);
    expect(Object.entries(pipelines)).toEqual([['__proto__', { constructor: { needs: ['amount'], limit: null } }]]);
  });
});

describe('secrets', () => {
  const message = '[AGREEMENT_SECRET] Looks like an access token; keep it out of this file';

  test.each([
    ['HubSpot token', token],
    ['bearer header', 'Bearer abcdefgh12345678'],
    ['Salesforce session', '00D5g000004ABCD!AQEAQFakeFakeFake_12345'],
    ['JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc'],
    ['hex', '0123456789abcdef0123456789abcdef01'],
    ['base64', 'AbCdEfGh1234567890AbCdEfGh1234567890=='],
  ])('%s as a value, and in no message', (_, secret) => {
    const loaded = load(`${head}rules: {person/unreachable: "${secret}", "${secret}": high}\n`);
    if (!('problems' in loaded)) throw new Error('accepted');
    expect(loaded.problems.map((problem) => problem.code)).toEqual(['AGREEMENT_SECRET', 'AGREEMENT_SECRET']);
    expect(JSON.stringify(loaded)).not.toContain(secret);
  });

  test('a known token in a comment, and in a file that cannot be read', () => {
    expect(problemsOf(`${head}# ${token}\n`)).toEqual([`6:3 ${message}`]);
    const loaded = load(`a: [${token}\nb: ]}\n${token}: &x\n`);
    expect(
      'problems' in loaded && loaded.problems.filter((problem) => problem.code === 'AGREEMENT_SECRET'),
    ).toHaveLength(2);
    expect(JSON.stringify(loaded)).not.toContain('12345678');
  });

  test('whatever stands under a name that says so', () => {
    const loaded = load(
      head.replace('connector: hubspot', 'connector: hubspot, access_token: hunter2, clientSecret: hunter2'),
    );
    expect(
      'problems' in loaded && loaded.problems.filter((problem) => problem.code === 'AGREEMENT_SECRET'),
    ).toHaveLength(2);
    expect(JSON.stringify(loaded)).not.toContain('hunter2');
  });

  test('names of fields, ids of stages and long sentences are no secrets', () => {
    const agreement = agreementOf(
      `${head}fields:
  contact.need: {means: "${'Everything that we should know about it. '.repeat(5)}", type: text, in: {main: Confirmed_Need_Of_The_Customer_2024_Q4__c}}
pipelines: {3a1b2c3d-1111-2222-3333-444455556666: {hs_v2_date_entered_current_stage_of_the_deal: {}}}
`,
    );
    expect(agreement.fields).toHaveLength(1);
  });
});
