import { expect, test } from '@jest/globals';
import { dictionary } from '../../src/model/dictionary.ts';
import type { StageTests } from '../../src/model/lifecycle-mapping.ts';
import type { Row } from './answers.ts';
import { createMapping, origins, toProperties, unmappedStages } from './mapping.ts';
import type { HubspotObject } from './objects.ts';

function map(
  object: HubspotObject,
  properties: Record<string, unknown>,
  parts: {
    without?: readonly string[];
    ownFields?: Parameters<typeof createMapping>[2]['ownFields'];
    lifecycle?: readonly StageTests[];
    dates?: readonly string[];
  } = {},
) {
  const every = Object.values(origins[object]).flatMap((origin) =>
    typeof origin === 'string' ? [origin] : 'none' in origin ? [] : Object.values(origin).flat(),
  );
  const health = ['score', 'grade', 'stage_health', 'flags', 'next_action', 'scored_at'].map(
    (part) => `hygiene_${part}`,
  );
  const available = new Set([...every, ...health, 'lastmodifieddate', 'hs_lastmodifieddate', 'hs_merged_object_ids']);
  for (const name of parts.dates ?? []) available.add(name);
  for (const name of parts.without ?? []) available.delete(name);
  for (const own of parts.ownFields ?? []) if (!own.column.startsWith('absent')) available.add(own.column);
  const mapping = createMapping(object, available, {
    source: 'main',
    ownFields: parts.ownFields ?? [],
    fieldPrefix: 'hygiene',
    lifecycle: parts.lifecycle ?? [],
  });
  const row = { id: '7', properties, updatedAt: '2026-11-20T10:00:00.000Z' } as Row;
  return { mapping, record: mapping.toRecord(row, 'https://app.hubspot.com/x') };
}

test.each(['contact', 'company', 'deal'] as const)('every field of the dictionary has an origin: %s', (object) => {
  expect(Object.keys(origins[object]).sort()).toEqual(dictionary[object].map((field) => field.name).sort());
  const { record } = map(object, {});
  expect(Object.keys(record.fields).sort()).toEqual(dictionary[object].map((field) => field.name).sort());
});

test.each([
  ['subscriber', 'subscriber'],
  ['lead', 'lead'],
  ['marketingqualifiedlead', 'mql'],
  ['salesqualifiedlead', 'sql'],
  ['opportunity', 'opportunity'],
  ['customer', 'customer'],
  ['evangelist', 'evangelist'],
  ['other', 'other'],
])('lifecycle stage %s means %s', (lifecyclestage, value) => {
  const { record } = map('contact', { lifecyclestage });
  expect(record.fields.lifecycle).toEqual({ is: 'value', value, raw: lifecyclestage });
  expect(record.fields.lifecycleStage).toMatchObject({ is: 'value', value: lifecyclestage });
});

test.each([
  ['233247981', { is: 'unknown', why: 'custom stage 233247981 is not mapped' }],
  [null, { is: 'empty' }],
  ['', { is: 'empty' }],
])('lifecycle stage %p', (lifecyclestage, field) => {
  expect(map('contact', { lifecyclestage }).record.fields.lifecycle).toEqual(field);
});

test('all activity times are kept, booked ones too: which is the last depends on when the record is judged', () => {
  const { record } = map('contact', {
    notes_last_contacted: '2026-10-01T00:00:00Z',
    notes_last_updated: '2026-12-24T00:00:00Z',
    hs_sales_email_last_replied: '1793448000000',
    recent_conversion_date: null,
  });
  expect(record.fields.activityTimes).toMatchObject({
    is: 'value',
    value: ['2026-10-01', '2026-12-24', '2026-10-31T12:00:00Z'].map((iso) => ({
      ms: Date.parse(iso),
      precision: 'instant',
    })),
  });
});

test.each([
  ['nothing', {}, { is: 'empty' }],
  ['only nonsense', { notes_last_updated: 'yesterday' }, { is: 'invalid', raw: 'yesterday' }],
])('activity times from %s', (_name, properties, field) => {
  expect(map('company', properties).record.fields.activityTimes).toEqual(field);
});

test('a last activity is known from the properties that exist', () => {
  const without = ['hs_latest_meeting_activity', 'hs_latest_sales_email_reply_date', 'notes_last_contacted'];
  const { mapping, record } = map('deal', { notes_last_updated: '2026-11-01T00:00:00Z' }, { without });
  expect(record.fields.activityTimes).toMatchObject({ is: 'value' });
  expect(mapping.missing).not.toHaveProperty('activityTimes');
});

