import { parse } from 'tldts';
import type { ObjectName, Population } from '../../../src/sandbox/hubspot/population/population.ts';
import {
  FREE,
  isBadEmail,
  isBadPhone,
  isEmpty,
  isLacking,
  isLackingPhone,
  isPlaceholder,
  isPlaceholderEmail,
  ROLES,
} from './judge-values.ts';

/**
 * Judges records by what they show, in the plainest code: a second reading of the meaning of the rules that knows nothing of
 * how the records were planted.
 */
export interface Judge {
  /** The rules that fail on a record at an instant, sorted. */
  failing(object: ObjectName, index: number, at: number): readonly string[];
}

const QUALIFIED = ['marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist'];

type Properties = Readonly<Record<string, string>>;

/** Reads the population through its public face only. */
export function createJudge(population: Population, timeZone: string): Judge {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const days = new Map<number, number>();
  const dayOf = (instant: number): number => {
    const day = days.get(instant) ?? Date.parse(format.format(instant)) / 86_400_000;
    days.set(instant, day);
    return day;
  };
  const daysBetween = (from: number, to: number) => dayOf(to) - dayOf(from);
  const closedStages = new Set(
    population.pipelines.flatMap((line) => line.stages.filter((s) => s.isClosed).map((s) => s.id)),
  );
  const firstStages = new Set(population.pipelines.map((line) => line.stages[0]?.id));
  const activeOwners = new Set(population.owners.filter((owner) => !owner.archived).map((owner) => owner.id));
  const known = new Map<string, Properties>();
  const propertiesOf = (object: ObjectName, index: number): Properties => {
    const key = `${object} ${index}`;
    const properties = known.get(key) ?? population.properties(object, index);
    known.set(key, properties);
    return properties;
  };
  const isOpen = (deal: number) => !closedStages.has(propertiesOf('deals', deal).dealstage as string);

  const lastActivity = (properties: Properties, names: readonly string[], at: number): number | undefined =>
    names
      .map((name) => Date.parse(properties[name] ?? ''))
      .filter((instant) => instant <= at)
      .sort((one, other) => other - one)[0];

  function isYearAgo(instant: number, at: number): boolean {
    const date = new Date(dayOf(instant) * 86_400_000);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const monthEnd = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
    return Date.UTC(year + 1, month - 1, Math.min(day, monthEnd)) / 86_400_000 < dayOf(at);
  }

  function contact(index: number, at: number): string[] {
    const found: string[] = [];
    const own = propertiesOf('contacts', index);
    const created = population.createdAt('contacts', index);
    const isOldEnough = daysBetween(created, at) >= 7;
    const email = own.email ?? '';
    const noMail = isEmpty(email);
    const fakeMail = !noMail && isPlaceholderEmail(email);
    const noPhone = isLackingPhone(own.phone) && isLackingPhone(own.mobilephone);
    const unreachable = (noMail || fakeMail) && noPhone && isOldEnough;
    if (unreachable) found.push('unreachable');
    if (noMail && !noPhone && isOldEnough) found.push('email-missing');
    if (fakeMail && !unreachable) found.push('email-placeholder');
    if (!noMail && !fakeMail) {
      const local = email.split('@')[0]?.split('+')[0] as string;
      if (isBadEmail(email)) found.push('email-invalid');
      else if (ROLES.includes(local)) found.push('email-role');
      else if (FREE.test(parse(email.split('@')[1] as string).domain as string)) found.push('email-free-mail');
    }
    const names = [own.firstname, own.lastname].filter((name) => !isEmpty(name));
    if (names.some((name) => isPlaceholder(name as string))) found.push('name-placeholder');
    else if (isEmpty(own.lastname) && isOldEnough) found.push('name-missing');
    if (isBadPhone(own.phone) || isBadPhone(own.mobilephone)) found.push('phone-invalid');
    const stage = own.lifecyclestage;
    if (isEmpty(stage) && isOldEnough) found.push('lifecycle-missing');
    if (isEmpty(own.hubspot_owner_id)) {
      if (QUALIFIED.includes(stage ?? '') && isOldEnough) found.push('owner-missing');
    } else if (!activeOwners.has(own.hubspot_owner_id as string)) found.push('owner-inactive');
    if (population.associated('contacts', index, 'companies').length === 0 && isOldEnough)
      found.push('company-missing');
    const activities = ['notes_last_contacted', 'notes_last_updated', 'hs_last_sales_activity_timestamp'];
    activities.push('hs_sales_email_last_replied', 'recent_conversion_date');
    const last = lastActivity(own, activities, at) ?? created;
    const isIdle = isYearAgo(last, at) && stage !== 'customer' && stage !== 'evangelist';
    if (isIdle && !population.associated('contacts', index, 'deals').some(isOpen)) found.push('stale');
    return found.map((rule) => `person/${rule}`);
  }

  function company(index: number, at: number): string[] {
    const found: string[] = [];
    const own = propertiesOf('companies', index);
    const age = daysBetween(population.createdAt('companies', index), at);
    if (age >= 7) {
      if (isLacking(own.domain) && isLacking(own.website)) found.push('domain-missing');
      if (isLacking(own.industry)) found.push('industry-missing');
      if (isEmpty(own.hubspot_owner_id)) found.push('owner-missing');
    }
    if (age > 90 && population.associated('companies', index, 'contacts').length === 0) found.push('contacts-missing');
    return found.map((rule) => `company/${rule}`);
  }

  function deal(index: number, at: number): string[] {
    if (!isOpen(index)) return [];
    const found: string[] = [];
    const own = propertiesOf('deals', index);
    const created = population.createdAt('deals', index);
    const isFirst = firstStages.has(own.dealstage);
    if (daysBetween(created, at) >= 7) {
      if (!isFirst && Number(own.amount ?? 0) === 0) found.push('amount-missing');
      if (isEmpty(own.closedate)) found.push('close-date-missing');
      if (population.associated('deals', index, 'contacts').length === 0) found.push('contact-missing');
      if (population.associated('deals', index, 'companies').length === 0) found.push('company-missing');
      if (isEmpty(own.hubspot_owner_id)) found.push('owner-missing');
    }
    if (!isEmpty(own.hubspot_owner_id) && !activeOwners.has(own.hubspot_owner_id as string))
      found.push('owner-inactive');
    if (own.closedate !== undefined && daysBetween(Date.parse(own.closedate), at) > 0) found.push('close-date-past');
    if (daysBetween(Date.parse(own.hs_v2_date_entered_current_stage as string), at) > 60) found.push('stage-aging');
    const activities = ['notes_last_contacted', 'notes_last_updated', 'hs_latest_meeting_activity'];
    const last = lastActivity(own, [...activities, 'hs_latest_sales_email_reply_date'], at) ?? created;
    if (daysBetween(Math.max(last, created), at) > (isFirst ? 30 : 14)) found.push('inactive');
    const changed = own.hs_next_step_updated_at;
    const isUnchanged = changed !== undefined && daysBetween(Date.parse(changed), at) > 30;
    if (isLacking(own.hs_next_step) || isUnchanged) found.push('next-step-missing');
    return found.map((rule) => `deal/${rule}`);
  }

  const judges = { contacts: contact, companies: company, deals: deal };
  return { failing: (object, index, at) => judges[object](index, at).sort() };
}
