import type { Calendar } from '../../core/population/calendar.ts';
import type { Person } from '../../core/population/people.ts';
import { countryValue } from '../../core/population/profile.ts';
import { Draw } from '../../core/population/random.ts';
import type { Identities } from './identities.ts';
import { INDUSTRIES } from './industries.ts';
import type { LeadPlan } from './lead.ts';
import type { StatusChange } from './lead-history.ts';
import { ownerValue } from './owners.ts';
import { type Fields, personFields } from './person-values.ts';
import { STATUSES } from './stages.ts';
import { dateText } from './stamp.ts';

/** What stands in Company, which Salesforce requires, instead of one; `[not provided]` is what Salesforce itself puts there. */
const NO_COMPANIES = [
  'Unknown',
  '-',
  '[not provided]',
  'n/a',
  'None',
  'TBD',
  'Keine Angabe',
  'xxx',
  'ＴＥＳＴ',
  '不明',
  'Musterfirma',
  '.',
] as const;

/** Beginnings of real firms that careless checks take for placeholders. */
const ODD_BEGINNINGS = [
  'Test Rite',
  'Unknown Worlds',
  'No Name Foods',
  'N/A Records',
  'None Such',
  'TBD Studios',
] as const;

const RATINGS = ['Hot', 'Warm', 'Cold'] as const;

/** Ids of the records that a converted lead became; the opportunity is left out where none was made. */
export interface Conversion {
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId: string | null;
}

/** Where a lead stands among the others, and in time. */
interface LeadContext {
  readonly seed: number;
  readonly index: number;
  readonly identities: Identities;
  readonly changes: readonly StatusChange[];
  readonly calendar: Calendar;
  readonly conversion: Conversion | null;
}

function companyValue(plan: LeadPlan, person: Person, draw: Draw): string {
  if (plan.company === 'placeholder') return draw.pick(NO_COMPANIES);
  if (plan.company === 'filled') return person.firm.name;
  return `${draw.pick(ODD_BEGINNINGS)} ${draw.pick(person.firm.country.legalForms)}`;
}

function conversionFields(conversion: Conversion | null, day: number): Fields {
  if (conversion === null) return {};
  const { accountId, contactId, opportunityId } = conversion;
  return {
    ConvertedDate: dateText(day),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ...(opportunityId !== null && { ConvertedOpportunityId: opportunityId }),
  };
}

/** The filled fields of a lead, without its id and its times of creation and change. */
export function leadFields(plan: LeadPlan, context: LeadContext): Fields {
  const { seed, index, identities, calendar } = context;
  const person = identities.lead(index, plan.contact);
  const owner = { index: identities.numberOf('lead', index), turn: identities.turnOf('lead', plan.turn) };
  const draw = new Draw(seed, 75, index);
  const { country } = person.firm;
  const { lastDay } = plan.doings;
  const employees = Math.round(3 * 10 ** (draw.below(3500) / 1000));
  const status = STATUSES[plan.status];
  const place = countryValue(plan.person.country, country, draw);
  const changed = context.changes.at(-1)?.at ?? plan.created;
  return {
    ...personFields(plan.person, { ...person, ...owner, created: plan.created }, draw),
    Company: companyValue(plan, person, draw),
    ...(draw.chance(85) && { City: draw.pick(country.cities) }),
    ...(place !== null && { Country: place }),
    ...(draw.chance(60) && { Industry: draw.pick(INDUSTRIES) }),
    ...(draw.chance(40) && { Rating: draw.pick(RATINGS) }),
    ...(draw.chance(50) && { NumberOfEmployees: employees }),
    ...(draw.chance(30) && { AnnualRevenue: employees * draw.between(60, 220) * 1000 }),
    Status: status.apiName,
    IsConverted: status.isConverted,
    ...conversionFields(context.conversion, calendar.dayOf(changed)),
    OwnerId: ownerValue(plan.owner, draw),
    ...(lastDay !== null && { LastActivityDate: dateText(lastDay) }),
  };
}
