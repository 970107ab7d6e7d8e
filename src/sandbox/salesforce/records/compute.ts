import type { OpportunityStage } from '../population/population.ts';
import type { Compound, Value } from '../value.ts';
import type { SfRecord } from './sf-record.ts';

type Compute = (record: SfRecord) => Value | Compound;

const FORECASTS: Readonly<Record<string, string>> = {
  'Best Case': 'BestCase',
  'Most Likely': 'MostLikely',
  Commit: 'Forecast',
};

function fullName(record: SfRecord): string | null {
  const parts = [record.stored('FirstName'), record.stored('LastName')].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

function address(prefix: string): Compute {
  return (record) => {
    const part = (name: string) => record.stored(`${prefix}${name}`);
    const parts = {
      city: part('City'),
      country: part('Country'),
      geocodeAccuracy: null,
      latitude: null,
      longitude: null,
      postalCode: part('PostalCode'),
      state: part('State'),
      street: part('Street'),
    };
    return Object.values(parts).every((value) => value === null) ? null : parts;
  };
}

/** A checkbox is never empty. */
function flag(name: string): Compute {
  return (record) => record.stored(name) === true;
}

function stageOf(record: SfRecord): OpportunityStage | null {
  return record.source.findStage(String(record.stored('StageName')));
}

/** Salesforce: the forecast category's name by its API name. */
export function forecastCategory(name: string): string {
  return FORECASTS[name] ?? name;
}

const ANY: Readonly<Record<string, Compute>> = {
  CurrencyIsoCode: (record) => record.stored('CurrencyIsoCode') ?? (record.source.multiCurrency ? 'USD' : null),
};

const PERSON: Readonly<Record<string, Compute>> = {
  ...ANY,
  Name: fullName,
  HasOptedOutOfEmail: flag('HasOptedOutOfEmail'),
  DoNotCall: flag('DoNotCall'),
};

const COMPUTED: Readonly<Record<SfRecord['object'], Readonly<Record<string, Compute>>>> = {
  Lead: {
    ...PERSON,
    Address: address(''),
    IsConverted: flag('IsConverted'),
    IsUnreadByOwner: flag('IsUnreadByOwner'),
  },
  Contact: {
    ...PERSON,
    MailingAddress: address('Mailing'),
    OtherAddress: address('Other'),
    IsEmailBounced: (record) => record.stored('EmailBouncedDate') !== null,
  },
  Account: { ...ANY, BillingAddress: address('Billing'), ShippingAddress: address('Shipping') },
  Opportunity: {
    ...ANY,
    IsClosed: (record) => stageOf(record)?.isClosed ?? record.stored('IsClosed') === true,
    IsWon: (record) => stageOf(record)?.isWon ?? record.stored('IsWon') === true,
    Probability: (record) => record.stored('Probability') ?? stageOf(record)?.defaultProbability ?? null,
    ForecastCategoryName: (record) =>
      record.stored('ForecastCategoryName') ?? stageOf(record)?.forecastCategoryName ?? null,
    ForecastCategory: (record) => forecastCategory(String(record.read('ForecastCategoryName') ?? 'Omitted')),
    ExpectedRevenue: expectedRevenue,
    FiscalYear: (record) => closeDatePart(record, (year) => year),
    FiscalQuarter: (record) => closeDatePart(record, (_year, quarter) => quarter),
    Fiscal: (record) => closeDatePart(record, (year, quarter) => `${year} ${quarter}`),
    HasOpportunityLineItem: flag('HasOpportunityLineItem'),
    HasOpenActivity: flag('HasOpenActivity'),
    HasOverdueTask: flag('HasOverdueTask'),
    PushCount: (record) => record.stored('PushCount') ?? 0,
  },
};

function expectedRevenue(record: SfRecord): number | null {
  const amount = record.stored('Amount');
  const probability = record.read('Probability');
  return typeof amount === 'number' && typeof probability === 'number' ? (amount * probability) / 100 : null;
}

function closeDatePart(record: SfRecord, pick: (year: number, quarter: number) => Value): Value {
  const date = String(record.stored('CloseDate') ?? '');
  return date === '' ? null : pick(Number(date.slice(0, 4)), Math.ceil(Number(date.slice(5, 7)) / 3));
}

/** A value that the CRM computes, or the stored one; custom checkboxes are never empty either. */
export function readComputed(record: SfRecord, field: string): Value | Compound {
  const compute = COMPUTED[record.object][field];
  return compute === undefined ? record.stored(field) : compute(record);
}
