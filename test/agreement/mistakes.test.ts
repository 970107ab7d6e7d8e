import { describe, expect, test } from '@jest/globals';
import { head, load, problemsOf } from './kit/built-in.ts';

/** What is added to an agreement that is in order (from line 6 on), and everything that is said of it. */
type Table = Readonly<Record<string, readonly [added: string, ...problems: string[]]>>;

function check(table: Table): void {
  for (const [title, [added, ...problems]] of Object.entries(table))
    test(title, () => expect(problemsOf(head + added)).toEqual(problems));
}

describe('rules', () => {
  check({
    'unknown rule': [
      'rules:\n  deal/close-date-in-past: high\n',
      '7:3 [AGREEMENT_UNKNOWN_RULE] No rule "deal/close-date-in-past". Did you mean "deal/close-date-past"?',
    ],
    'rule under another family': [
      'rules: {contact/email-missing: high}',
      '6:9 [AGREEMENT_UNKNOWN_RULE] No rule "contact/email-missing". Did you mean "person/email-missing"?',
    ],
    'unknown rule, nothing near': ['rules: {x/y: high}', '6:9 [AGREEMENT_UNKNOWN_RULE] No rule "x/y"'],
    'unknown setting of a rule': [
      'rules:\n  deal/stage-aging: {serverity: high}\n',
      '7:22 [AGREEMENT_UNKNOWN_KEY] "serverity" is not a setting of a rule. Did you mean "severity"?',
    ],
    'unknown option': [
      'rules:\n  deal/stage-aging: {wern after: 3 days}\n',
      '7:22 [AGREEMENT_UNKNOWN_KEY] "wern after" is not a setting of a rule. Did you mean "warn after"?',
    ],
    'unknown option, nothing near': [
      'rules: {deal/close-date-past: {colour: red}}',
      '6:32 [AGREEMENT_UNKNOWN_KEY] "colour" is not a setting of a rule. It has: severity, weight, exceptions, owner, fix, grace',
    ],
    'option written twice': [
      'rules: {deal/stage-aging: {warn after: 3 days, warn_after: 4 days}}',
      '6:48 [AGREEMENT_DUPLICATE] "warn after" is written twice; keep one of them',
    ],
    severity: [
      'rules: {deal/stage-aging: {severity: urgent}, person/unreachable: of, person/email-missing: true}',
      '6:38 [AGREEMENT_SEVERITY] "urgent" is not a severity: critical, high, medium, low, info, off',
      '6:67 [AGREEMENT_SEVERITY] "of" is not a severity: critical, high, medium, low, info, off',
      '6:93 [AGREEMENT_SEVERITY] "true" is not a severity: critical, high, medium, low, info, off',
    ],
    'nothing after a rule': [
      'rules:\n  person/unreachable:\n',
      '7:22 [AGREEMENT_TYPE] expected a severity or the settings of a rule; found nothing',
    ],
    weight: [
      'rules: {deal/stage-aging: {weight: heavy}, person/unreachable: {weight: -1}}',
      '6:36 [AGREEMENT_TYPE] expected a number from 0 to 1000; found "heavy"',
      '6:73 [AGREEMENT_TYPE] expected a number from 0 to 1000; found "-1"',
    ],
    'duration in words': [
      'rules:\n  deal/stage-aging: {severity: high, warn after: three weeks}\n',
      '7:50 [AGREEMENT_DURATION] "three weeks" is not a duration. Examples: 21 days, 12 months',
    ],
    'duration without a unit': [
      'rules: {deal/stage-aging: {warn after: 21}}',
      '6:40 [AGREEMENT_DURATION] "21" is not a duration. Examples: 21 days, 12 months',
    ],
    'duration as a list': [
      'rules: {deal/stage-aging: {warn after: [21 days]}}',
      '6:40 [AGREEMENT_TYPE] expected a text; found a list',
    ],
    'numbers of options': [
      'rules: {deal/stage-aging: {least deals: many}, deal/close-date-past: {grace: soon}}',
      '6:41 [AGREEMENT_TYPE] expected a number; found "many"',
      '6:78 [AGREEMENT_DURATION] "soon" is not a duration. Examples: 21 days, 12 months',
    ],
    'number out of bounds': [
      'rules: {deal/stage-aging: {least deals: 101}}',
      '6:41 [AGREEMENT_VALUE] expected at most 100; found "101"',
    ],
    'word out of a closed list': [
      'rules: {deal/stage-aging: {by: stge}}',
      '6:32 [AGREEMENT_VALUE] "stge" is not possible here; it is one of pipeline, stage',
    ],
    'item of a list': [
      'rules:\n  person/name-format:\n    allowed:\n      - Anna\n      - {a: b}\n',
      '10:9 [AGREEMENT_TYPE] expected a text; found settings ("name: value")',
    ],
    'a list of rules': ['rules: [person/unreachable]', '6:8 [AGREEMENT_TYPE] expected rules by id; found a list'],
  });
});

