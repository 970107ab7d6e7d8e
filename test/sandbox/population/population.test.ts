import { expect, test } from '@jest/globals';
import { parse } from 'tldts';
import { createFirm } from '../../../src/sandbox/core/population/firms.ts';
import { NAME_BOOKS } from '../../../src/sandbox/core/population/names.ts';
import { createPopulation } from '../../../src/sandbox/hubspot/population/index.ts';
import type { ObjectName, Population, Sizes } from '../../../src/sandbox/hubspot/population/population.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 34, 56, 789);
const OBJECTS: readonly ObjectName[] = ['contacts', 'companies', 'deals'];
const SIZES = { contacts: 1000, companies: 240, deals: 400 };

function create(sizes: Sizes = SIZES, seed = 5, timeZone = 'Europe/Berlin'): Population {
  return createPopulation({ seed, sizes, now: NOW, timeZone });
}

function everything(population: Population, object: ObjectName, index: number): unknown {
  return {
    id: population.idOf(object, index),
    properties: population.properties(object, index),
    created: population.createdAt(object, index),
    modified: population.modifiedAt(object, index),
    associated: OBJECTS.map((to) => population.associated(object, index, to)),
    rules: population.faults(object, index).map((fault) => fault.rule),
  };
}

test('the same options give the same records, in whatever order they are asked for', () => {
  const one = create();
  const other = create();
  for (const object of OBJECTS) {
    const forwards = Array.from({ length: SIZES[object] }, (_, index) => everything(one, object, index));
    const backwards = Array.from({ length: SIZES[object] }, (_, index) =>
      everything(other, object, SIZES[object] - 1 - index),
    );
    expect(backwards.reverse()).toEqual(forwards);
  }
});

test('another seed gives other records', () => {
  const one = create(SIZES, 5);
  const other = create(SIZES, 6);
  const same = OBJECTS.flatMap((object) =>
    Array.from({ length: SIZES[object] }, (_, index) => [object, index] as const).filter(
      ([kind, index]) =>
        JSON.stringify(everything(one, kind, index)) === JSON.stringify(everything(other, kind, index)),
    ),
  );
  expect(same).toEqual([]);
});

test('ids rise, lead back to their index, and no other id is known', () => {
  const population = create();
  for (const object of OBJECTS) {
    let known = 0;
    let before = 0;
    for (let index = 0; index < SIZES[object]; index += 1) {
      const id = population.idOf(object, index);
      expect(Number(id)).toBeGreaterThan(before);
      expect(population.indexOf(object, id)).toBe(index);
      before = Number(id);
    }
    for (
      let number = Number(population.idOf(object, 0)) - 60;
      number < Number(population.idOf(object, 3)) + 60;
      number += 1
    ) {
      if (population.indexOf(object, String(number)) !== null) known += 1;
    }
    expect(known).toBe(4);
    const last = population.idOf(object, SIZES[object] - 1);
    const wrong = ['', ' ', '0', '-1', 'x', 'NaN', '1e3', `0${last}`, `${last}.0`, `+${last}`, ` ${last}`, `${last}0`];
    for (const id of wrong) expect(population.indexOf(object, id)).toBeNull();
    expect(population.indexOf(object, create({ ...SIZES, [object]: 2000 }).idOf(object, SIZES[object]))).toBeNull();
  }
});

const SIZES_TO_LINK: readonly Sizes[] = [
  SIZES,
  { contacts: 3000, companies: 41, deals: 977 },
  { contacts: 60, companies: 300, deals: 200 },
  { contacts: 7, companies: 3, deals: 25 },
  { contacts: 1, companies: 1, deals: 1 },
  { contacts: 25, companies: 0, deals: 9 },
  { contacts: 0, companies: 12, deals: 9 },
  { contacts: 40, companies: 20, deals: 0 },
  { contacts: 0, companies: 0, deals: 0 },
];

test.each(SIZES_TO_LINK)(
  'both ends of an association know it: $contacts contacts, $companies companies, $deals deals',
  (sizes) => {
    const population = create(sizes);
    const pairs = (from: ObjectName, to: ObjectName) => {
      const found: string[] = [];
      for (let index = 0; index < sizes[from]; index += 1) {
        const others = population.associated(from, index, to);
        expect(new Set(others).size).toBe(others.length);
        for (const other of others) {
          expect(other >= 0 && other < sizes[to]).toBe(true);
          found.push(from < to ? `${index} ${other}` : `${other} ${index}`);
        }
      }
      return found.sort();
    };
    expect(pairs('contacts', 'companies')).toEqual(pairs('companies', 'contacts'));
    expect(pairs('contacts', 'deals')).toEqual(pairs('deals', 'contacts'));
    expect(pairs('companies', 'deals')).toEqual(pairs('deals', 'companies'));
  },
);

test('numbers of associations are those of an account in use', () => {
  const population = create();
  const counts = (from: ObjectName, to: ObjectName) =>
    Array.from({ length: SIZES[from] }, (_, index) => population.associated(from, index, to).length);
  const shares = (numbers: readonly number[], wanted: number) =>
    numbers.filter((each) => each === wanted).length / numbers.length;
  const employers = counts('contacts', 'companies');
  expect(Math.max(...employers)).toBe(2);
  expect(shares(employers, 0)).toBeCloseTo(0.05, 5);
  expect(shares(counts('companies', 'contacts'), 0)).toBeCloseTo(0.05, 5);
  const buyers = counts('deals', 'contacts');
  expect(Math.max(...buyers)).toBe(3);
  for (const number of [0, 1, 2, 3]) expect(shares(buyers, number)).toBeGreaterThan(0.03);
  expect(Math.max(...counts('deals', 'companies'))).toBe(1);
});

