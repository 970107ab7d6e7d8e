import { expect, test } from '@jest/globals';
import { createPopulation } from '../../../../src/sandbox/salesforce/population/index.ts';
import type { ObjectName, RelatedPopulation, Sizes } from '../../../../src/sandbox/salesforce/population/population.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 34, 56, 789);
const OBJECTS: readonly ObjectName[] = ['Lead', 'Contact', 'Account', 'Opportunity'];
const SIZES: Sizes = { Lead: 600, Contact: 400, Account: 160, Opportunity: 300 };

function create(sizes: Sizes = SIZES, seed = 5, timeZone = 'Europe/Berlin'): RelatedPopulation {
  return createPopulation({ seed, sizes, now: NOW, timeZone });
}

const each = (object: ObjectName, sizes: Sizes = SIZES) => Array.from({ length: sizes[object] }, (_, index) => index);

function everything(population: RelatedPopulation, object: ObjectName, index: number): unknown {
  return {
    id: population.idOf(object, index),
    fields: population.fields(object, index),
    created: population.createdAt(object, index),
    modified: population.modifiedAt(object, index),
    children: population.children(object, index),
    related: OBJECTS.map((to) => population.related(object, index, to)),
    rules: population.faults(object, index).map((fault) => fault.rule),
  };
}

test('the same options give the same records, in whatever order they are asked for', () => {
  const one = create();
  const other = create();
  for (const object of OBJECTS) {
    const forwards = each(object).map((index) => everything(one, object, index));
    const backwards = each(object)
      .toReversed()
      .map((index) => everything(other, object, index));
    expect(backwards.toReversed()).toEqual(forwards);
  }
});

test('another seed gives other records', () => {
  const one = create(SIZES, 5);
  const other = create(SIZES, 6);
  for (const object of OBJECTS) {
    const same = each(object).filter(
      (index) => JSON.stringify(everything(one, object, index)) === JSON.stringify(everything(other, object, index)),
    );
    expect(same).toEqual([]);
  }
});

/** The last three letters of an id, by Salesforce's description: 32 signs, a bit for each capital of five letters. */
function suffixOf(short: string): string {
  const signs = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'];
  const parts = short.match(/.{5}/g) as string[];
  return parts
    .map((part) => {
      const capitals = [...part].toReversed().map((letter) => (/[A-Z]/.test(letter) ? '1' : '0'));
      return signs[Number.parseInt(capitals.join(''), 2)];
    })
    .join('');
}

test.each(['00De0000000pmu1EAA', '01gRO0000016PIAYA2', '04le0000004lnFFAAY', '04ke0000000Cb2DAAS'])(
  'the suffix of an id of a real organization is understood: %s',
  (id) => {
    expect(id.slice(0, 15) + suffixOf(id.slice(0, 15))).toBe(id);
  },
);

test('every id has 18 letters with the right suffix, and no two are the same', () => {
  const population = create();
  const ids = [...population.owners.map(({ id }) => id)];
  for (const object of OBJECTS) {
    for (const index of each(object)) {
      ids.push(population.idOf(object, index));
      ids.push(...population.children(object, index).map(({ fields }) => String(fields.Id)));
    }
  }
  const wrong = ids.filter((id) => id !== id.slice(0, 15) + suffixOf(id.slice(0, 15)) || !/^[0-9A-Za-z]{18}$/.test(id));
  expect(wrong).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ['Lead', '00Q'],
  ['Contact', '003'],
  ['Account', '001'],
  ['Opportunity', '006'],
] as const)(
  'ids of %s rise from their prefix %s, lead back to their index, and no other id is known',
  (object, prefix) => {
    const population = create();
    let before = '';
    for (const index of each(object)) {
      const id = population.idOf(object, index);
      expect(id.startsWith(prefix) && id > before).toBe(true);
      expect(population.indexOf(object, id)).toBe(index);
      expect(population.indexOf(object, id.slice(0, 15))).toBe(index);
      before = id;
    }
    const known = population.idOf(object, 7);
    const swapped = `${known.slice(0, 14)}${known.charAt(14) === 'x' ? 'y' : 'x'}${known.slice(15)}`;
    const others = [
      '',
      '7',
      known.slice(0, 17),
      `${known}A`,
      `${known.slice(0, 15)}AAA`,
      known.toLowerCase(),
      ` ${known}`,
    ];
    for (const id of [...others, swapped, known.slice(0, 14), `${known.slice(0, 14)}-`, `00T${known.slice(3)}`])
      expect(population.indexOf(object, id)).toBeNull();
    expect(population.indexOf(object, create({ ...SIZES, [object]: 900 }).idOf(object, SIZES[object]))).toBeNull();
  },
);