describe('scope', () => {
  check({
    'unknown field': [
      'scope:\n  company: {when: [employes is filled]}\n',
      '7:20 [AGREEMENT_UNKNOWN_FIELD] company has no field "employes". Did you mean "employees"? Add new ones under fields',
    ],
    'wrong type': [
      'scope:\n  contact:\n    when:\n      - country is at least 5\n',
      '9:17 [AGREEMENT_FIELD_TYPE] country is text; use is, is one of, is filled, not "is at least"',
    ],
    'text test on a number': [
      'scope: {deal: {when: amount contains 5}}',
      '6:29 [AGREEMENT_FIELD_TYPE] amount is a number; use is, is at least, is between, is filled, not "contains"',
    ],
    unreadable: [
      'scope: {contact: {when: [last activity is in the last ninety days]}}',
      '6:55 [AGREEMENT_CONDITION] Expected a duration after "in the last", such as 90 days',
    ],
    'reserved word': [
      'scope: {contact: {unless: [last activity is not within 14 days, country is "within 14"]}}',
      '6:49 [AGREEMENT_RESERVED_WORD] "within" is not a value. Did you mean "is in the last 14 days"? Quote it if it is one',
    ],
    'stray list item': [
      'scope: {contact: {unless: [country is one of DE, AT]}}',
      '6:50 [AGREEMENT_STRAY_ITEM] "AT" is not a condition. If it belongs to the line above, put that line in quotes',
    ],
    'settings instead of a condition': [
      'scope:\n  contact:\n    when:\n      - country: DE\n',
      '9:9 [AGREEMENT_TYPE] expected a condition; found settings ("name: value")',
    ],
    'unknown object': [
      'scope: {contacts: {when: [country is filled]}}',
      '6:9 [AGREEMENT_UNKNOWN_OBJECT] "contacts" is not an object: contact, lead, company, deal. Did you mean "contact"?',
    ],
    'unknown setting': [
      'scope: {deal: {unles: [pipeline is Internal]}}',
      '6:16 [AGREEMENT_UNKNOWN_KEY] "unles" is not a setting of a scope. Did you mean "unless"?',
    ],
    'position within quotes, escapes and folded lines': [
      'scope:\n  contact:\n    when:\n      - "country \\u0069s \\"DE\\" or"\n      - \'country is or\'\n      - >-\n        country\n        is   or\n',
      '9:32 [AGREEMENT_CONDITION] Expected nothing after the closing quote; a second condition is a list item of its own',
      '10:21 [AGREEMENT_CONDITION] "or" within a value: put the value in quotes; a second condition is a list item of its own',
      '13:14 [AGREEMENT_CONDITION] "or" within a value: put the value in quotes; a second condition is a list item of its own',
    ],
    'value outside of a pick-list': [
      'fields: {deal.reason: {means: Why, type: pick-list, in: {main: r}, allowed: [Price, Timing]}}\nscope: {deal: {when: [reason is Prise]}}',
      '7:33 [AGREEMENT_UNKNOWN_VALUE] reason has no value "Prise". It has: Price, Timing',
    ],
  });
});

