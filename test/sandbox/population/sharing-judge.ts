import countries from 'i18n-iso-countries';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { parse } from 'tldts';
import type { Population as HubSpot } from '../../../src/sandbox/hubspot/population/population.ts';
import type {
  Population as Salesforce,
  ObjectName as SalesforceName,
} from '../../../src/sandbox/salesforce/population/population.ts';
import { isNoSite } from './judge-values.ts';

/** A record in plain words: what the two CRMs can be compared by. */
export interface PlainRecord {
  readonly family: 'person' | 'company' | 'deal';
  readonly object: string;
  readonly id: string;
  /** Address or domain, by which a record is known without an id. */
  readonly key: string | null;
  /** Ids of the other CRM's records that this one names, 15 letters each. */
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, string | null>>;
}

type Row = Readonly<Record<string, string | number | boolean | undefined>>;

const words = (value: unknown) => (value === undefined || value === '' ? null : String(value));
const folded = (value: unknown) => words(value)?.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim() ?? null;
const phone = (value: unknown) => parsePhoneNumberFromString(words(value) ?? '')?.number ?? null;
/** Texts such as `k.A.` look like a host and are none: their ending is in no list. Mail providers are no company's site. */
const site = (value: unknown) => {
  const text = words(value) ?? '';
  return isNoSite(text) ? null : parse(text).domain;
};
const country = (value: unknown) => {
  const text = words(value);
  return text === null ? null : (countries.getAlpha2Code(text, 'en') ?? text.toUpperCase());
};

/** Endings that say how a firm is made up, not what it is called. */
const FORMS =
  /,? (inc\.|llc|corp\.|co\.|gmbh & co\. kg|gmbh|ag|kg|ltd|plc|llp|sas|sarl|sa|b\.v\.|n\.v\.|ltda\.|s\.a\.|k\.k\.|g\.k\.|pvt\. ltd\.|limited|sp\. z o\.o\.|s\.l\.|s\.r\.l\.|s\.p\.a\.|ab|co\., ltd\.|a\.e\.|e\.p\.e\.)$/;
const firm = (value: unknown) => folded(value)?.replace(FORMS, '') ?? null;

const day = (value: unknown) => words(value)?.slice(0, 10) ?? null;
const short = (value: unknown) => (value === undefined ? [] : [String(value).slice(0, 15)]);

function person(object: string, id: string, names: readonly string[], values: Row): PlainRecord {
  const email = words(values.email)?.toLowerCase() ?? null;
  return {
    family: 'person',
    object,
    id,
    names,
    key: email,
    values: {
      email,
      firstName: folded(values.firstName),
      lastName: folded(values.lastName),
      phone: phone(values.phone),
      jobTitle: folded(values.jobTitle),
      country: country(values.country),
    },
  };
}

function company(id: string, names: readonly string[], row: Row): PlainRecord {
  const domain = site(row.site);
  const values = {
    name: firm(row.name),
    domain,
    country: country(row.country),
    employees: words(row.employees),
  };
  return { family: 'company', object: 'company', id, names, key: domain, values };
}

function deal(id: string, names: readonly string[], row: Row): PlainRecord {
  const values = {
    amount: row.amount === undefined ? null : String(Number(row.amount)),
    closeDate: day(row.close),
    stage: words(row.state),
  };
  return { family: 'deal', object: 'deal', id, names, key: null, values };
}

const all = (size: number) => Array.from({ length: size }, (_, index) => index);

