/** A record as a CRM hands it over: texts by canonical name, null where a field is empty. */
export interface RawRecord {
  readonly object: 'contact' | 'deal';
  readonly properties: Readonly<Record<string, string | null>>;
}

/** When records of the benchmark are judged. */
export const now = new Date('2026-11-15T10:30:00Z');

/** A small generator of equal numbers for equal seeds (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const firstNames = 'Anna Ben Chloé David Elena Farid Greta Hugo Ines Jonas Kim Lars Mia Noah Olga Pablo'.split(' ');
const lastNames = 'Müller Smith Dubois Rossi García Novak Jansen Weber Silva Haddad Kowalski Berg Costa Lind'.split(
  ' ',
);
const companies = 'Acme Borealis Cobalt Delta Everest Fjord Granite Harbor Indigo Juniper Kestrel Lumen'.split(' ');
const titles = ['Head of Sales', 'CTO', 'Buyer', 'Marketing Manager', 'Engineer', 'Procurement Lead', 'VP Finance'];
const lifecycles = [
  'subscriber',
  'lead',
  'lead',
  'mql',
  'mql',
  'sql',
  'opportunity',
  'customer',
  'evangelist',
  'other',
];
const statuses = ['NEW', 'OPEN', 'IN_PROGRESS', 'CONNECTED', 'UNQUALIFIED'];
const countries = ['DE', 'AT', 'CH', 'FR', 'US', 'Germany', 'de', 'GB', 'NL'];
const placeholders = ['test', 'N/A', 'tbd', 'Unknown', 'xxx', '-'];
const steps = ['Send the offer', 'Call the buyer', 'Wait for legal', 'Demo on Friday', 'tbd'];
const stages = ['qualification', 'proposal', 'negotiation', 'won', 'lost'];

const dayMs = 86_400_000;

/** Draws the values of records; the share of dirt is that of a CRM which is used, not of a broken one. */
function drawing(random: () => number) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const time = (from: number, to: number): string =>
    new Date(now.getTime() + Math.floor((from + random() * (to - from)) * dayMs)).toISOString();
  const date = (from: number, to: number): string => time(from, to).slice(0, 10);
  const dirty = (share: number, clean: () => string, dirt: readonly (string | null)[]): string | null =>
    random() < share ? pick(dirt) : clean();
  const digits = (count: number): string => String(Math.floor(random() * 10 ** count)).padStart(count, '1');
  return { pick, time, date, dirty, digits, random };
}

type Draw = ReturnType<typeof drawing>;

function phone({ dirty, digits }: Draw, missing: number): string | null {
  return dirty(missing, () => dirty(0.15, () => `+49${digits(9)}`, [`0${digits(9)}`, `(030) ${digits(6)}`])!, [
    null,
    '',
  ]);
}

function contact(draw: Draw, index: number): RawRecord['properties'] {
  const { pick, time, dirty } = draw;
  const [first, last, company] = [pick(firstNames), pick(lastNames), pick(companies)];
  const domain = `${company.toLowerCase()}${index % 400}.example.com`;
  return {
    email: dirty(0.08, () => `${first}.${last}${index}@${domain}`.toLowerCase(), [
      null,
      '',
      'none',
      `${first}@`,
      'a b@c.de',
    ]),
    phone: phone(draw, 0.2),
    mobilePhone: phone(draw, 0.6),
    firstName: dirty(0.08, () => first, [null, ...placeholders, last]),
    lastName: dirty(0.06, () => last, [null, ...placeholders]),
    jobTitle: dirty(0.25, () => pick(titles), [null, '']),
    companyName: dirty(0.15, () => `${company} ${index % 400}`, [null, ...placeholders]),
    country: dirty(0.15, () => pick(countries), [null, ' ']),
    lifecycle: dirty(0.05, () => pick(lifecycles), [null]),
    leadStatus: dirty(0.3, () => pick(statuses), [null]),
    ownerId: dirty(0.15, () => draw.digits(8), [null, '']),
    createdAt: dirty(0.02, () => time(-1500, -1), ['yesterday', time(1, 20)]),
    activityTimes: dirty(0.2, () => time(-600, 2), [null, time(3, 30)]),
  };
}

function deal(draw: Draw, index: number): RawRecord['properties'] {
  const { pick, time, date, dirty, random } = draw;
  const [company, stage] = [pick(companies), pick(stages)];
  return {
    name: dirty(0.2, () => `${company} ${index % 400} - Licence - ${date(-200, 300).slice(0, 7)}`, [
      `${company} deal`,
      'test',
    ]),
    amount: dirty(0.15, () => (random() * 90_000).toFixed(pick([0, 2])), [null, '0', '1,500', '-20']),
    closeDate: dirty(0.1, () => (random() < 0.5 ? date(-60, 200) : time(-60, 200)), [null, 'soon', '2031-01-31']),
    pipeline: 'default',
    stage,
    stageEnteredAt: dirty(0.05, () => time(-120, 0), [null]),
    nextStep: dirty(0.2, () => pick(steps), [null, '']),
    ownerId: dirty(0.08, () => draw.digits(8), [null]),
    createdAt: time(-400, -1),
    activityTimes: dirty(0.2, () => time(-60, 3), [null]),
  };
}

/** Seeded contacts and deals, three to two; made flat by JSON, as they come from a wire and not from a formatter. */
export function makeRecords(count: number, seed: number): readonly RawRecord[] {
  const draw = drawing(seeded(seed));
  const records: RawRecord[] = [];
  for (let from = 0; from < count; from += 10_000) {
    const chunk = Array.from({ length: Math.min(10_000, count - from) }, (_, offset) =>
      draw.random() < 0.6
        ? { object: 'contact', properties: contact(draw, from + offset) }
        : { object: 'deal', properties: deal(draw, from + offset) },
    );
    records.push(...(JSON.parse(JSON.stringify(chunk)) as RawRecord[]));
  }
  return records;
}