describe('fields and pipelines', () => {
  check({
    'incomplete field': [
      'fields:\n  contact.need: {type: text}\n',
      '7:3 [AGREEMENT_MISSING_KEY] "means" is missing',
      '7:3 [AGREEMENT_MISSING_KEY] "in" is missing',
    ],
    'type, source, object, name': [
      'fields:\n  contact.need: {means: x, type: string, in: {mian: a}}\n  contct.b: {means: x, type: text, in: {main: a}}\n  deal.a+b: {means: x, type: text, in: {main: a}}\n',
      '7:34 [AGREEMENT_VALUE] "string" is not a type of field: text, number, date, yes/no, pick-list, list',
      '7:47 [AGREEMENT_UNKNOWN_SOURCE] No CRM "mian". Did you mean "main"?',
      '8:3 [AGREEMENT_UNKNOWN_OBJECT] "contct.b" does not begin with an object: contact, lead, company, deal, then a dot and a name. Did you mean "contact.b"?',
      '9:3 [AGREEMENT_VALUE] "a+b" cannot be the name of a field: letters, digits and single blanks, a letter first, at most 60',
    ],
    'built in, twice, derived': [
      'fields:\n  deal.Close Date: {means: x, type: date, in: {main: a}}\n  deal.x: {means: x, type: text, in: {main: a}}\n  deal.X: {means: x, type: text, in: {main: a}}\n  deal.people: {count: contacts}\n  deal.y:\n',
      '7:3 [AGREEMENT_DUPLICATE] deal has a field "Close Date" already; it is built in and needs no entry here',
      '9:3 [AGREEMENT_DUPLICATE] "deal.X" is written twice; keep one of them',
      '11:3 [AGREEMENT_MISSING_KEY] The field deal.y needs to say what it means, its type, and where it is kept',
    ],
    'allowed values of a text': [
      'fields: {deal.x: {means: x, type: text, in: {main: a}, allowed: [b]}}',
      '6:65 [AGREEMENT_VALUE] Only a pick-list has allowed values',
    ],
    needs: [
      'pipelines:\n  New business:\n    Proposal: {needs: [amount, next stop, decision makers]}\n',
      '8:32 [AGREEMENT_UNKNOWN_FIELD] deal has no field "next stop". Did you mean "next step"? Add new ones under fields',
      '8:43 [AGREEMENT_UNKNOWN_FIELD] deal has no field "decision makers". Add new ones under fields',
    ],
    no_longer_than: [
      'pipelines:\n  P:\n    A: {no_longer_than: 1 buisness hour}\n    B: {no_longer_than: learn from won deals}\n    C: {no_longer_than: 5 business days}\n    D: {no longer than: 5 days}\n    a: {}\n',
      '8:25 [AGREEMENT_DURATION] "1 buisness hour" is not a duration. Examples: 30 minutes, 2 business days',
      '11:9 [AGREEMENT_UNKNOWN_KEY] "no longer than" is not a setting of a stage. Did you mean "no_longer_than"?',
      '12:5 [AGREEMENT_DUPLICATE] "a" is written twice; keep one of them',
    ],
  });
});

describe('scoring and write_back', () => {
  check({
    grades: [
      'scoring:\n  grades: {A: 90, B: 95, C: 70, D: 70}\n',
      '7:22 [AGREEMENT_GRADES] B (95) must be below A (90)',
      '7:36 [AGREEMENT_GRADES] D (70) must be below C (70)',
    ],
    'grade against a default': ['scoring: {grades: {A: 75}}', '6:23 [AGREEMENT_GRADES] B (80) must be below A (75)'],
    numbers: [
      'scoring: {severity_points: {critical: -1, hihg: 3}, critical_caps_score_at: 101, health: {deal: {data: 0}}}',
      '6:39 [AGREEMENT_TYPE] expected a number from 0 to 1000; found "-1"',
      '6:43 [AGREEMENT_UNKNOWN_KEY] "hihg" is not a setting of severity_points. Did you mean "high"?',
      '6:77 [AGREEMENT_TYPE] expected a number from 0 to 100; found "101"',
      '6:97 [AGREEMENT_VALUE] One half of deal must count',
    ],
    write_back: [
      'write_back: {mode: off, field_prefix: Hygiene, fields: [score, stage health], limit: few}',
      '6:20 [AGREEMENT_VALUE] "off" is not a mode: preview, on',
      '6:39 [AGREEMENT_VALUE] "Hygiene" cannot begin a field name: small letters, digits and _, a letter first, at most 21',
      '6:64 [AGREEMENT_VALUE] "stage health" is not a field we write: score, grade, stage_health, flags, next_action, scored_at',
      '6:86 [AGREEMENT_VALUE] "few" is not a limit. Examples: 5000 records per run, none',
    ],
  });
});