/** All records of a HubSpot account. */
export function readHubSpot(population: HubSpot): readonly PlainRecord[] {
  const states = new Map(
    population.pipelines.flatMap(({ stages }) =>
      stages.map(({ id, isClosed, probability }) => [id, isClosed ? (probability === '1.0' ? 'won' : 'lost') : 'open']),
    ),
  );
  const contacts = all(population.sizes.contacts).map((index) => {
    const own = population.properties('contacts', index);
    const names = [...short(own.salesforcecontactid), ...short(own.salesforceleadid)];
    const { email, firstname, lastname, phone: number, jobtitle, country: place } = own;
    const values = {
      email,
      firstName: firstname,
      lastName: lastname,
      phone: number,
      jobTitle: jobtitle,
      country: place,
    };
    return person('contact', population.idOf('contacts', index), names, values);
  });
  const companies = all(population.sizes.companies).map((index) => {
    const own = population.properties('companies', index);
    const { name, country: place, numberofemployees: employees } = own;
    const row = { name, site: own.domain, country: place, employees };
    return company(population.idOf('companies', index), short(own.salesforceaccountid), row);
  });
  const deals = all(population.sizes.deals).map((index) => {
    const own = population.properties('deals', index);
    const row = { amount: own.amount, close: own.closedate, state: states.get(own.dealstage ?? '') };
    return deal(population.idOf('deals', index), short(own.hs_salesforceopportunityid), row);
  });
  return [...contacts, ...companies, ...deals];
}

/** All records of a Salesforce organization, but for converted leads: they are the contacts they became. */
export function readSalesforce(population: Salesforce): readonly PlainRecord[] {
  const rows = (object: SalesforceName) =>
    all(population.sizes[object]).map((index) => {
      return { id: population.idOf(object, index), own: population.fields(object, index) };
    });
  const people = (['Lead', 'Contact'] as const).flatMap((object) =>
    rows(object)
      .filter(({ own }) => own.IsConverted !== true)
      .map(({ id, own }) => {
        const { Email: email, FirstName: firstName, LastName: lastName, Phone: number, Title: jobTitle } = own;
        const values = {
          email,
          firstName,
          lastName,
          phone: number,
          jobTitle,
          country: own.Country ?? own.MailingCountry,
        };
        return person(object === 'Lead' ? 'lead' : 'contact', id, [], values as Row);
      }),
  );
  const accounts = rows('Account').map(({ id, own }) => {
    const { Name: name, Website, BillingCountry, NumberOfEmployees: employees } = own;
    return company(id, [], { name, site: Website, country: BillingCountry, employees } as Row);
  });
  const opportunities = rows('Opportunity').map(({ id, own }) => {
    const state = own.IsClosed === true ? (own.IsWon === true ? 'won' : 'lost') : 'open';
    return deal(id, [], { amount: own.Amount, close: own.CloseDate, state } as Row);
  });
  return [...people, ...accounts, ...opportunities];
}

/** Two records that are one thing, and the fields in which they differ where both are filled. */
export interface Match {
  readonly hubspot: PlainRecord;
  readonly salesforce: PlainRecord;
  readonly by: 'id' | 'key';
  readonly differ: readonly string[];
}

/** Puts records together by the ids that HubSpot names, then by address or domain, by what they show alone. */
export function matchRecords(hubspot: readonly PlainRecord[], salesforce: readonly PlainRecord[]): readonly Match[] {
  const byId = new Map(salesforce.map((record) => [record.id.slice(0, 15), record]));
  const named = new Set(hubspot.flatMap(({ names }) => names));
  const byKey = new Map<string, PlainRecord[]>();
  for (const record of salesforce) {
    if (record.key === null || named.has(record.id.slice(0, 15))) continue;
    const key = `${record.family} ${record.key}`;
    byKey.set(key, [...(byKey.get(key) ?? []), record]);
  }
  return hubspot.flatMap((record) => {
    const [name] = record.names;
    const others = name === undefined ? (byKey.get(`${record.family} ${record.key}`) ?? []) : [byId.get(name)];
    return others.flatMap((other) => {
      if (other === undefined) return [];
      const differ = Object.entries(record.values).filter(([field, value]) => {
        const second = other.values[field] ?? null;
        return value !== null && second !== null && value !== second;
      });
      return [
        {
          hubspot: record,
          salesforce: other,
          by: name === undefined ? ('key' as const) : ('id' as const),
          differ: differ.map(([field]) => field),
        },
      ];
    });
  });
}
