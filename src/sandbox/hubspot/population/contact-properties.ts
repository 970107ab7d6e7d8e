import type { ContactPlan } from './contact.ts';
import { emailValue } from './emails.ts';
import { createFirm, type Firm } from './firms.ts';
import type { Links } from './links.ts';
import { NAME_BOOKS, type Name } from './names.ts';
import { ownerValue } from './owners.ts';
import { phoneValue } from './phones.ts';
import { PLACEHOLDER_NAMES } from './placeholders.ts';
import { Draw, hash } from './random.ts';
import { stamp } from './timeline.ts';

const TITLES = [
  'Head of Sales',
  'Marketing Manager',
  'CTO',
  'Geschäftsführer',
  'VP Engineering',
  'Procurement Lead',
  'Directrice commerciale',
  'IT Manager',
  'Operations Director',
  'Gerente de Compras',
  'Account Executive',
  'Chief Financial Officer',
  'Inkoper',
  'Product Owner',
  '営業部長',
  'Customer Success Manager',
  'Data Engineer',
  'Founder & CEO',
  'Office Manager',
  'Responsabile acquisti',
] as const;

const SOURCES = [
  ['ORGANIC_SEARCH', 24],
  ['DIRECT_TRAFFIC', 20],
  ['OFFLINE', 22],
  ['EMAIL_MARKETING', 10],
  ['PAID_SEARCH', 9],
  ['REFERRALS', 8],
  ['SOCIAL_MEDIA', 5],
  ['PAID_SOCIAL', 2],
] as const;

const LEAD_STATUSES = [
  ['NEW', 20],
  ['OPEN', 20],
  ['IN_PROGRESS', 15],
  ['CONNECTED', 15],
  ['ATTEMPTED_TO_CONTACT', 12],
  ['OPEN_DEAL', 10],
  ['BAD_TIMING', 5],
  ['UNQUALIFIED', 3],
] as const;

/** HubSpot's dates of what people did; the modified dates are not among them. */
const ACTIVITY_PROPERTIES = [
  'notes_last_contacted',
  'notes_last_updated',
  'hs_last_sales_activity_timestamp',
  'hs_sales_email_last_replied',
  'recent_conversion_date',
] as const;

/** Who a contact is: its firm and its own name there. */
interface Person {
  readonly firm: Firm;
  readonly ownFirm: Firm;
  readonly place: number;
  readonly first: Name;
  readonly last: Name;
  readonly namesake: string;
  readonly isEmployed: boolean;
}

/** The stored properties of a contact. */
export function contactProperties(
  seed: number,
  links: Links,
  index: number,
  plan: ContactPlan,
): Record<string, string> {
  const draw = new Draw(seed, 42, index);
  const person = meetPerson(seed, links, index, draw);
  const { country } = person.firm;
  const properties: Record<string, string> = {};
  const put = (name: string, value: string | null) => {
    if (value !== null) properties[name] = value;
  };
  put('email', emailValue(plan.email, { ...person, index, turn: plan.turn }, draw));
  putName(plan, person, put, draw);
  put('phone', phoneValue(plan.phone, country, 'office', draw));
  put('mobilephone', phoneValue(plan.mobile, country, 'mobile', draw));
  put('jobtitle', draw.chance(80) ? draw.pick(TITLES) : null);
  put('company', person.isEmployed ? person.firm.name : null);
  put('country', draw.chance(93) ? country.label : null);
  put('city', draw.chance(85) ? draw.pick(country.cities) : null);
  put('lifecyclestage', plan.lifecycle);
  put('hs_lead_status', draw.chance(70) ? draw.weighted(LEAD_STATUSES) : null);
  put('hs_analytics_source', draw.weighted(SOURCES));
  put('hubspot_owner_id', ownerValue(plan.owner, draw));
  const start = draw.below(ACTIVITY_PROPERTIES.length);
  plan.activities.forEach((activity, number) => {
    put(ACTIVITY_PROPERTIES[(start + number) % ACTIVITY_PROPERTIES.length] as string, stamp(activity));
  });
  return properties;
}

/** The people of a firm have different last names as long as its country has enough of them, then a number. */
function meetPerson(seed: number, links: Links, index: number, draw: Draw): Person {
  const seat = links.seat(index);
  const ownKey = links.companies.size + index;
  const ownFirm = createFirm(seed, ownKey);
  const firm = seat === null ? ownFirm : createFirm(seed, seat.company);
  const place = seat?.place ?? 0;
  const names = NAME_BOOKS[firm.country.code];
  const start = hash(seed, 43, seat?.company ?? ownKey);
  const last = names.last[(start + place) % names.last.length] as Name;
  const round = Math.floor(place / names.last.length);
  const namesake = round === 0 ? '' : String(round + 1);
  return { firm, ownFirm, place, first: draw.pick<Name>(names.first), last, namesake, isEmployed: seat !== null };
}

function putName(
  plan: ContactPlan,
  person: Person,
  put: (name: string, value: string | null) => void,
  draw: Draw,
): void {
  const first = person.first.written;
  const last = person.last.written;
  const nothing = draw.pick(PLACEHOLDER_NAMES);
  const filled: Readonly<Record<ContactPlan['name'], readonly [string | null, string | null]>> = {
    full: [first, last],
    'last-only': [null, last],
    'last-missing': [first, null],
    'last-blank': [first, '  '],
    'last-placeholder': [first, nothing],
    'first-placeholder': [nothing, last],
    'first-placeholder-last-missing': [nothing, null],
    'both-placeholder': [nothing, nothing],
  };
  put('firstname', filled[plan.name][0]);
  put('lastname', filled[plan.name][1]);
}
