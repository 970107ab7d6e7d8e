import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeExamples } from '../../src/engine/judge-example.ts';
import { load } from './kit/built-in.ts';

const text = readFileSync('test/agreement/example.yaml', 'utf8');
const around = { now: Date.UTC(2026, 10, 21), judge: judgeExamples };

test('an agreement that uses the whole language loads without a problem or a warning', () => {
  const loaded = load(text, around);
  if ('problems' in loaded)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  expect(loaded.warnings).toEqual([]);
  const { agreement } = loaded;
  expect(agreement).toMatchObject({
    reviewBefore: Date.UTC(2027, 5, 1) / 86_400_000,
    requireSignatures: ['sales', 'marketing'],
    calendars: [
      { name: 'vienna', days: [1, 2, 3, 4, 5], openMinute: 510, closeMinute: 1020, holidays: { codes: ['AT-9'] } },
      { name: 'support', days: [1, 2, 7], openMinute: 360, holidays: { codes: ['US'], days: [20_811] } },
    ],
    teams: [
      {
        name: 'sales',
        members: [
          { sources: ['main_hubspot'], kind: 'team', name: 'Sales AT' },
          { sources: ['salesforce_eu'], kind: 'role', name: 'Account Executive' },
        ],
        calendar: 'vienna',
        address: 'sales@northwind.example',
      },
      { name: 'marketing', members: [{ name: 'Marketing' }], address: null },
    ],
    derived: [
      { object: 'deal', name: 'decision makers', count: 'contact' },
      { object: 'company', name: 'open deals', count: 'deal' },
    ],
    definitions: [{ name: 'ideal_customer' }, { name: 'mql' }],
    lifecycle: [
      {
        stage: 'mql',
        limit: { unit: 'business day', count: 5 },
        is: { salesforce_eu: [{ object: 'lead', column: 'Status', values: ['Marketing Qualified'] }] },
        handOffNeeds: { contact: ['need', 'jobTitle', 'country'], lead: ['need', 'jobTitle', 'country'] },
      },
      { stage: 'sql', limit: { unit: 'day', count: 21 } },
    ],
    slas: [
      {
        name: 'first_response',
        target: 0.9,
        promise: {
          startsWhen: { objects: ['contact', 'lead'], when: { is: 'enters', stage: 'mql' } },
          metBy: { kinds: ['call', 'email', 'meeting'], isOutbound: true },
          within: { unit: 'business minute', count: 60 },
        },
      },
      {
        name: 'quote',
        promise: {
          startsWhen: { when: { is: 'enters deal stage', stage: { pipeline: 'New business', stage: 'Proposal' } } },
          metBy: { kinds: ['meeting'], isOutbound: false },
        },
      },
      { name: 'hand_back', promise: { is: 'attempts', attempts: 6, overAtLeast: { unit: 'business day', count: 10 } } },
    ],
    goals: [
      { metric: 'mql_to_sql', from: { is: 'percent', value: 0.34 }, owners: ['sales', 'marketing'] },
      { metric: 'speed_to_lead', to: { is: 'duration', duration: { unit: 'minute', count: 60 } } },
      { metric: 'average_score', to: { is: 'number', value: 80 } },
    ],
    schedule: {
      sync: { is: 'every', minutes: 15 },
      score: { is: 'after each sync' },
      sweep: { is: 'at', days: [1, 2, 3, 4, 5, 6, 7], minute: 120 },
      digest: { is: 'at', days: [1], minute: 510 },
    },
    notify: [
      { when: { is: 'sla', state: 'at risk' }, who: { is: 'record owner' } },
      { when: { is: 'score drops', points: 5, within: { unit: 'day', count: 7 } }, who: { is: 'address' } },
      { when: { is: 'sla', state: 'breached' }, who: { is: 'team', team: 'sales' }, by: 'email' },
    ],
  });
  expect(agreement.pipelines['New business']).toMatchObject({
    Proposal: { needs: ['amount', 'nextStep', 'decision makers'], workingLimit: { unit: 'business day', count: 10 } },
    Negotiation: { limit: null, isLearnt: true },
  });
  expect(agreement.rules.find((rule) => rule.id === 'deal/close-date-past')).toMatchObject({
    owner: 'sales',
    fix: 'Ask the buyer for a new date',
    exceptions: [{ reason: 'They renew by themselves' }],
  });
  expect(agreement.ownRules.map(({ id, half, dimension }) => ({ id, half, dimension }))).toEqual([
    { id: 'deal/decision-maker-missing', half: 'data', dimension: 'completeness' },
    { id: 'person/title-at-customers', half: 'data', dimension: 'completeness' },
  ]);
  expect(Object.keys(agreement.ownRules[1]!.checks)).toEqual(['contact', 'lead']);
  expect(JSON.parse(JSON.stringify(agreement))).toEqual(agreement);
});

/** Any change of a good agreement gives an agreement or problems whose places lie within the text. */
function judge(changed: string): void {
  const loaded = load(changed, around);
  if ('agreement' in loaded) return;
  expect(loaded.problems.length).toBeGreaterThan(0);
  const lines = changed.split('\n');
  for (const { line, column, endLine, message } of loaded.problems) {
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(endLine).toBeGreaterThanOrEqual(line);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
    expect(message).not.toBe('');
  }
}

const words = [...new Set(text.match(/[\w/]+|[^\w\s]/g))];
const odd = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom('constructor', '__proto__', 'toString', '0001-01-01', '9999-12-31', '99999 years', '1e999', '""'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

test('a mutated agreement gives an agreement or problems', () => {
  const edit = fc.record({ at: fc.nat(text.length), length: fc.nat(30), put: odd });
  const property = fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
    let changed = text;
    for (const { at, length, put } of edits) changed = changed.slice(0, at) + put + changed.slice(at + length);
    judge(changed);
  });
  fc.assert(property, { numRuns: 150 });
});

test('any word for another gives an agreement or problems', () => {
  const places = [...text.matchAll(/[\w/]+/g)].map((match) => [match.index, match[0].length] as const);
  const property = fc.property(fc.constantFrom(...places), odd, ([at, length], put) =>
    judge(text.slice(0, at) + put + text.slice(at + length)),
  );
  fc.assert(property, { numRuns: 250 });
});

test('dates at the ends of time, names of JavaScript and deep circles are read', () => {
  for (const [from, to] of [
    ['2027-06-01', '0001-01-01'],
    ['2027-06-01', '9999-12-31'],
    ['2027-06-30', '9999-12-31'],
    ['2026-12-24', '0001-01-01'],
    ['main_hubspot', 'constructor'],
    ['salesforce_eu', '__proto__'],
    ['first_response', 'constructor'],
    ['competitors', 'toString'],
    ['ideal_customer', '__proto__'],
    ['90 days', '999999 years'],
    ['in the last 90 days', 'is older than 80000 years'],
  ] as const)
    judge(text.replaceAll(from, to));
  const chain = Array.from(
    { length: 2000 },
    (_, n) => `  d${n}: {means: x, applies_to: company, when: company meets d${(n + 1) % 2000}}`,
  );
  judge(text.replace('definitions:', `definitions:\n${chain.join('\n')}`));
});