const SIZES_TO_LINK: readonly Sizes[] = [
  SIZES,
  { Lead: 50, Contact: 3000, Account: 41, Opportunity: 977 },
  { Lead: 50, Contact: 60, Account: 300, Opportunity: 200 },
  { Lead: 25, Contact: 7, Account: 3, Opportunity: 25 },
  { Lead: 1, Contact: 1, Account: 1, Opportunity: 1 },
  { Lead: 40, Contact: 25, Account: 0, Opportunity: 9 },
  { Lead: 40, Contact: 0, Account: 12, Opportunity: 9 },
  { Lead: 0, Contact: 40, Account: 20, Opportunity: 0 },
  { Lead: 0, Contact: 0, Account: 0, Opportunity: 0 },
];

test.each(SIZES_TO_LINK)(
  'both ends of a relation know it, as the fields and roles do: $Contact contacts, $Account accounts, $Opportunity opportunities',
  (sizes) => {
    const population = create(sizes);
    const pairs = (from: ObjectName, to: ObjectName) =>
      each(from, sizes).flatMap((index) => {
        const others = population.related(from, index, to);
        expect(new Set(others).size).toBe(others.length);
        return others.map((other) => (from < to ? `${index} ${other}` : `${other} ${index}`));
      });
    const lookups = (object: ObjectName) =>
      each(object, sizes).flatMap((index) => {
        const { AccountId } = population.fields(object, index);
        return AccountId === undefined ? [] : [`${population.indexOf('Account', String(AccountId))} ${index}`];
      });
    const roles = each('Opportunity', sizes).flatMap((index) =>
      population
        .children('Opportunity', index)
        .filter(({ type }) => type === 'OpportunityContactRole')
        .map(({ fields }) => `${population.indexOf('Contact', String(fields.ContactId))} ${index}`),
    );
    expect(pairs('Contact', 'Account').sort()).toEqual(lookups('Contact').sort());
    expect(pairs('Account', 'Contact').sort()).toEqual(lookups('Contact').sort());
    expect(pairs('Opportunity', 'Account').sort()).toEqual(lookups('Opportunity').sort());
    expect(pairs('Account', 'Opportunity').sort()).toEqual(lookups('Opportunity').sort());
    expect(pairs('Opportunity', 'Contact').sort()).toEqual(roles.toSorted());
    expect(pairs('Contact', 'Opportunity').sort()).toEqual(roles.toSorted());
  },
);

test('a record is created before it is modified, in whole seconds, and modified no later than one with a higher index', () => {
  for (const sizes of [SIZES, { Lead: 13, Contact: 5, Account: 2, Opportunity: 3 }, { ...SIZES, Lead: 30_000 }]) {
    const population = create(sizes, 9, 'America/Los_Angeles');
    for (const object of OBJECTS) {
      let before = 0;
      for (const index of each(object, sizes)) {
        const modified = population.modifiedAt(object, index);
        const created = population.createdAt(object, index);
        const isRight = modified >= before && modified <= NOW && created <= modified;
        if (!isRight || modified % 1000 !== 0 || created % 1000 !== 0)
          expect({ object, index, modified, before, created }).toBeNull();
        before = modified;
      }
    }
  }
});

/** Salesforce: what each object requires, and the lengths of its text fields. */
const REQUIRED: Readonly<Record<ObjectName, readonly string[]>> = {
  Lead: ['LastName', 'Name', 'Company', 'Status', 'IsConverted', 'OwnerId'],
  Contact: ['LastName', 'Name', 'OwnerId'],
  Account: ['Name', 'OwnerId'],
  Opportunity: ['Name', 'StageName', 'CloseDate', 'OwnerId', 'IsClosed', 'IsWon', 'Probability', 'ForecastCategory'],
};
const LENGTHS: Readonly<Record<string, number>> = {
  FirstName: 40,
  LastName: 80,
  Email: 80,
  Phone: 40,
  MobilePhone: 40,
  Title: 128,
  Company: 255,
  NextStep: 255,
  Website: 255,
};

