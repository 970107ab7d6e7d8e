import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import peggy from 'peggy';
import { parseCondition } from '../../src/agreement/condition.ts';
import type { Vocabulary } from '../../src/agreement/vocabulary.ts';
import type { Condition, Match } from '../../src/model/condition.ts';
import {
  amount,
  contact,
  country,
  created,
  deal,
  dealStage,
  email,
  eur,
  numbers,
  on,
  oneOf,
  read,
  stage,
  subject,
  texts,
  visits,
} from './kit/conditions.ts';

test.each<[string, Condition]>([
  ['country is filled', on(country, { is: 'filled' })],
  ['country is not filled', on(country, { is: 'filled' }, true)],
  ['country not is filled', on(country, { is: 'filled' }, true)],
  ['country not is not filled', on(country, { is: 'filled' })],
  ['contact country is filled', on(country, { is: 'filled' })],
  ['  COUNTRY   Is  DE ', oneOf('country', ['DE'])],
  ['country is not DE', oneOf('country', ['DE'], true)],
  ['country code is DE', oneOf('country code', ['DE'])],
  ['job title is VP of Sales and Marketing', oneOf('jobTitle', ['VP of Sales and Marketing'])],
  ['jobTitle is CEO', oneOf('jobTitle', ['CEO'])],
  ['country is one of DE, AT ,CH', oneOf('country', ['DE', 'AT', 'CH'])],
  ['country is not one of DE, "A, B", DE', oneOf('country', ['DE', 'A, B'], true)],
  ['country is "one of"', oneOf('country', ['one of'])],
  ['country is "filled"', oneOf('country', ['filled'])],
  ['country is "say \\"hi\\" \\\\ x"', oneOf('country', ['say "hi" \\ x'])],
  ['country is AT', oneOf('country', ['AT'])],
  ['country is not IN', oneOf('country', ['IN'], true)],
  ['country is one of IS, OR, IN', oneOf('country', ['IS', 'OR', 'IN'])],
  ['country is Atlantis', oneOf('country', ['Atlantis'])],
  ['country is inland', oneOf('country', ['inland'])],
  ['email domain is acme.example', oneOf('emailDomain', ['acme.example'])],
  ['email contains @acme', on(email, { is: 'contains', text: '@acme' })],
  ['email does not contain @acme', on(email, { is: 'contains', text: '@acme' }, true)],
  ['email not contains @acme', on(email, { is: 'contains', text: '@acme' }, true)],
  ['email does not start with a', on(email, { is: 'starts with', text: 'a' }, true)],
  ['email not ends with "is"', on(email, { is: 'ends with', text: 'is' }, true)],
  ['email matches /^[a-z]+, "x"$/i', on(email, { is: 'matches', pattern: '^[a-z]+, "x"$', ignoresCase: true })],
  ['email does not match /a\\/b/', on(email, { is: 'matches', pattern: 'a\\/b', ignoresCase: false }, true)],
  [
    'email domain is not in list competitors',
    on(
      subject('emailDomain'),
      { is: 'in list', list: 'competitors', values: ['rival.example', 'other.example'] },
      true,
    ),
  ],
  ['"who is it" is me', oneOf('who is it', ['me'])],
  ['who is it is me', oneOf('who is it', ['me'])],
  ['opted in is yes', on(subject('opted in', 'boolean'), { is: 'one of', match: { of: 'yes/no', value: true } })],
  ['visits is one of 1, 2.5', on(visits, { is: 'one of', match: numbers(1, 2.5) })],
  ['visits is one of 10,000, 20k', on(visits, { is: 'one of', match: numbers(10_000, 20_000) })],
  ['visits is 1,234,567', on(visits, { is: 'one of', match: numbers(1_234_567) })],
  ['visits is "5"', on(visits, { is: 'one of', match: numbers(5) })],
  ['visits is more than 10', on(visits, { is: 'more than', amount: { value: 10, currency: null } })],
  ['visits not is at most 1.5M', on(visits, { is: 'at most', amount: { value: 1_500_000, currency: null } }, true)],
  [
    'visits is between 5 and 1,000',
    on(visits, { is: 'between', from: { value: 5, currency: null }, to: { value: 1000, currency: null } }),
  ],
  ['tags contains vip', on(subject('tags', 'list'), { is: 'contains', text: 'vip' })],
  ['reason is no DECISION', oneOf('reason', ['No decision'])],
  ['last activity is not filled', on(subject('activityTimes', 'times'), { is: 'filled' }, true)],
  ['created is in the last 90 days', on(created, { is: 'in the last', duration: { unit: 'day', count: 90 } })],
  [
    'created is not in the next 2 business hours',
    on(created, { is: 'in the next', duration: { unit: 'business minute', count: 120 } }, true),
  ],
  ['created is older than 1 year', on(created, { is: 'older than', duration: { unit: 'month', count: 12 } })],
  ['created is before 2024-02-29', on(created, { is: 'before', moment: { is: 'day', day: 19_782 } })],
  ['created is after today', on(created, { is: 'after', moment: { is: 'today' } })],
  ['created is after the end of this quarter', on(created, { is: 'after', moment: { is: 'end of', span: 'quarter' } })],
  [
    'created is between 1970-01-02 and today',
    on(created, { is: 'between days', from: { is: 'day', day: 1 }, to: { is: 'today' } }),
  ],
  ['created is today', on(created, { is: 'one of', match: { of: 'moments', values: [{ is: 'today' }] } })],
  [
    'created is the end of this month',
    on(created, { is: 'one of', match: { of: 'moments', values: [{ is: 'end of', span: 'month' }] } }),
  ],
  ['created is in the past', on(created, { is: 'in the past' })],
  ['created is not in the future', on(created, { is: 'in the future' }, true)],
  ['phone is the same as mobile phone', on(subject('phone'), { is: 'same as', other: subject('mobilePhone') })],
  ['phone differs from mobile phone', on(subject('phone'), { is: 'same as', other: subject('mobilePhone') }, true)],
  [
    'country differs from company country',
    on(country, { is: 'same as', other: subject('country', 'text', 'company') }, true),
  ],
  ['country has changed', on(country, { is: 'changed', from: null, to: null, within: null })],
  [
    'country has not changed from DE to "A to B" in the last 3 weeks',
    on(country, { is: 'changed', from: texts('DE'), to: texts('A to B'), within: { unit: 'day', count: 21 } }, true),
  ],
  ['country changed to DE', on(country, { is: 'changed', from: null, to: texts('DE'), within: null })],
  ['company country is DE', on(subject('country', 'text', 'company'), { is: 'one of', match: texts('DE') })],
  ['lifecycle is at or after mql', on(subject('lifecycle'), { is: 'lifecycle at or after', stage: 'mql' })],
  ['lifecycle is not before SQL', on(subject('lifecycle'), { is: 'lifecycle before', stage: 'sql' }, true)],
  ['company meets ideal_customer', { is: 'meets', step: 'company', definition: 'ideal_customer', not: false }],
  ['company does not meet Ideal_Customer', { is: 'meets', step: 'company', definition: 'ideal_customer', not: true }],
  ['contact meets mql', { is: 'meets', step: null, definition: 'mql', not: false }],
  ['mql is not met', { is: 'meets', step: null, definition: 'mql', not: true }],
  ['first_response is at risk', { is: 'sla', sla: 'first_response', state: 'at risk', not: false }],
  ['first_response is not breached', { is: 'sla', sla: 'first_response', state: 'breached', not: true }],
])('%s', (text, condition) => expect(read(text)).toEqual(condition));

