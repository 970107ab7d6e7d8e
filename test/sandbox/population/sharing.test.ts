import { describe, expect, test } from '@jest/globals';
import { createPopulation as createHubSpot } from '../../../src/sandbox/hubspot/population/index.ts';
import { createPopulation as createSalesforce } from '../../../src/sandbox/salesforce/population/index.ts';
import { listShared } from '../../../src/sandbox/shared-records.ts';
import { createJudge as createSalesforceJudge } from '../salesforce/population/judge.ts';
import { createJudge as createHubSpotJudge } from './judge.ts';
import { matchRecords, readHubSpot, readSalesforce } from './sharing-judge.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 34, 56, 789);
const timeZone = 'Europe/Berlin';

const CASES = [
  { seed: 1, hubspot: [5000, 1200, 2000], salesforce: [3000, 2000, 800, 1500] },
  { seed: 2, hubspot: [1000, 300, 500], salesforce: [600, 400, 160, 300] },
  { seed: 20_260, hubspot: [600, 150, 260], salesforce: [301, 202, 83, 151] },
] as const;

function build({ seed, hubspot: h, salesforce: s }: (typeof CASES)[number]) {
  const sizes = { contacts: h[0], companies: h[1], deals: h[2] };
  const others = { leads: s[0], contacts: s[1], accounts: s[2], opportunities: s[3] };
  const own = { Lead: s[0], Contact: s[1], Account: s[2], Opportunity: s[3] };
  const hubspot = createHubSpot({ seed, sizes, now: NOW, timeZone, salesforce: others });
  const salesforce = createSalesforce({ seed, sizes: own, now: NOW, timeZone, hubspot: sizes });
  return { hubspot, salesforce, shared: [...listShared(seed, hubspot.sharing)], sizes, others };
}