test('a property that the account lacks is unknown, with the reason, and is not asked for', () => {
  const name = 'hs_v2_date_entered_current_stage';
  const { mapping, record } = map('deal', {}, { without: [name] });
  const why = `HubSpot has no deals property ${name} in this account`;
  expect(record.fields.stageEnteredAt).toEqual({ is: 'unknown', why });
  expect(mapping.missing).toMatchObject({ stageEnteredAt: why });
  expect(mapping.properties).not.toContain(name);
});

test('the four states survive, with what HubSpot sent', () => {
  const { record } = map('deal', { amount: 'about 5', dealname: ' Deal ', closedate: '2026-11-21', hs_next_step: '' });
  expect(record.fields).toMatchObject({
    amount: { is: 'invalid', raw: 'about 5' },
    name: { is: 'value', value: ' Deal ', raw: ' Deal ' },
    closeDate: { is: 'value', value: { precision: 'day' } },
    nextStep: { is: 'empty' },
  });
});

test('own fields are read under the name of the agreement; the first property that exists counts', () => {
  const own = { object: 'contact', name: 'need', type: 'list' } as const;
  const ownFields = [
    { ...own, column: 'absent_need' },
    { ...own, column: 'confirmed_need' },
    { ...own, column: 'other_need' },
    { object: 'contact', name: 'budget', type: 'number', column: 'absent_budget' } as const,
  ];
  const { record, mapping } = map('contact', { confirmed_need: 'a; b', other_need: 'c' }, { ownFields });
  expect(record.fields.need).toEqual({ is: 'value', value: ['a', 'b'], raw: 'a; b' });
  expect(record.fields.budget).toEqual({
    is: 'unknown',
    why: 'HubSpot has no contacts property absent_budget in this account',
  });
  expect(mapping.missing).not.toHaveProperty('need');
});

test('a field of the agreement that is standard here takes the place of what HubSpot has', () => {
  const own = { object: 'deal', name: 'lossReason', type: 'text' } as const;
  const properties = { closed_lost_reason: 'free words', loss_category: 'Price' };
  const mapped = map('deal', properties, { ownFields: [{ ...own, column: 'loss_category' }] });
  expect(mapped.record.fields.lossReason).toMatchObject({ is: 'value', value: 'Price' });
  const absent = map('deal', properties, { ownFields: [{ ...own, column: 'absent_category' }] });
  expect(absent.record.fields.lossReason).toMatchObject({ is: 'value', value: 'free words' });
  expect(absent.mapping.missing).not.toHaveProperty('lossReason');
});

test('what HubSpot does not keep is unknown, with the reason', () => {
  const { record, mapping } = map('contact', { hs_email_hard_bounce_reason_enum: 'OTHER' });
  expect(record.fields.emailBouncedAt).toEqual({ is: 'unknown', why: 'HubSpot tells why an email bounced, not when' });
  expect(record.fields.emailBounceReason).toMatchObject({ is: 'value', value: 'OTHER' });
  expect(Object.keys(mapping.missing)).toEqual(['disqualifiedReason', 'emailBouncedAt', 'stageVisits']);
});

test('health fields are read back as values, flags sorted', () => {
  const { record } = map('contact', {
    hygiene_score: '72',
    hygiene_grade: 'C',
    hygiene_stage_health: 'at_risk',
    hygiene_flags: 'person_stale;other;person_owner_missing',
    hygiene_next_action: 'Call.',
    hygiene_scored_at: '2026-11-20T10:00:00Z',
  });
  expect(record.health).toEqual({
    score: 72,
    grade: 'C',
    stageHealth: 'at_risk',
    flags: ['other', 'person_owner_missing', 'person_stale'],
    nextAction: 'Call.',
  });
  expect(record.scoredAt).toBe('2026-11-20T10:00:00Z');
});

test('empty health fields are absent', () => {
  const { record } = map('contact', { hygiene_score: '', hygiene_flags: null, hygiene_grade: '' });
  expect(record.health).toEqual({});
  expect(record.scoredAt).toBe('');
});

test('what is written reads back the same', () => {
  const values = { score: 72, grade: 'C', stageHealth: 'healthy', flags: ['b', 'a'], nextAction: 'Call.' };
  const { record } = map('deal', toProperties('hygiene', values));
  expect(record.health).toEqual({ ...values, flags: ['a', 'b'] });
  expect(toProperties('hygiene', { score: null, flags: null, scoredAt: null })).toEqual({
    hygiene_score: '',
    hygiene_flags: '',
    hygiene_scored_at: '',
  });
  expect(toProperties('acme', { stageHealth: 'healthy' })).toEqual({ acme_stage_health: 'healthy' });
});

