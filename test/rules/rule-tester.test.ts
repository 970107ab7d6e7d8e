import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { createCalendar } from '../../src/model/calendar.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { defineRule, fail, pass, type Rule } from '../../src/model/rule.ts';
import { contact, deal, type RuleTable, testRule } from '../../src/testing/index.ts';

const good: Rule = {
  meta: {
    id: 'person/no-title',
    half: 'data',
    dimension: 'completeness',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { missing: '{{what}} is empty.' },
    docs: { summary: 'A title.', why: 'Because.', remedy: 'Add it.', flag: 'No title' },
    examples: {
      passes: [{ title: 'a title', object: 'contact', fields: {} }],
      fails: [{ title: 'none', object: 'contact', fields: { jobTitle: null } }],
    },
  },
  reads: () => ({ own: ['jobTitle'], related: [] }),
  check: (record) =>
    record.fields.jobTitle?.is === 'value'
      ? pass
      : fail({ messageId: 'missing', field: 'jobTitle', data: { what: 'Title' } }),
};

const table: RuleTable = {
  passes: { 'a title': contact() },
  reports: { none: { on: contact({ jobTitle: null }), gives: [{ messageId: 'missing', field: 'jobTitle' }] } },
};

/** Runs a table as a runner would, and gives what failed. */
function failures(rule: Rule, cases: RuleTable = table): readonly string[] {
  const found: string[] = [];
  const run = (name: string, body: () => void): void => {
    try {
      body();
    } catch (error) {
      found.push(`${name}: ${(error as Error).message}`);
    }
  };
  testRule(run, defineRule(rule), { now: '2024-04-11' }, cases);
  return found;
}

const withCheck = (check: Rule['check'], more: Partial<Rule> = {}): Rule => ({ ...good, check, ...more });
const midnight = (days: number): number => createCalendar('UTC').startOf(19_824 + days);

test('a good rule has no failures', () => {
  expect(failures(good)).toEqual([]);
});

