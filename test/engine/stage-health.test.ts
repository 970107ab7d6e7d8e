import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rules } from '../../rules/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { agreementOf } from './kit/agreement.ts';

const agreement = agreementOf(`
calendars:
  office: {days: Mon-Fri, open: "09:00", close: "17:30", holidays: [2026-04-06]}
teams:
  sales: {members: [hubspot team Sales], calendar: office}
  marketing: {members: [hubspot team Marketing]}
definitions:
  mql:
    means: A director who showed interest lately
    applies_to: [contact, lead]
    when:
      - seniority is one of director, vp
      - last form submission is in the last 90 days
    unless: [email domain is rival.example]
lifecycle:
  mql:
    owner: marketing
    no_longer_than: 5 business days
    hand_off_needs: [job title, country]
  sql: {owner: sales}
slas:
  first_response:
    promise: Sales contacts every MQL within one business hour
    starts_when: contact or lead enters mql
    met_by: first outbound call, email or meeting
    within: 1 business hour
    owner: sales
  hand_back:
    promise: After three tries without an answer, marketing gets the lead back
    attempts: 3
    over_at_least: 10 business days
    owner: sales
rules:
  person/first-response-late: high
  person/stage-aging: medium
  person/accepted-idle: high
  person/recycle-due: medium
  person/definition-unmet: medium
  person/definition-undecided: low
  person/hand-off-incomplete: medium
  person/nobody-waits:
    {says: Nobody waits, applies_to: contact, when: lifecycle is mql, check: [first_response is not breached], fix: Call, severity: info, half: stage, dimension: stage}
`);

const came = '2026-04-03T15:00:00.000Z';
const mql = {
  email: 'ann@acme.example',
  lifecycle: 'mql',
  lifecycleStage: 'marketingqualifiedlead',
  seniority: 'director',
  jobTitle: 'Director',
  country: 'Germany',
  lastFormAt: '2026-04-03T14:00:00Z',
  createdAt: '2026-01-05T10:00:00Z',
  activityTimes: null,
  outboundTimes: null,
  inboundTimes: null,
  attempts: '0',
  stageVisits: `mql ${came}..`,
};

function judge(properties: Readonly<Record<string, unknown>>, now: string | number) {
  return createEngine(agreement, rules, new Date(now)).evaluate('contact', { ...mql, ...properties })!;
}

function said(properties: Readonly<Record<string, unknown>>, now: string | number): readonly string[] {
  return judge(properties, now).judgements.flatMap(({ rule, verdict }) =>
    verdict.is === 'fail' || verdict.is === 'partial' ? [`${rule} ${verdict.is}`] : [],
  );
}

// The clock starts on Good Friday (a working day here) at 17:00 in Berlin, half an hour before closing; Monday is free.
test.each([
  ['as it comes', {}, '2026-04-03T15:05:00Z', []],
  ['over the week-end', {}, '2026-04-06T12:00:00Z', []],
  ['three quarters', {}, '2026-04-07T07:15:00Z', ['person/first-response-late partial']],
  ['the last moment', {}, '2026-04-07T07:30:00Z', ['person/first-response-late partial']],
  ['over', {}, '2026-04-07T07:30:00.001Z', ['person/first-response-late fail', 'person/nobody-waits fail']],
  ['called late', { outboundTimes: '2026-04-07T08:00:00Z' }, '2026-04-07T09:00:00Z', ['person/nobody-waits fail']],
  ['called in time', { outboundTimes: '2026-04-07T07:10:00Z' }, '2026-04-07T09:00:00Z', []],
  ['an import', { stageVisits: `mql ~${came}..` }, '2026-04-07T09:00:00Z', []],
  ['at a rival', { email: 'ann@rival.example' }, '2026-04-03T15:05:00Z', ['person/definition-unmet fail']],
  ['no director', { seniority: 'entry' }, '2026-04-03T15:05:00Z', ['person/definition-unmet fail']],
  ['seniority empty', { seniority: null }, '2026-04-03T15:05:00Z', ['person/definition-undecided fail']],
  [
    'neither a director nor known',
    { seniority: null, lastFormAt: '2025-01-01' },
    '2026-04-03T15:05:00Z',
    ['person/definition-unmet fail'],
  ],
  ['no country', { country: null }, '2026-04-03T15:05:00Z', ['person/hand-off-incomplete fail']],
  [
    'touched, and then too long',
    { outboundTimes: '2026-04-03T15:10:00Z', attempts: '1' },
    '2026-04-13T22:00:00Z',
    ['person/stage-aging fail'],
  ],
  [
    'three tries',
    { lifecycle: 'working', outboundTimes: '2026-04-03T15:10:00Z', attempts: '3' },
    '2026-04-20T22:00:00Z',
    ['person/recycle-due fail'],
  ],
  [
    'accepted, and left alone',
    {
      lifecycle: 'sql',
      outboundTimes: '2026-04-03T15:10:00Z',
      stageVisits: `mql ${came}..2026-04-07T08:00:00Z;sql 2026-04-07T08:00:00Z..`,
    },
    '2026-04-14T22:00:00Z',
    ['person/accepted-idle fail'],
  ],
])('%s', (_, properties, now, expected) => {
  expect([...said(properties, now)].sort()).toEqual(expected);
});

test('the reasons name what is lacking, and the promise that is broken', () => {
  const messages = (properties: object, now: string) =>
    judge(properties as never, now).findings.map(({ message }) => message);
  expect(messages({ seniority: null }, '2026-04-03T15:05:00Z')).toEqual([
    'Seniority is empty, so nobody can say whether the person is what "mql" means.',
  ]);
  expect(messages({}, '2026-04-07T10:00:00Z')).toContain(
    'Nobody has been in touch since 2026-04-03, though "first_response" allows 60 business minutes.',
  );
});

const stamp = fc
  .integer({ min: Date.parse('2026-03-20'), max: Date.parse('2026-05-10') })
  .map((ms) => new Date(ms).toISOString());
const touches = fc.array(stamp, { maxLength: 4 }).map((all) => (all.length === 0 ? null : all.join(';')));
const life = fc.record({
  lifecycle: fc.constantFrom('mql', 'working', 'sql', 'recycled'),
  seniority: fc.constantFrom('director', 'entry', null),
  lastFormAt: fc.option(stamp),
  outboundTimes: touches,
  inboundTimes: touches,
  activityTimes: touches,
  attempts: fc.constantFrom('0', '3', null),
  entered: stamp,
  isImported: fc.boolean(),
});

test('judged only when a record says that it wakes, every day ends with what a full judging says', () => {
  fc.assert(
    fc.property(life, ({ entered, isImported, ...values }) => {
      const properties = { ...values, stageVisits: `${values.lifecycle} ${isImported ? '~' : ''}${entered}..` };
      const gist = (now: number): string => JSON.stringify(said(properties, now));
      let now = Date.parse('2026-04-01T00:00:00Z');
      let { wakeAt } = judge(properties, now);
      let present = gist(now);
      for (; now < Date.parse('2026-05-20'); now += 5 * 3_600_000 + 7) {
        while (wakeAt !== null && wakeAt <= now) {
          present = gist(wakeAt);
          wakeAt = judge(properties, wakeAt).wakeAt;
        }
        expect([new Date(now).toISOString(), gist(now)]).toEqual([new Date(now).toISOString(), present]);
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);