test.each([
  ['contact', { lastmodifieddate: '2026-11-21T01:02:03.456Z' }, '2026-11-21T01:02:03.456Z'],
  ['deal', { hs_lastmodifieddate: '2026-11-21T01:02:03.456Z' }, '2026-11-21T01:02:03.456Z'],
  ['deal', {}, '2026-11-20T10:00:00.000Z'],
] as const)('the modification time of a %s with %p', (object, properties, time) => {
  expect(map(object, properties).record.updatedAt.toISOString()).toBe(time);
});

test('the ids that were merged into a record are told, but not its own', () => {
  const { mapping } = map('contact', {});
  const row = { id: '900', properties: { hs_merged_object_ids: '512;513;900' } } as Row;
  expect(mapping.mergedInto(row)).toEqual(['512', '513']);
});

const status = (values: readonly string[], not = false) => ({ object: null, column: 'hs_lead_status', values, not });
const ours: readonly StageTests[] = [
  { stage: 'mql', tests: [{ object: 'contact', column: 'lifecyclestage', values: ['233247981'], not: false }] },
  { stage: 'working', tests: [status(['CONNECTED', 'in_progress'])] },
  { stage: 'recycled', tests: [status(['BAD_TIMING'])] },
];

test.each([
  ['a custom stage', { lifecyclestage: '233247981' }, 'mql'],
  ['the furthest of two', { lifecyclestage: '233247981', hs_lead_status: 'IN_PROGRESS' }, 'working'],
  ['what ends the way', { lifecyclestage: '233247981', hs_lead_status: 'BAD_TIMING' }, 'recycled'],
  ['no lifecycle stage', { hs_lead_status: 'CONNECTED' }, 'working'],
  ['a stage that is not mapped', { lifecyclestage: 'customer' }, 'customer'],
])('the agreement tells %s', (_, properties, value) => {
  const { record, mapping } = map('contact', properties, { lifecycle: ours });
  expect(record.fields.lifecycle).toMatchObject({ is: 'value', value });
  expect(mapping.properties).toEqual(expect.arrayContaining(['lifecyclestage', 'hs_lead_status']));
});

test('a stage that the agreement maps is told by it alone', () => {
  const { record } = map('contact', { lifecyclestage: 'marketingqualifiedlead' }, { lifecycle: ours });
  expect(record.fields.lifecycle).toMatchObject({ is: 'unknown' });
});

const dates = [
  ...['hs_v2_date_entered_lead', 'hs_v2_date_exited_lead', 'hs_v2_date_entered_233247981'],
  ...['hs_v2_date_exited_233247981', 'hs_lifecyclestage_customer_date', 'hs_v2_date_entered_current_stage'],
];

test('visits are read from the dates that the account has, under canonical names', () => {
  const properties = {
    hs_v2_date_entered_lead: '2026-01-01T08:00:00Z',
    hs_v2_date_exited_lead: '2026-01-05T08:00:00Z',
    hs_v2_date_entered_233247981: '1767600000000',
    // Of an earlier visit.
    hs_v2_date_exited_233247981: '2026-01-03T08:00:00Z',
    hs_lifecyclestage_customer_date: '2026-03-01T08:00:00Z',
  };
  const { record, mapping } = map('contact', properties, { dates, lifecycle: ours });
  expect(record.fields.stageVisits).toMatchObject({
    is: 'value',
    value: [
      { stage: 'lead', enteredAt: Date.parse('2026-01-01T08:00:00Z'), leftAt: Date.parse('2026-01-05T08:00:00Z') },
      { stage: 'mql', enteredAt: 1767600000000, leftAt: Date.parse('2026-03-01T08:00:00Z') },
      { stage: 'customer', enteredAt: Date.parse('2026-03-01T08:00:00Z'), leftAt: null },
    ],
  });
  expect(mapping.properties).not.toContain('hs_v2_date_entered_current_stage');
  expect(map('contact', {}, { dates }).record.fields.stageVisits).toEqual({ is: 'empty' });
});

test('with more dates of stages than an address can hold the visits are unknown', () => {
  const many = Array.from({ length: 120 }, (_, index) => `hs_v2_date_entered_${1_000_000 + index}`);
  const { mapping } = map('deal', {}, { dates: many });
  expect(mapping.missing.stageVisits).toMatch(/too many stages/);
  expect(mapping.properties.filter((name) => name.includes('_100'))).toEqual([]);
});

test('stages of the account that nothing gives a meaning are told', () => {
  const env = { source: 'main', ownFields: [], fieldPrefix: 'hygiene' };
  const values = ['lead', '233247981', 'other', '233247982'];
  expect(unmappedStages('contact', values, env)).toEqual(['233247981', '233247982']);
  expect(unmappedStages('contact', values, { ...env, lifecycle: ours })).toEqual(['233247982']);
});