test('a record is created before it is modified, and modified no later than one with a higher index', () => {
  for (const sizes of [SIZES, { contacts: 13, companies: 5, deals: 2 }, { contacts: 70_000, companies: 4, deals: 4 }]) {
    const population = create(sizes, 9, 'America/Los_Angeles');
    for (const object of OBJECTS) {
      let before = 0;
      for (let index = 0; index < sizes[object]; index += 1) {
        const modified = population.modifiedAt(object, index);
        if (!(modified >= before && modified <= NOW && population.createdAt(object, index) <= modified)) {
          expect({ object, index, modified, before, created: population.createdAt(object, index) }).toBeNull();
        }
        before = modified;
      }
    }
  }
});

test('creation dates spread over three years, some within the last ten days', () => {
  const population = create();
  const ages = Array.from({ length: 1000 }, (_, index) => (NOW - population.createdAt('contacts', index)) / 86_400_000);
  expect(Math.max(...ages)).toBeGreaterThan(1000);
  expect(ages.filter((age) => age < 10).length).toBeGreaterThan(30);
  expect(ages.filter((age) => age < 10).length).toBeLessThan(150);
});

test('addresses and domains are given once only', () => {
  const sizes = { contacts: 60_000, companies: 2_000, deals: 0 };
  const population = create(sizes);
  const emails = Array.from({ length: sizes.contacts }, (_, index) => population.properties('contacts', index).email);
  const filled = emails.filter((email) => email !== undefined).map((email) => email.toLowerCase());
  expect(filled.length).toBeGreaterThan(50_000);
  expect(new Set(filled).size).toBe(filled.length);
  const labels = Array.from({ length: 300_000 }, (_, key) => createFirm(5, key).label);
  expect(new Set(labels).size).toBe(labels.length);
});

test('domains of companies are registrable ones under public endings', () => {
  for (let key = 0; key < 3000; key += 1) {
    const { domain } = createFirm(1, key);
    const read = parse(domain);
    if (read.domain !== domain || read.isIcann !== true) expect(domain).toBe('a registrable domain');
  }
  expect(parse('any.museum').isIcann).toBe(true);
});

test('last names of a country differ in their plain letters', () => {
  for (const [country, { first, last }] of Object.entries(NAME_BOOKS)) {
    const plain = last.map((name) => name.plain);
    expect({ country, same: plain.filter((name, place) => plain.indexOf(name) !== place) }).toEqual({
      country,
      same: [],
    });
    for (const name of [...first, ...last]) expect(name.plain).toMatch(/^[a-z]+$/);
  }
});

test('owners and pipelines are as HubSpot has them', () => {
  const { owners, pipelines } = create();
  expect(owners.filter((owner) => owner.archived)).toHaveLength(3);
  expect(owners.filter((owner) => !owner.archived)).toHaveLength(12);
  expect(new Set(owners.flatMap((owner) => [owner.id, owner.email, String(owner.userId)])).size).toBe(45);
  for (const { stages } of pipelines) {
    expect(stages.filter((stage) => stage.isClosed).map((stage) => stage.probability)).toEqual(['1.0', '0.0']);
  }
});

test('values that only look wrong are among the records', () => {
  const population = create();
  const contacts = Array.from({ length: 1000 }, (_, index) => population.properties('contacts', index));
  const deals = Array.from({ length: 400 }, (_, index) => population.properties('deals', index));
  const isClosed = (stage: string | undefined) =>
    ['closedwon', 'closedlost', '132840075', '132840076'].includes(stage ?? '');
  const closed = deals.filter((deal) => isClosed(deal.dealstage));
  const traps = {
    tagged: contacts.some(({ email }) => /^[a-z._]+\+(crm|news|events)@/.test(email ?? '')),
    museum: contacts.some(({ email }) => email?.endsWith('.museum')),
    testName: contacts.some(({ email }) => email?.startsWith('test.')),
    extension: contacts.some(({ phone }) => / ext\. \d+$/.test(phone ?? '')),
    outsideStage: contacts.some(({ lifecyclestage }) => lifecyclestage === 'other'),
    leadWithoutOwner: contacts.some((own) => own.lifecyclestage === 'lead' && own.hubspot_owner_id === undefined),
    futureActivity: contacts.some(({ notes_last_contacted: last }) => Date.parse(last ?? '') > NOW),
    zeroInFirstStage: deals.some((own) => own.dealstage === 'appointmentscheduled' && Number(own.amount) === 0),
    closedWithoutAmount: closed.some(({ amount }) => amount === undefined),
    closedWithoutCloseDate: closed.some(({ closedate }) => closedate === undefined),
    closedWithoutOwner: closed.some(({ hubspot_owner_id: owner }) => owner === undefined),
  };
  expect(Object.entries(traps).filter(([, isThere]) => !isThere)).toEqual([]);
});

test('a million contacts cost no memory, wherever one looks', () => {
  const sizes = { contacts: 1_000_000, companies: 250_000, deals: 300_000 };
  const population = create(sizes);
  const colleagues = new Set<number>();
  for (let index = 0; index < 1_000_000; index += 49_999) {
    const [company] = population.associated('contacts', index, 'companies');
    if (company === undefined) continue;
    const staff = population.associated('companies', company, 'contacts');
    expect(staff).toContain(index);
    expect(staff.length).toBeLessThan(100);
    colleagues.add(staff.length);
  }
  expect(colleagues.size).toBeGreaterThan(3);
  expect(population.indexOf('contacts', population.idOf('contacts', 999_999))).toBe(999_999);
});

test.each([-1, 1000, 1.5, Number.NaN])('an index outside of the population is refused: %d', (index) => {
  expect(() => create().properties('contacts', index)).toThrow(/expected an index of contacts from 0 to 999/);
});
