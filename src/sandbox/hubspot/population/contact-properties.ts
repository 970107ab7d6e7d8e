import { emailValue } from '../../core/population/emails.ts';
import type { Links } from '../../core/population/links.ts';
import { oddNames } from '../../core/population/odd-names.ts';
import { createPerson, type Person } from '../../core/population/people.ts';
import { phoneValue } from '../../core/population/phones.ts';
import { PLACEHOLDER_NAMES } from '../../core/population/placeholders.ts';
import { countryValue, fillValue, titleValue } from '../../core/population/profile.ts';
import { Draw } from '../../core/population/random.ts';
import type { ContactPlan } from './contact.ts';
import { ownerValue } from './owners.ts';
import { stamp } from './stamp.ts';

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

const BOUNCES = [
  ['UNKNOWN_USER', 70],
  ['MAILBOX_FULL', 15],
  ['POLICY', 15],
] as const;

/** HubSpot's dates of what people did; the modified dates are not among them. */
const ACTIVITY_PROPERTIES = [
  'notes_last_contacted',
  'notes_last_updated',
  'hs_last_sales_activity_timestamp',
  'hs_sales_email_last_replied',
  'recent_conversion_date',
] as const;

/** The stored properties of a contact. */
export function contactProperties(
  seed: number,
  links: Links,
  index: number,
  plan: ContactPlan,
): Record<string, string> {
  const draw = new Draw(seed, 42, index);
  const person = meetContact(seed, links, index, draw);
  const { country } = person.firm;
  const properties: Record<string, string> = {};
  const put = (name: string, value: string | null) => {
    if (value !== null) properties[name] = value;
  };
  put('email', emailValue(plan.email, { ...person, index, turn: plan.turn }, draw));
  putName(plan, person, put, draw);
  put('phone', phoneValue(plan.phone, country, 'office', draw));
  put('mobilephone', phoneValue(plan.mobile, country, 'mobile', draw));
  put('jobtitle', titleValue(plan.title, draw));
  put('company', links.seat(index) === null ? null : person.firm.name);
  put('country', countryValue(plan.country, country, draw));
  put('city', draw.chance(85) ? draw.pick(country.cities) : null);
  put('lifecyclestage', plan.lifecycle);
  put('hs_lead_status', plan.leadStatus);
  put('notes_next_activity_date', plan.nextActivity === null ? null : stamp(plan.nextActivity));
  put('hs_analytics_source', fillValue(plan.source, draw.weighted(SOURCES), draw));
  put('hs_email_hard_bounce_reason_enum', plan.isBounced ? draw.weighted(BOUNCES) : null);
  put('hubspot_owner_id', ownerValue(plan.owner, draw));
  const start = draw.below(ACTIVITY_PROPERTIES.length);
  plan.activities.forEach((activity, number) => {
    put(ACTIVITY_PROPERTIES[(start + number) % ACTIVITY_PROPERTIES.length] as string, stamp(activity));
  });
  return properties;
}

function meetContact(seed: number, links: Links, index: number, draw: Draw): Person {
  const seat = links.seat(index);
  const ownKey = links.companies.size + index;
  return createPerson(seed, { firmKey: seat?.company ?? ownKey, ownKey, place: seat?.place ?? 0 }, draw);
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
  const odd = oddNames(person, draw);
  const filled: Readonly<Record<ContactPlan['name'], readonly [string | null, string | null]>> = {
    full: [first, last],
    'last-only': [null, last],
    'last-missing': [first, null],
    'last-blank': [first, '  '],
    'last-placeholder': [first, nothing],
    'first-placeholder': [nothing, last],
    'first-placeholder-last-missing': [nothing, null],
    'both-placeholder': [nothing, nothing],
    'odd-first': [odd.first, last],
    'odd-last': [first, odd.last],
  };
  put('firstname', filled[plan.name][0]);
  put('lastname', filled[plan.name][1]);
}
