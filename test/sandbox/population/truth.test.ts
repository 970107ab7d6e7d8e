import { expect, test } from '@jest/globals';
import { createPopulation } from '../../../src/sandbox/hubspot/population/index.ts';
import type { ObjectName, Population } from '../../../src/sandbox/hubspot/population/population.ts';
import { createJudge } from './judge.ts';

const DAY_MS = 86_400_000;
const OBJECTS: readonly ObjectName[] = ['contacts', 'companies', 'deals'];
const SIZES = { contacts: 1000, companies: 240, deals: 400 };

/** Starts that lie on an ordinary day, in the night of a clock change, and beside a leap day. */
const STARTS = [
  { seed: 1, now: Date.UTC(2026, 10, 21, 12, 34, 56, 789) },
  { seed: 20_260, now: Date.UTC(2026, 2, 8, 10, 30) },
  { seed: 4_000_000_007, now: Date.UTC(2028, 1, 29, 23, 59, 59, 999) },
];
const ZONES = ['UTC', 'America/Los_Angeles', 'Australia/Lord_Howe'];
const DAYS_LATER = [-30, -3, 0, 1, 8, 45, 90.6, 400];

/** Rules of matters of taste: found now and then in any CRM, and off as a rule. */
const STRICT =
  /^person\/(name-format|country-phone-mismatch|source-missing|nurture-|customer-without|open-deal)|^company\/stale|^deal\/(name-pattern|single-|stage-skipped|close-date-too)/;

/** The rules that the population plants: those that need no further terms of an agreement. */
const RULES: Readonly<Record<ObjectName, readonly string[]>> = {
  contacts:
    `unreachable email-missing email-placeholder email-invalid email-role email-free-mail name-missing name-placeholder phone-invalid
    owner-missing owner-inactive company-missing lifecycle-missing stale email-domain-typo email-disposable email-bounced
    phone-placeholder title-missing country-missing country-invalid won-deal-not-customer
    name-format country-phone-mismatch source-missing nurture-without-next-step`
      .split(/\s+/)
      .map((rule) => `person/${rule}`),
  companies:
    `domain-missing industry-missing owner-missing contacts-missing name-placeholder domain-invalid country-invalid
    size-missing owner-inactive stale`
      .split(/\s+/)
      .map((rule) => `company/${rule}`),
  deals:
    `amount-missing close-date-missing close-date-past stage-aging inactive next-step-missing contact-missing company-missing
    owner-missing owner-inactive commit-without-activity lost-without-reason name-pattern single-threaded stage-skipped
    close-date-too-near`
      .split(/\s+/)
      .map((rule) => `deal/${rule}`),
};

function plantedAt(population: Population, object: ObjectName, index: number, at: number): string[] {
  return population
    .faults(object, index)
    .filter((fault) => fault.isFoundAt(at))
    .map((fault) => fault.rule)
    .sort();
}

const CASES = ZONES.flatMap((timeZone) => STARTS.map((start) => ({ timeZone, ...start })));

test.each(CASES)(
  'a reader of the values finds exactly the planted faults: seed $seed in $timeZone',
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
          differences.push({ object, index, days, planted, found, shown: population.properties(object, index) });
        }
      }
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect(compared).toBe((1000 + 240 + 400) * DAYS_LATER.length);
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

test.each(STARTS)('each rule is planted in at least 0.5 % of its objects: seed $seed', ({ seed, now }) => {
  const population = createPopulation({ seed, sizes: SIZES, now, timeZone: 'Europe/Berlin' });
  for (const object of OBJECTS) {
    const counts = new Map<string, number>(RULES[object].map((rule) => [rule, 0]));
    let faulty = 0;
    for (let index = 0; index < SIZES[object]; index += 1) {
      const planted = plantedAt(population, object, index, now);
      if (planted.some((rule) => !STRICT.test(rule))) faulty += 1;
      for (const rule of planted) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
    expect(RULES[object].filter((rule) => !counts.get(rule))).toEqual([]);
    for (const [rule, count] of counts)
      expect({ rule, isShown: count >= SIZES[object] * 0.005 }).toEqual({ rule, isShown: true });
    expect(faulty / SIZES[object]).toBeGreaterThan(0.25);
    expect(faulty / SIZES[object]).toBeLessThan(0.45);
  }
});

test.each(STARTS)('300 records already show every rule: seed $seed', ({ seed, now }) => {
  const sizes = { contacts: 200, companies: 40, deals: 60 };
  const population = createPopulation({ seed, sizes, now, timeZone: 'UTC' });
  for (const object of OBJECTS) {
    const shown = new Set<string>();
    for (let index = 0; index < sizes[object]; index += 1) {
      for (const rule of plantedAt(population, object, index, now)) shown.add(rule);
    }
    expect(RULES[object].filter((rule) => !shown.has(rule))).toEqual([]);
  }
});

test('no rule is named twice on one record', () => {
  const population = createPopulation({ seed: 8, sizes: SIZES, now: STARTS[0]?.now as number, timeZone: 'UTC' });
  for (const object of OBJECTS) {
    for (let index = 0; index < SIZES[object]; index += 1) {
      const rules = population.faults(object, index).map((fault) => fault.rule);
      expect(new Set(rules).size).toBe(rules.length);
    }
  }
});
