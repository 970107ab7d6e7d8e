import { expect, test } from '@jest/globals';
import { createPopulation } from '../../../../src/sandbox/salesforce/population/index.ts';
import type { ObjectName, Population, Sizes } from '../../../../src/sandbox/salesforce/population/population.ts';
import { createJudge } from './judge.ts';

const DAY_MS = 86_400_000;
const OBJECTS: readonly ObjectName[] = ['Lead', 'Contact', 'Account', 'Opportunity'];
const SIZES: Sizes = { Lead: 600, Contact: 400, Account: 160, Opportunity: 300 };

/** Starts that lie on an ordinary day, in the night of a clock change, and beside a leap day. */
const STARTS = [
  { seed: 1, now: Date.UTC(2026, 10, 21, 12, 34, 56, 789) },
  { seed: 20_260, now: Date.UTC(2026, 2, 8, 10, 30) },
  { seed: 4_000_000_007, now: Date.UTC(2028, 1, 29, 23, 59, 59, 999) },
];
const ZONES = ['America/Los_Angeles', 'Australia/Lord_Howe'];
const DAYS_LATER = [-30, -3, 0, 0.4, 1, 8, 45, 90.6, 400];

const PERSON = 'unreachable email-missing email-placeholder email-invalid email-role email-free-mail name-placeholder';
const named = (family: string, rules: string) => rules.split(' ').map((rule) => `${family}/${rule}`);

const MORE_PERSON =
  'email-domain-typo email-disposable email-bounced phone-placeholder country-invalid name-format country-phone-mismatch source-missing';

/** Rules of matters of taste: found now and then in any CRM, and off as a rule. */
const STRICT =
  /^person\/(name-format|country-phone-mismatch|source-missing)|^company\/stale|^deal\/(name-pattern|single-|stage-skipped|close-date-too)/;

/** The rules that the population plants. */
const RULES: Readonly<Record<ObjectName, readonly string[]>> = {
  Lead: [
    ...named('person', `${PERSON} phone-invalid owner-inactive company-missing stale ${MORE_PERSON}`),
    'lead/unassigned',
    'person/title-missing',
    'person/country-missing',
  ],
  Contact: named('person', `${PERSON} phone-invalid owner-inactive company-missing stale ${MORE_PERSON}`),
  Account: named(
    'company',
    'domain-missing industry-missing contacts-missing name-placeholder domain-invalid country-invalid size-missing owner-inactive stale',
  ),
  Opportunity: named(
    'deal',
    'amount-missing close-date-past stage-aging inactive next-step-missing contact-missing company-missing owner-inactive ' +
      'commit-without-activity close-date-pushed name-pattern single-threaded stage-skipped close-date-too-near',
  ),
};

function plantedAt(population: Population, object: ObjectName, index: number, at: number): string[] {
  return population
    .faults(object, index)
    .filter((fault) => fault.isFoundAt(at))
    .map((fault) => fault.rule)
    .sort();
}