const mistakes: Readonly<Record<string, readonly [Rule, RegExp, RuleTable?]>> = {
  'a wrong verdict': [withCheck(() => pass), /expected fail; found pass/],
  'a wrong message id': [
    withCheck((record, ctx) => (good.check(record, ctx).is === 'pass' ? pass : fail({ messageId: 'gone' }))),
    /"gone", which is none of its messages/,
  ],
  'an unfilled placeholder': [
    withCheck((record, ctx) =>
      good.check(record, ctx).is === 'pass' ? pass : fail({ messageId: 'missing', field: 'jobTitle' }),
    ),
    /leaves \{\{what\}\} unfilled/,
  ],
  'an unfilled remedy': [
    { ...good, meta: { ...good.meta, docs: { ...good.meta.docs, remedy: 'Add {{field}}.' } } },
    /leaves \{\{field\}\} unfilled/,
  ],
  'a field read without declaring it': [
    withCheck((record, ctx) => (record.fields.email ? good.check(record, ctx) : pass)),
    /reads the field "email", which its reads\(\) does not declare/,
  ],
  'the stage read without declaring it': [
    withCheck((record, ctx) => (ctx.stage === null ? good.check(record, ctx) : pass)),
    /reads the field "pipeline"/,
  ],
  'linked records read without declaring them': [
    withCheck((record, ctx) => (ctx.related('deal').length === 0 ? good.check(record, ctx) : pass)),
    /asks for linked deal records/,
  ],
  'a field of a linked record read without declaring it': [
    withCheck(
      (record, ctx) => {
        const companies = ctx.related('company');
        return companies !== 'unknown' && companies[0]?.fields.name ? good.check(record, ctx) : pass;
      },
      { reads: () => ({ own: ['jobTitle'], related: [{ object: 'company', fields: ['domain'] }] }) },
    ),
    /reads the field of a linked company "name"/,
  ],
  'all fields listed': [
    withCheck((record, ctx) => (Object.keys(record.fields).length > 0 ? good.check(record, ctx) : pass)),
    /lists all fields/,
  ],
  'a declared field never read': [
    { ...good, reads: () => ({ own: ['jobTitle', 'email'], related: [] }) },
    /declares email, which no case makes it read/,
  ],
  'a record changed': [
    withCheck((record, ctx) => {
      const { jobTitle } = (record as { fields: Record<string, { raw?: unknown }> }).fields;
      if (jobTitle) jobTitle.raw = 'changed';
      return good.check(record, ctx);
    }),
    /read only|not extensible/,
  ],
  'a message without a case': [
    { ...good, meta: { ...good.meta, messages: { ...good.meta.messages, other: 'Other.' } } },
    /no case gives the message other/,
  ],
  'a failing example': [
    {
      ...good,
      meta: { ...good.meta, examples: { passes: [], fails: [{ title: 'fine', object: 'contact', fields: {} }] } },
    },
    /example fails: fine: expected fail or partial; found pass/,
  ],
  'the same case twice': [
    good,
    /"passes: again" is the same case as "passes: a title"/,
    { ...table, passes: { 'a title': contact(), again: contact() } },
  ],
  'a wrong text': [
    good,
    /expected a message like \/Email\/; found "Title is empty."/,
    {
      ...table,
      reports: {
        none: { on: contact({ jobTitle: null }), gives: [{ messageId: 'missing', field: 'jobTitle', text: /Email/ }] },
      },
    },
  ],
  'a wrong field': [
    good,
    /expected field undefined; found jobTitle/,
    { ...table, reports: { none: { on: contact({ jobTitle: null }), gives: [{ messageId: 'missing' }] } } },
  ],
  'a verdict that time changes, without a wake': [
    withCheck((record, ctx) => (ctx.now < midnight(30) ? good.check(record, ctx) : pass)),
    /wakes is null, but by .* the verdict is another/,
  ],
  'a wake that is past': [{ ...good, wakes: (_record, ctx) => ctx.now }, /not after now/],
  'a wake too late': [
    withCheck((record, ctx) => (ctx.now < midnight(3) ? good.check(record, ctx) : pass), { wakes: () => midnight(4) }),
    /the verdict changes before it wakes/,
  ],
  'a wake for nothing': [{ ...good, wakes: () => midnight(3) }, /wakes at 2024-04-14T00:00:00\.000Z for nothing/],
};

for (const [title, [rule, message, cases]] of Object.entries(mistakes))
  test(`finds ${title}`, () => {
    expect(failures(rule, cases).join('\n')).toMatch(message);
  });

test('a case may have its own time, zone and options', () => {
  const seen: string[] = [];
  const rule = withCheck((record: CrmRecord, ctx) => {
    seen.push(`${ctx.calendar.zone} ${new Date(ctx.now).toISOString()} ${JSON.stringify(ctx.options)}`);
    return good.check(record, ctx);
  });
  const options = z.strictObject({ words: z.array(z.string()).default([]) });
  failures(
    { ...rule, meta: { ...rule.meta, options } },
    {
      ...table,
      passes: {
        own: { on: contact(), now: '2025-01-01T12:00:00Z', timeZone: 'Asia/Tokyo', options: { words: ['a'] } },
      },
    },
  );
  expect(seen).toContain('Asia/Tokyo 2025-01-01T12:00:00.000Z {"words":["a"]}');
  expect(seen).toContain('UTC 2024-04-11T00:00:00.000Z {"words":[]}');
});

test('builders make a healthy record, and change one thing', () => {
  const { record, around } = deal(
    { amount: null, closeDate: undefined, 'loss risk': 'high' },
    { contacts: 0, deals: 'unknown' },
  );
  expect(record.fields.amount).toEqual({ is: 'empty' });
  expect(record.fields.closeDate).toEqual({ is: 'unknown', why: 'not synced' });
  expect(record.fields['loss risk']).toEqual({ is: 'value', value: 'high', raw: 'high' });
  expect(record.fields.stageEnteredAt).toMatchObject({ is: 'value', value: { precision: 'instant' } });
  expect(around.stage).toMatchObject({ label: 'Proposal', state: 'open', openRank: 1 });
  expect([around.related.contact, around.related.company.length, around.related.deal]).toEqual([[], 1, 'unknown']);
});