describe.each(CASES)('seed $seed, $hubspot and $salesforce', (one) => {
  const { seed } = one;
  const { hubspot, salesforce, shared, others } = build(one);
  const matches = matchRecords(readHubSpot(hubspot), readSalesforce(salesforce));
  const text = (a: { object: string; id: string }, b: { object: string; id: string }) =>
    `${a.object} ${a.id} = ${b.object} ${b.id}`;

  test('both sides list the same pairs, each record once', () => {
    expect([...listShared(seed, salesforce.sharing)]).toEqual(shared);
    for (const side of ['hubspot', 'salesforce'] as const)
      expect(new Set(shared.map((pair) => `${pair[side].object} ${pair[side].id}`)).size).toBe(shared.length);
  });

  test('exactly a third of the leads, contacts, accounts and opportunities is shared', () => {
    const count = (family: string, object: string) =>
      shared.filter((pair) => pair.family === family && pair.salesforce.object === object).length;
    expect([
      count('person', 'lead'),
      count('person', 'contact'),
      count('company', 'company'),
      count('deal', 'deal'),
    ]).toEqual(
      [others.leads, others.contacts, others.accounts, others.opportunities].map((size) => Math.round(size / 3)),
    );
  });

  test('a reader of the values puts together exactly these pairs: nothing else meets by address or domain', () => {
    const found = matches.map((match) => text(match.hubspot, match.salesforce)).sort();
    expect(found).toEqual(shared.map((pair) => text(pair.hubspot, pair.salesforce)).sort());
  });

  test('no address and no domain of what is not shared stands in both CRMs, faulty ones included', () => {
    const keysOf = (records: readonly { family: string; key: string | null }[]) =>
      new Set(records.filter(({ key }) => key !== null).map(({ family, key }) => `${family} ${key}`));
    const [left, right] = [keysOf(readHubSpot(hubspot)), keysOf(readSalesforce(salesforce))];
    const met = [...left].filter((key) => right.has(key)).sort();
    const agreed = matches
      .filter(({ differ, hubspot: { key } }) => key !== null && !differ.includes('email') && !differ.includes('domain'))
      .map(({ hubspot: { family, key } }) => `${family} ${key}`);
    expect(met).toEqual([...agreed].sort());
  });

  test('the share that carries the id is two thirds, and all deals', () => {
    for (const family of ['person', 'company', 'deal'] as const) {
      const of = shared.filter((pair) => pair.family === family);
      const share = of.filter(({ by }) => by === 'id').length / of.length;
      expect(share).toBeCloseTo(family === 'deal' ? 1 : 2 / 3, 1);
    }
    const byId = matches.filter(({ by }) => by === 'id').map((match) => text(match.hubspot, match.salesforce));
    const told = shared.filter(({ by }) => by === 'id').map((pair) => text(pair.hubspot, pair.salesforce));
    expect(byId.sort()).toEqual(told.sort());
  });

  test('a reader of the values finds exactly the planted disagreements, on both sides', () => {
    const found = matches.flatMap(({ hubspot: a, salesforce: b, differ }) =>
      differ.flatMap((field) => [a, b].map(({ family, object, id }) => `${object} ${id} ${family}/crm-drift ${field}`)),
    );
    const planted = [
      ...(['contacts', 'companies', 'deals'] as const).flatMap((object) =>
        Array.from({ length: hubspot.sizes[object] }, (_, index) => index).flatMap((index) =>
          hubspot
            .faults(object, index)
            .filter(({ rule }) => rule.endsWith('/crm-drift'))
            .map(({ rule, field }) => `${singular[object]} ${hubspot.idOf(object, index)} ${rule} ${field}`),
        ),
      ),
      ...(['Lead', 'Contact', 'Account', 'Opportunity'] as const).flatMap((object) =>
        Array.from({ length: salesforce.sizes[object] }, (_, index) => index).flatMap((index) =>
          salesforce
            .faults(object, index)
            .filter(({ rule }) => rule.endsWith('/crm-drift'))
            .map(({ rule, field }) => `${singular[object]} ${salesforce.idOf(object, index)} ${rule} ${field}`),
        ),
      ),
    ];
    expect(found.sort()).toEqual(planted.sort());
    const drifting = matches.filter(({ differ }) => differ.length > 0);
    expect(drifting.every(({ differ }) => differ.length === 1)).toBe(true);
    expect(drifting.length / matches.length).toBeGreaterThan(0.06);
    expect(drifting.length / matches.length).toBeLessThan(0.11);
    expect(shared.filter(({ drift }) => drift !== null).length).toBe(drifting.length);
  });

  test('every other planted fault is still what a reader of one CRM finds', () => {
    const judges = {
      hubspot: createHubSpotJudge(hubspot, timeZone),
      salesforce: createSalesforceJudge(salesforce, timeZone),
    };
    const wrong: unknown[] = [];
    for (const days of [0, 8, 45, 400]) {
      const at = NOW + days * 86_400_000;
      const plain = (faults: readonly { rule: string; isFoundAt(at: number): boolean }[]) =>
        faults
          .filter(({ rule, isFoundAt }) => !rule.endsWith('/crm-drift') && isFoundAt(at))
          .map(({ rule }) => rule)
          .sort();
      for (const object of ['contacts', 'companies', 'deals'] as const)
        for (let index = 0; index < hubspot.sizes[object]; index += 1) {
          const planted = plain(hubspot.faults(object, index));
          const found = judges.hubspot.failing(object, index, at);
          if (planted.join() !== found.join()) wrong.push({ object, index, days, planted, found });
        }
      for (const object of ['Lead', 'Contact', 'Account', 'Opportunity'] as const)
        for (let index = 0; index < salesforce.sizes[object]; index += 1) {
          const planted = plain(salesforce.faults(object, index));
          const found = judges.salesforce.failing(object, index, at);
          if (planted.join() !== found.join()) wrong.push({ object, index, days, planted, found });
        }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

const singular = {
  contacts: 'contact',
  companies: 'company',
  deals: 'deal',
  Lead: 'lead',
  Contact: 'contact',
  Account: 'company',
  Opportunity: 'deal',
} as const;

test('many shared contacts work for a shared company, and many shared deals are made with one', () => {
  const { hubspot, salesforce, shared } = build(CASES[0]);
  const pairs = new Set(shared.map(({ hubspot: a, salesforce: b }) => `${a.id} ${b.id}`));
  const isBothShared = (company: number | undefined, account: number | undefined) =>
    company !== undefined &&
    account !== undefined &&
    pairs.has(`${hubspot.idOf('companies', company)} ${salesforce.idOf('Account', account)}`);
  const { people, deals } = hubspot.sharing as NonNullable<typeof hubspot.sharing>;
  const contacts = people.filter(({ object }) => object === 'contact');
  const together = contacts.filter((pair) =>
    isBothShared(
      hubspot.associated('contacts', pair.hubspot, 'companies')[0],
      salesforce.related('Contact', pair.salesforce, 'Account')[0],
    ),
  );
  expect(together.length / contacts.length).toBeGreaterThan(0.4);
  const made = deals.filter((pair) =>
    isBothShared(
      hubspot.associated('deals', pair.hubspot, 'companies')[0],
      salesforce.related('Opportunity', pair.salesforce, 'Account')[0],
    ),
  );
  expect(made.length / deals.length).toBeGreaterThan(0.3);
});

test('a sandbox that stands alone shares nothing, and has none of the integration', () => {
  const sizes = { contacts: 200, companies: 60, deals: 80 };
  const population = createHubSpot({ seed: 1, sizes, now: NOW, timeZone });
  expect(population.sharing).toBeNull();
  expect([...listShared(1, population.sharing)]).toEqual([]);
  const names = Array.from({ length: sizes.contacts }, (_, index) =>
    Object.keys(population.properties('contacts', index)),
  );
  expect(names.flat().filter((name) => name.startsWith('salesforce'))).toEqual([]);
});