test('required fields are filled, texts fit their fields and have no outer blanks', () => {
  for (const seed of [1, 2, 3]) {
    const population = create(SIZES, seed);
    for (const object of OBJECTS) {
      for (const index of each(object)) {
        const fields = population.fields(object, index);
        const missing = REQUIRED[object].filter((name) => fields[name] === undefined || fields[name] === '');
        const wrong = Object.entries(fields).filter(([name, value]) => {
          if (typeof value !== 'string') return false;
          return value.trim() !== value || value === '' || value.length > (LENGTHS[name] ?? 120);
        });
        if (missing.length > 0 || wrong.length > 0) expect({ object, index, missing, wrong }).toBeNull();
      }
    }
  }
});

test('numbers are numbers: amounts, revenues, employees', () => {
  const population = create();
  const all = OBJECTS.flatMap((object) => each(object).map((index) => population.fields(object, index)));
  for (const name of ['Amount', 'ExpectedRevenue', 'Probability', 'NumberOfEmployees', 'AnnualRevenue']) {
    const values = all.map((fields) => fields[name]).filter((value) => value !== undefined);
    expect(values.length).toBeGreaterThan(50);
    expect(values.filter((value) => typeof value !== 'number')).toEqual([]);
  }
});

test('e-mail addresses are ones that Salesforce can hold, and real ones are given to one person only', () => {
  const sizes = { Lead: 20_000, Contact: 20_000, Account: 900, Opportunity: 0 };
  const population = create(sizes);
  const emails: string[] = [];
  for (const object of ['Lead', 'Contact'] as const) {
    for (const index of each(object, sizes)) {
      const { Email, IsConverted } = population.fields(object, index);
      if (Email !== undefined && IsConverted !== true) emails.push(String(Email));
    }
  }
  expect(emails.filter((email) => !/^[^.@\s,][^@\s,]*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d]+$/.test(email))).toEqual(
    [],
  );
  expect(emails.filter((email) => email !== email.toLowerCase())).toEqual([]);
  expect(emails.length).toBeGreaterThan(30_000);
  expect(new Set(emails).size).toBe(emails.length);
});

test('converted leads are about 6 %, point to a contact, its account and maybe an opportunity, and are those people', () => {
  const population = create();
  const converted = each('Lead').filter((index) => population.fields('Lead', index).IsConverted === true);
  expect(converted.length / SIZES.Lead).toBeCloseTo(0.06, 2);
  let withOpportunity = 0;
  for (const index of converted) {
    const lead = population.fields('Lead', index);
    const contact = population.indexOf('Contact', String(lead.ConvertedContactId)) as number;
    expect(lead.Status).toBe('Qualified');
    expect(population.fields('Contact', contact).AccountId).toBe(lead.ConvertedAccountId);
    const account = population.indexOf('Account', String(lead.ConvertedAccountId)) as number;
    expect(lead.Company).toBe(population.fields('Account', account).Name);
    if (lead.ConvertedOpportunityId !== undefined) {
      withOpportunity += 1;
      const opportunity = population.indexOf('Opportunity', String(lead.ConvertedOpportunityId)) as number;
      expect(population.related('Contact', contact, 'Opportunity')).toContain(opportunity);
    }
    const date = Date.parse(String(lead.ConvertedDate));
    expect(date).toBeGreaterThan(population.createdAt('Lead', index) - 2 * 86_400_000);
    expect(date).toBeLessThanOrEqual(population.modifiedAt('Lead', index) + 86_400_000);
  }
  expect(withOpportunity).toBeGreaterThan(0);
  expect(withOpportunity).toBeLessThan(converted.length);
  for (const index of each('Lead')) {
    if (population.fields('Lead', index).IsConverted === true) continue;
    expect(Object.keys(population.fields('Lead', index)).filter((name) => name.startsWith('Converted'))).toEqual([]);
    expect(population.fields('Lead', index).Status).not.toBe('Qualified');
  }
});