const isStage = (name: string, pipeline: string | null = null): Match => ({
  of: 'stages',
  values: [{ is: 'stage', ...stage(name, pipeline) }],
});
test.each<[string, Condition]>([
  ['stage is Proposal', on(dealStage, { is: 'one of', match: isStage('Proposal') })],
  ['stage is Partners: Proposal', on(dealStage, { is: 'one of', match: isStage('Proposal', 'Partners') })],
  ['stage is Open', on(dealStage, { is: 'one of', match: { of: 'stages', values: [{ is: 'state', state: 'open' }] } })],
  ['stage is "Open"', on(dealStage, { is: 'one of', match: isStage('Open') })],
  ['stage is at or after Proposal', on(dealStage, { is: 'stage at or after', stage: stage('Proposal') })],
  ['stage is not before Proposal', on(dealStage, { is: 'stage before', stage: stage('Proposal') }, true)],
  [
    'stage has changed from A to B in the last 7 days',
    on(dealStage, { is: 'changed', from: isStage('A'), to: isStage('B'), within: { unit: 'day', count: 7 } }),
  ],
  ['amount is at least 10k', on(amount, { is: 'at least', amount: eur(10_000) })],
  ['amount is at least 10,000 usd', on(amount, { is: 'at least', amount: { value: 10_000, currency: 'USD' } })],
  [
    'amount is between 1 and 2 USD',
    on(amount, { is: 'between', from: { value: 1, currency: 'USD' }, to: { value: 2, currency: 'USD' } }),
  ],
  [
    'budget is 5 CHF',
    on(subject('budget', 'number'), {
      is: 'one of',
      match: { of: 'numbers', values: [{ value: 5, currency: 'CHF' }] },
    }),
  ],
  [
    'decision makers is at least 1',
    on(subject('decision makers', 'number'), { is: 'at least', amount: { value: 1, currency: null } }),
  ],
])('of a deal: %s', (text, condition) => {
  expect(read(text, deal)).toEqual(condition);
});

