import { parse } from 'tldts';
import type { ObjectName, Population } from '../../../src/sandbox/hubspot/population/population.ts';
import {
  isBadEmail,
  isBadPhone,
  isEmpty,
  isForeignPhone,
  isFreeAddress,
  isLacking,
  isLackingPhone,
  isMadeUpPhone,
  isNoCountry,
  isNoSite,
  isOddName,
  isPlaceholder,
  isPlaceholderEmail,
  monthsLater,
  ROLES,
  THROWN_AWAY,
  TYPO,
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

  const wonStages = new Set(
    population.pipelines.flatMap((line) => line.stages.filter((s) => s.probability === '1.0').map((s) => s.id)),
  );
  const isWon = (deal: number) => wonStages.has(propertiesOf('deals', deal).dealstage as string);

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
      else if (isFreeAddress(email)) found.push('email-free-mail');
      if (!isBadEmail(email)) {
        const domain = parse(email.split('@')[1] as string).domain as string;
        if (TYPO.test(domain)) found.push('email-domain-typo');
        if (THROWN_AWAY.test(domain)) found.push('email-disposable');
        if (own.hs_email_hard_bounce_reason_enum !== undefined) found.push('email-bounced');
      }
    }
    const names = [own.firstname, own.lastname].filter((name) => !isEmpty(name));
    if (names.some((name) => isPlaceholder(name as string))) found.push('name-placeholder');
    else if (isEmpty(own.lastname) && isOldEnough) found.push('name-missing');
    if (!found.includes('name-placeholder') && names.some(isOddName)) found.push('name-format');
    const phones = [own.phone, own.mobilephone];
    const isMadeUp = phones.some(isMadeUpPhone);
    const isBad = phones.some(isBadPhone);
    if (isMadeUp && !unreachable) found.push('phone-placeholder');
    if (isBad && !isMadeUp) found.push('phone-invalid');
    if (isNoCountry(own.country)) found.push('country-invalid');
    if ((isMadeUp || !isBad) && phones.some((phone) => isForeignPhone(phone, own.country)))
      found.push('country-phone-mismatch');
    const stage = own.lifecyclestage;
    if (QUALIFIED.includes(stage ?? '') && isOldEnough) {
      if (isLacking(own.jobtitle)) found.push('title-missing');
      if (isLacking(own.country)) found.push('country-missing');
    }
    if (isLacking(own.hs_analytics_source) && isOldEnough) found.push('source-missing');
    const deals = population.associated('contacts', index, 'deals');
    const isBuyer = deals.some(isWon);
    const isCustomer = stage === 'customer' || stage === 'evangelist';
    const isOutside = isEmpty(stage) || stage === 'other';
    if (isBuyer && !isCustomer && !isOutside) found.push('won-deal-not-customer');
    if (!isBuyer && stage === 'customer') found.push('customer-without-won-deal');
    if (deals.some(isOpen) && (stage === 'lead' || stage === 'subscriber')) found.push('open-deal-early-stage');
    if (isEmpty(stage) && isOldEnough) found.push('lifecycle-missing');
    if (isEmpty(own.hubspot_owner_id)) {
      if (QUALIFIED.includes(stage ?? '') && isOldEnough) found.push('owner-missing');
    } else if (!activeOwners.has(own.hubspot_owner_id as string)) found.push('owner-inactive');
    if (population.associated('contacts', index, 'companies').length === 0 && isOldEnough)
      found.push('company-missing');
    const activities = ['notes_last_contacted', 'notes_last_updated', 'hs_last_sales_activity_timestamp'];
    activities.push('hs_sales_email_last_replied', 'recent_conversion_date');
    const isAhead = activities.some((name) => Date.parse(own[name] ?? '') > at);
    const isPlanned = dayOf(Date.parse(own.notes_next_activity_date ?? '1970-01-01')) >= dayOf(at);
    if (own.hs_lead_status === 'BAD_TIMING' && !isCustomer && stage !== 'opportunity' && !isAhead && !isPlanned)
      found.push('nurture-without-next-step');
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
    if (isLacking(own.name)) found.push('name-placeholder');
    const site = [own.domain, own.website].find((one) => !isLacking(one));
    if (site !== undefined && isNoSite(site)) found.push('domain-invalid');
    if (isNoCountry(own.country)) found.push('country-invalid');
    if (own.numberofemployees === undefined && own.annualrevenue === undefined && age >= 7) found.push('size-missing');
    if (!isEmpty(own.hubspot_owner_id) && !activeOwners.has(own.hubspot_owner_id as string))
      found.push('owner-inactive');
    const created = population.createdAt('companies', index);
    const last = Math.max(created, lastActivity(own, ['notes_last_contacted'], at) ?? created);
    if (monthsLater(dayOf(last), 18) < dayOf(at)) found.push('stale');
    if (age > 90 && population.associated('companies', index, 'contacts').length === 0) found.push('contacts-missing');
    return found.map((rule) => `company/${rule}`);
  }

  function deal(index: number, at: number): string[] {
    const found: string[] = [];
    const own = propertiesOf('deals', index);
    const created = population.createdAt('deals', index);
    if (!isOpen(index)) {
      const lost = Date.parse(own.closedate ?? (own.hs_v2_date_entered_current_stage as string));
      const isRecent = daysBetween(lost, at) <= 90 && daysBetween(created, at) >= 7;
      return !isWon(index) && isRecent && isLacking(own.closed_lost_reason) ? ['deal/lost-without-reason'] : [];
    }
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
    const quietDays = daysBetween(Math.max(last, created), at);
    if (own.hs_manual_forecast_category === 'COMMIT') {
      if (quietDays > 14) found.push('commit-without-activity');
    } else if (quietDays > (isFirst ? 30 : 14)) found.push('inactive');
    if (!/ - .+ - \d{4}-\d\d$/.test(own.dealname ?? '')) found.push('name-pattern');
    if (Number(own.amount ?? 0) > 50_000 && population.associated('deals', index, 'contacts').length === 1)
      found.push('single-threaded');
    const stages = population.pipelines.find((line) => line.id === own.pipeline)?.stages ?? [];
    const open = stages.filter((stage) => !stage.isClosed).map((stage) => stage.id);
    const place = open.indexOf(own.dealstage as string);
    const wasIn = open.map(
      (stage, rank) => rank === place || Date.parse(own[`hs_v2_date_entered_${stage}`] ?? '') <= at,
    );
    const begun = wasIn.indexOf(true);
    if (begun < place && wasIn.slice(begun, place).includes(false)) found.push('stage-skipped');
    const days = own.closedate === undefined ? -1 : daysBetween(at, Date.parse(own.closedate));
    if (place < Math.floor(open.length / 2) && days >= 0 && days <= 14) found.push('close-date-too-near');
    const changed = own.hs_next_step_updated_at;
    const isUnchanged = changed !== undefined && daysBetween(Date.parse(changed), at) > 30;
    if (isLacking(own.hs_next_step) || isUnchanged) found.push('next-step-missing');
    return found.map((rule) => `deal/${rule}`);
  }

  const judges = { contacts: contact, companies: company, deals: deal };
  return { failing: (object, index, at) => judges[object](index, at).sort() };
}