/** How often each rule is to be found on an object, and on how many records any is. */
function count(
  population: Population,
  object: ObjectName,
  at: number,
): { counts: Map<string, number>; faulty: number } {
  const counts = new Map<string, number>(RULES[object].map((rule) => [rule, 0]));
  let faulty = 0;
  for (let index = 0; index < population.sizes[object]; index += 1) {
    const planted = plantedAt(population, object, index, at);
    if (planted.some((rule) => !STRICT.test(rule))) faulty += 1;
    for (const rule of planted) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return { counts, faulty };
}

const CASES = ZONES.flatMap((timeZone) => STARTS.map((start) => ({ timeZone, ...start })));

test.each(CASES)(
  'a reader of fields and rows finds exactly the planted faults: seed $seed in $timeZone',
  ({ timeZone, seed, now }) => {
    const population = createPopulation({ seed, sizes: SIZES, now, timeZone });
    const judge = createJudge(population, timeZone);
    const differences: unknown[] = [];
    let compared = 0;
    for (const object of OBJECTS) {
      for (let index = 0; index < SIZES[object]; index += 1) {
        for (const days of DAYS_LATER) {
          const at = now + days * DAY_MS;
          const planted = plantedAt(population, object, index, at);
          const found = judge.failing(object, index, at);
          compared += 1;
          if (planted.join() === found.join()) continue;
          differences.push({ object, index, days, planted, found, shown: population.fields(object, index) });
        }
      }
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect(compared).toBe((600 + 400 + 160 + 300) * DAYS_LATER.length);
  },
);

test('the last millisecond of a local day and the first of the next are judged by their own days', () => {
  const timeZone = 'America/Los_Angeles';
  const midnight = Date.UTC(2026, 10, 22, 8);
  const population = createPopulation({ seed: 3, sizes: SIZES, now: Date.UTC(2026, 10, 21, 12), timeZone });
  const judge = createJudge(population, timeZone);
  let changes = 0;
  for (const object of OBJECTS) {
    for (let index = 0; index < SIZES[object]; index += 1) {
      const before = plantedAt(population, object, index, midnight - 1);
      const after = plantedAt(population, object, index, midnight);
      expect(before).toEqual(judge.failing(object, index, midnight - 1));
      expect(after).toEqual(judge.failing(object, index, midnight));
      if (before.join() !== after.join()) changes += 1;
    }
  }
  expect(changes).toBeGreaterThan(5);
});

test('a lead may wait in a queue for 24 hours to the millisecond, whatever the day', () => {
  const now = Date.UTC(2026, 10, 1, 11);
  const population = createPopulation({ seed: 4, sizes: SIZES, now, timeZone: 'America/Los_Angeles' });
  const queues = new Set(population.owners.filter(({ kind }) => kind === 'Queue').map(({ id }) => id));
  let waiting = 0;
  let newToday = 0;
  for (let index = 0; index < SIZES.Lead; index += 1) {
    const { OwnerId, Status } = population.fields('Lead', index);
    const end = population.createdAt('Lead', index) + DAY_MS;
    const found = [end, end + 1].map((at) => plantedAt(population, 'Lead', index, at).includes('lead/unassigned'));
    const mayNotWait =
      queues.has(String(OwnerId)) && ['Open - Not Contacted', 'Working - Contacted'].includes(String(Status));
    expect(found).toEqual([false, mayNotWait]);
    if (mayNotWait) waiting += 1;
    if (mayNotWait && end > now) newToday += 1;
  }
  expect(waiting).toBeGreaterThan(20);
  expect(newToday).toBeGreaterThan(3);
});

test.each(STARTS)('each rule is planted in at least 0.5 % of its objects: seed $seed', ({ seed, now }) => {
  const population = createPopulation({ seed, sizes: SIZES, now, timeZone: 'Europe/Berlin' });
  for (const object of OBJECTS) {
    const { counts, faulty } = count(population, object, now);
    for (const [rule, number] of counts)
      expect({ rule, isShown: number >= SIZES[object] * 0.005 }).toEqual({ rule, isShown: true });
    expect(faulty / SIZES[object]).toBeGreaterThan(0.25);
    expect(faulty / SIZES[object]).toBeLessThan(0.45);
  }
});

test.each(STARTS)('some dozens of records already show every rule: seed $seed', ({ seed, now }) => {
  const sizes = { Lead: 100, Contact: 120, Account: 40, Opportunity: 60 };
  const population = createPopulation({ seed, sizes, now, timeZone: 'UTC' });
  for (const object of OBJECTS) {
    const { counts } = count(population, object, now);
    expect([...counts].filter(([, number]) => number === 0)).toEqual([]);
  }
});

test('no rule is named twice on one record, and none on a converted lead or a closed opportunity', () => {
  const population = createPopulation({ seed: 8, sizes: SIZES, now: STARTS[0]?.now as number, timeZone: 'UTC' });
  for (const object of OBJECTS) {
    for (let index = 0; index < SIZES[object]; index += 1) {
      const rules = population.faults(object, index).map((fault) => fault.rule);
      expect(new Set(rules).size).toBe(rules.length);
      const { IsConverted, IsClosed } = population.fields(object, index);
      if (IsConverted === true || IsClosed === true) expect(rules).toEqual([]);
    }
  }
});