type Mistaken = [text: string, word: string, message: string];

function expectMistake(vocabulary: Vocabulary, [text, word, message]: Mistaken): void {
  const parsed = parseCondition(text, vocabulary);
  expect(parsed).toHaveProperty('mistake.message', message);
  if ('mistake' in parsed) expect(text.slice(parsed.mistake.start, parsed.mistake.end)).toBe(word);
}

describe('a mistake points at its word', () => {
  test.each<Mistaken>([
    ['cuntry is DE', 'cuntry', 'contact has no field "cuntry". Did you mean "country"? Add new ones under fields'],
    [
      'country codes is DE',
      'country codes',
      'contact has no field "country codes". Did you mean "country code"? Add new ones under fields',
    ],
    [
      'company contry is DE',
      'company contry',
      'company has no field "contry". Did you mean "company country"? Add new ones under fields',
    ],
    ['AT', 'AT', '"AT" is not a condition. If it belongs to the line above, put that line in quotes'],
    ['', '', 'Expected a field at the beginning'],
    ['is DE', 'i', 'Expected a field at the beginning'],
    ['country', 'country', 'Expected is, is one of, is filled after "country"'],
    ['country is', '', 'Expected a value after "is"'],
    ['country is ""', '""', 'Expected a value between the quotes; for an empty field write "is not filled"'],
    ['country is one of DE,', '', 'Expected a value after "is one of"'],
    ['country is one of', '', 'Expected a value after "is one of"'],
    [
      'country is DE, AT',
      'DE, AT',
      'Several values: write "is one of", or put a value that contains a comma in quotes',
    ],
    ['country is "DE', '"DE', 'The quote is not closed; end the value with "'],
    [
      'country is "DE" x',
      ' x',
      'Expected nothing after the closing quote; a second condition is a list item of its own',
    ],
    ['country is filled in', 'in', 'Expected nothing more after "is filled"'],
    [
      'country is DE or AT',
      'or',
      '"or" within a value: put the value in quotes; a second condition is a list item of its own',
    ],
    [
      'country is DE and email is x',
      'is',
      '"is" within a value: put the value in quotes; a second condition is a list item of its own',
    ],
    ['country is empty', 'empty', '"empty" is not a value. Did you mean "is not filled"? Quote it if it is one'],
    ['country is the best', 'the', '"the" is not a value. Quote it if it is one'],
    [
      'created is within 3 weeks',
      'within',
      '"within" is not a value. Did you mean "is in the last 3 weeks"? Quote it if it is one',
    ],
    ['country is between A and B', 'is between', 'country is text; use is, is one of, is filled, not "is between"'],
    [
      'created is soon',
      'soon',
      'created is a date; "soon" is none. Examples: 2027-03-31, today, the end of this month',
    ],
    [
      'created is before 2023-02-29',
      '2023-02-29',
      'created is a date; "2023-02-29" is none. Examples: 2027-03-31, today, the end of this month',
    ],
    [
      'created is between 2024-02-01 and 2024-01-01',
      '2024-01-01',
      'The second date is before the first, so no date lies between them',
    ],
    [
      'created is at least 5',
      'is at least',
      'created is a date; use is in the last, is older than, is before, is filled, not "is at least"',
    ],
    ['created is in the last', 'is in the last', 'Expected a duration after "in the last", such as 90 days'],
    ['created is older than soon', 'soon', 'Expected a duration after "older than", such as 90 days'],
    ['created is in the past 3 days', '3 days', 'Expected nothing more after "is in the past"'],
    ['visits is many', 'many', 'visits is a number; "many" is none'],
    ['visits is at least', '', 'Expected a value after "is at least"'],
    ['visits is 5 XXQ', '5 XXQ', 'visits is a number; "5 XXQ" is none'],
    ['visits is between 5', '5', 'Expected two values after "is between", such as 50 and 1000'],
    ['visits is between 9 and 5', '5', '5 is less than 9, so nothing lies between them'],
    [
      'visits starts with 1',
      'starts with',
      'visits is a number; use is, is at least, is between, is filled, not "starts with"',
    ],
    ['opted in is maybe', 'maybe', 'opted in is yes or no; use is yes, is no, is filled, not "is maybe"'],
    ['email contains a, b', 'b', '"contains" takes one text; put a text that contains a comma in quotes'],
    ['reason is Prize', 'Prize', 'reason has no value "Prize". It has: Price, No decision, Rock, paper'],
    ['country matches ^DE$', '^DE$', 'Expected a pattern between slashes after "matches", such as /^ACME-[0-9]+$/'],
    ['country matches /(/', '/(/', 'This is no pattern of RE2: missing closing ): `(`'],
    ['email domain is in list rivals', 'rivals', 'No list "rivals". Add it under lists'],
    ['email domain is in list competitor', 'competitor', 'No list "competitor". Did you mean "competitors"?'],
    ['phone differs from created', 'created', 'phone is text and created is a date; they cannot be compared'],
    ['phone is the same as fax', 'fax', 'contact has no field "fax". Add new ones under fields'],
    [
      'country changed since May',
      'since May',
      'Expected "from A", "to B" or "in the last 7 days" after "changed"; found "since May"',
    ],
    [
      'lifecycle is at or after recycled',
      'recycled',
      '"recycled" is no step of the lifecycle: subscriber, lead, mql, working, sql, opportunity, customer, evangelist',
    ],
    [
      'country enters mql',
      'enters',
      '"enters" tells when the clock of an SLA starts; in a condition write "is", or "has changed to"',
    ],
    ['country meets mql', 'meets', 'A record meets a definition, not a field: write "contact meets …"'],
    ['company meets', 'meets', 'Expected a definition after "meets"'],
    [
      'company meets ideal_costumer',
      'ideal_costumer',
      'No definition "ideal_costumer". Did you mean "ideal_customer"?',
    ],
    ['company meets mql', 'mql', 'mql applies to contact and lead, not to company'],
    ['company is Acme', 'is', '"company" is a record: write "company meets DEFINITION", or name a field of it'],
    ['first_response is late', 'late', 'first_response is an SLA; use is met, is pending, is at risk, is breached'],
  ])('%s', (...mistaken) => expectMistake(contact, mistaken));

  test.each<Mistaken>([
    [
      'stage is after Proposal',
      'is after',
      'stage is a stage; use is, is one of, is before, is at or after, not "is after"',
    ],
    ['amount is less than budget', 'budget', 'amount is a number; "budget" is none'],
    ['stage is before open', 'open', '"open" is no single stage; write "is open", or the name of a stage'],
    [
      'decision makers has changed',
      'changed',
      'decision makers is counted, and no history of it is kept; use is at least, is at most',
    ],
    ['decision makers is 5 EUR', '5 EUR', 'decision makers is a plain number, without a currency'],
  ])('of a deal: %s', (...mistaken) => expectMistake(deal, mistaken));
});

test('the committed parser is what the grammar gives; `npm run build:grammar` makes it again', () => {
  const grammar = 'src/agreement/grammar/condition.peggy';
  const source = peggy.generate(readFileSync(grammar, 'utf8'), {
    output: 'source',
    format: 'es',
    grammarSource: grammar,
  });
  expect(readFileSync('src/agreement/generated/condition-parser.ts', 'utf8')).toBe(source);
});