describe('the top of the file', () => {
  check({
    'unknown setting': [
      'rulez: {}',
      '6:1 [AGREEMENT_UNKNOWN_KEY] "rulez" is not a setting of the agreement. Did you mean "rules"?',
    ],
    'written twice': ['version: 1', '6:1 [AGREEMENT_DUPLICATE] "version" is written twice; keep one of them'],
  });

  test.each([
    [
      'extends: [recommended@1]',
      'extends: [recommended, strct@1, nothing]',
      [
        '5:11 [AGREEMENT_UNKNOWN_RULESET] "recommended" is not pinned to a version, so an upgrade could change scores by itself. Write "recommended@1"',
        '5:24 [AGREEMENT_UNKNOWN_RULESET] No ruleset "strct@1". Did you mean "strict@1"?',
        '5:33 [AGREEMENT_UNKNOWN_RULESET] No ruleset "nothing". There are: recommended@1, strict@1',
      ],
    ],
    ['version: 1', 'version: 2', ['1:10 [AGREEMENT_VERSION] This program reads version 1 of the language; found "2"']],
    ['name: Acme, ', '', ['2:1 [AGREEMENT_MISSING_KEY] "name" is missing']],
    [
      'Europe/Berlin',
      'Europe/Berln',
      ['2:35 [AGREEMENT_VALUE] "Europe/Berln" is not a time zone of the IANA list. Did you mean "Europe/Berlin"?'],
    ],
    ['Europe/Berlin', '+01:00', ['2:35 [AGREEMENT_VALUE] "+01:00" is not a time zone of the IANA list.']],
    ['EUR', 'eur', ['2:60 [AGREEMENT_VALUE] "eur" is not a currency code (ISO 4217). Did you mean "EUR"?']],
    [
      'EUR}',
      'EUR, review_before: 2027-13-01}',
      ['2:80 [AGREEMENT_VALUE] "2027-13-01" is not a date. Example: 2027-03-31'],
    ],
    [
      'connector: hubspot',
      'connector: hubspt',
      ['4:21 [AGREEMENT_UNKNOWN_CONNECTOR] No connector "hubspt". Did you mean "hubspot"?'],
    ],
    [
      'companies',
      'companys',
      ['4:47 [AGREEMENT_UNKNOWN_OBJECT] hubspot has no "companys" to sync. Did you mean "companies"?'],
    ],
    [', sync: [contacts, companies, deals]', '', ['4:3 [AGREEMENT_MISSING_KEY] The CRM main needs "sync"']],
    [
      'sync: [contacts, companies, deals]',
      'sync: [], portal: 5, look back: 7',
      [
        '4:36 [AGREEMENT_VALUE] Nothing to sync; name at least one object',
        '4:40 [AGREEMENT_UNKNOWN_KEY] "portal" is not a setting of a hubspot CRM. It has: connector, sync, look_back',
      ],
    ],
    [
      '  main: {',
      '  Main-1: {',
      ['4:3 [AGREEMENT_VALUE] "Main-1" cannot be the name of a CRM: small letters, digits and _, a letter first'],
    ],
    [
      'main: {connector: hubspot, sync: [contacts, companies, deals]}',
      '',
      ['3:1 [AGREEMENT_MISSING_KEY] "crms" is missing'],
    ],
  ])('%s → %s', (from, to, problems) => {
    expect(head).toContain(from);
    expect(problemsOf(head.replace(from, to))).toEqual(problems);
  });

  test('settings of a connector point at the word, in the words of the connector', () => {
    const file = (settings: string): string =>
      head.replace(
        'main: {connector: hubspot, sync: [contacts, companies, deals]}',
        `main: {connector: file, sync: contacts, ${settings}}`,
      );
    expect(problemsOf(file('rows: 11'))).toEqual([
      '4:3 [AGREEMENT_MISSING_KEY] "contacts" is missing',
      '4:49 [AGREEMENT_VALUE] expected at most 10; found "11"',
    ]);
    expect(problemsOf(file('contacts: {file: a.csv, id: 5, columns: {email: E, fax: F}}'))).toEqual([
      '4:94 [AGREEMENT_VALUE] "fax" is no field',
    ]);
    expect(problemsOf(file('contacts: {file: a.csv, colums: {}, columns: {email: [E], phone: 5}}'))).toEqual([
      '4:53 [AGREEMENT_MISSING_KEY] "id" is missing: expected a column',
      '4:67 [AGREEMENT_UNKNOWN_KEY] "colums" is not a setting of contacts. Did you mean "columns"?',
      '4:96 [AGREEMENT_TYPE] expected a column; found a list',
    ]);
  });
});

test('several mistakes come out together, in the order of the file, with paths and examples', () => {
  const loaded = load(
    `${head}rules:\n  deal/stage-aging: {warn after: soon}\nscope: {deal: {when: [x is y]}}\nslas: []\n`,
  );
  expect('problems' in loaded && loaded.problems).toMatchObject([
    {
      code: 'AGREEMENT_DURATION',
      file: 'hygiene.yaml',
      line: 7,
      column: 34,
      endLine: 7,
      endColumn: 38,
      path: ['rules', 'deal/stage-aging', 'warn after'],
      example: 'warn after: 21 days',
    },
    { code: 'AGREEMENT_UNKNOWN_FIELD', line: 8, path: ['scope', 'deal', 'when', '1'], suggestion: null },
    { code: 'AGREEMENT_TYPE', line: 9, path: ['slas'] },
  ]);
});

test('a file that is wrong throughout lists the first problems and counts the rest', () => {
  const problems = problemsOf(head + Array.from({ length: 600 }, (_, i) => `wrong${i}: 1\n`).join(''));
  expect(problems).toHaveLength(501);
  expect(problems.at(-1)).toBe('506:1 [AGREEMENT_TOO_MANY] 100 more problems from here on');
});