test('owners, stages and statuses are as Salesforce has them', () => {
  const { owners, stages, leadStatuses } = create();
  const users = owners.filter(({ kind }) => kind === 'User');
  const queues = owners.filter(({ kind }) => kind === 'Queue');
  expect([users.filter(({ isActive }) => isActive).length, users.length, queues.length]).toEqual([12, 15, 2]);
  expect(users.every(({ id }) => id.startsWith('005')) && queues.every(({ id }) => id.startsWith('00G'))).toBe(true);
  expect(stages.map(({ apiName, defaultProbability }) => [apiName, defaultProbability])).toEqual([
    ['Prospecting', 10],
    ['Qualification', 10],
    ['Needs Analysis', 20],
    ['Proposal/Price Quote', 75],
    ['Negotiation/Review', 90],
    ['Closed Won', 100],
    ['Closed Lost', 0],
  ]);
  expect(stages.filter(({ isClosed }) => isClosed).map(({ isWon }) => isWon)).toEqual([true, false]);
  expect(leadStatuses.map(({ apiName }) => apiName)).toEqual([
    'Open - Not Contacted',
    'Working - Contacted',
    'Nurturing',
    'Qualified',
    'Closed - Not Converted',
  ]);
  expect(leadStatuses.filter(({ isDefault }) => isDefault).map(({ apiName }) => apiName)).toEqual([
    'Open - Not Contacted',
  ]);
  expect(leadStatuses.filter(({ isConverted }) => isConverted).map(({ apiName }) => apiName)).toEqual(['Qualified']);
});

test('queues own leads only', () => {
  const population = create();
  const owned = (object: ObjectName) =>
    each(object).filter((index) => String(population.fields(object, index).OwnerId).startsWith('00G')).length;
  expect(OBJECTS.map((object) => owned(object) > 0)).toEqual([true, false, false, false]);
});

test('values and rows that only look wrong are among the records', () => {
  const population = create();
  const shown = (object: ObjectName) => each(object).map((index) => population.fields(object, index));
  const [leads, contacts, opportunities] = [shown('Lead'), shown('Contact'), shown('Opportunity')];
  const rows = OBJECTS.flatMap((object) => each(object).flatMap((index) => population.children(object, index)));
  const tasks = rows.filter(({ type }) => type === 'Task').map(({ fields }) => fields);
  const starts = rows.filter(({ type }) => type === 'Event').map(({ fields }) => String(fields.StartDateTime));
  const closed = opportunities.filter(({ IsClosed }) => IsClosed === true);
  const today = '2026-11-21';
  const traps = {
    tagged: contacts.some(({ Email }) => /^[a-z._]+\+(crm|news|events)@/.test(String(Email))),
    testName: leads.some(({ Email }) => String(Email).startsWith('test.')),
    oddCompany: leads.some(({ Company }) => /^(Unknown Worlds|No Name Foods|Test Rite) /.test(String(Company))),
    notProvided: leads.some(({ Company }) => Company === '[not provided]'),
    extension: contacts.some(({ Phone }) => / ext\. \d+$/.test(String(Phone))),
    nurturedInQueue: leads.some(({ Status, OwnerId }) => Status === 'Nurturing' && String(OwnerId).startsWith('00G')),
    taskAhead: tasks.some(({ IsClosed, ActivityDate }) => IsClosed === false && String(ActivityDate) > today),
    taskOverdue: tasks.some(({ IsClosed, ActivityDate }) => IsClosed === false && String(ActivityDate) < today),
    taskImported: tasks.some(({ IsClosed, CompletedDateTime }) => IsClosed === true && CompletedDateTime === null),
    eventAhead: starts.some((start) => start > `${today}T23`),
    closesToday: opportunities.some(({ IsClosed, CloseDate }) => IsClosed === false && CloseDate === today),
    zeroInFirstStage: opportunities.some(({ StageName, Amount }) => StageName === 'Prospecting' && Amount === 0),
    closedWithoutAmount: closed.some(({ Amount }) => Amount === undefined),
    closedWithoutAccount: closed.some(({ AccountId }) => AccountId === undefined),
  };
  expect(Object.entries(traps).filter(([, isThere]) => !isThere)).toEqual([]);
});

test('a million leads cost no memory, wherever one looks', () => {
  const sizes = { Lead: 1_000_000, Contact: 1_000_000, Account: 250_000, Opportunity: 300_000 };
  const started = performance.now();
  const population = create(sizes);
  expect(performance.now() - started).toBeLessThan(1000);
  for (let index = 0; index < 1_000_000; index += 49_999) {
    expect(population.fields('Lead', index).LastName).not.toBe('');
    const [account] = population.related('Contact', index, 'Account');
    if (account !== undefined) expect(population.related('Account', account, 'Contact')).toContain(index);
  }
  expect(population.indexOf('Lead', population.idOf('Lead', 999_999))).toBe(999_999);
});

test.each([-1, 600, 1.5, Number.NaN])('an index outside of the population is refused: %d', (index) => {
  expect(() => create().fields('Lead', index)).toThrow(/expected an index of Lead from 0 to 599/);
});
