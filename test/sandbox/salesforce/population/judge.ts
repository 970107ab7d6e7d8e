import { parse } from 'tldts';
import type {
  ChildRow,
  ObjectName,
  RelatedPopulation,
} from '../../../../src/sandbox/salesforce/population/population.ts';
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
} from '../../population/judge-values.ts';

/**
 * Judges records by what their fields and rows show, in the plainest code: a second reading of the meaning of the rules that
 * knows nothing of how the records were planted.
 */
export interface Judge {
  /** The rules that fail on a record at an instant, sorted. */
  failing(object: ObjectName, index: number, at: number): readonly string[];
}

const DAY_MS = 86_400_000;

/** The instant of a time as Salesforce sends it. */
export function instantOf(time: unknown): number {
  return Date.parse(String(time).replace('+0000', 'Z'));
}

/** The number since 1970-01-01 of a date as Salesforce sends it. */
export function dayOfDate(date: unknown): number {
  return Date.parse(String(date)) / DAY_MS;
}

type Shown = Readonly<Record<string, string | number | boolean>>;

/** What a record shows, read once. */
interface Seen {
  readonly own: Shown;
  readonly rows: readonly ChildRow[];
  readonly created: number;
}

const text = (value: unknown) => (value === undefined ? undefined : String(value));
const isLackingText = (value: unknown) => isLacking(text(value)?.replace(/^\[(.*)\]$/, '$1'));

/** Reads a population through fields, children and dates only; who is related to whom it works out itself. */
export function createJudge(population: RelatedPopulation, timeZone: string): Judge {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const days = new Map<number, number>();
  const dayOf = (instant: number): number => {
    const day = days.get(instant) ?? dayOfDate(format.format(instant));
    days.set(instant, day);
    return day;
  };
  const read = (object: ObjectName): Seen[] =>
    Array.from({ length: population.sizes[object] }, (_, index) => ({
      own: population.fields(object, index),
      rows: population.children(object, index),
      created: population.createdAt(object, index),
    }));
  const seen = {
    Lead: read('Lead'),
    Contact: read('Contact'),
    Account: read('Account'),
    Opportunity: read('Opportunity'),
  };
  const isActive = new Map(population.owners.map((owner) => [owner.id, owner.isActive]));
  const isQueue = new Map(population.owners.map((owner) => [owner.id, owner.kind === 'Queue']));
  const isClosed = new Map(population.stages.map((stage) => [stage.apiName, stage.isClosed]));
  const employers = new Set(seen.Contact.map(({ own }) => own.AccountId));
  const isLost = new Map(population.stages.map((stage) => [stage.apiName, stage.isClosed && !stage.isWon]));
  const inLivingDeal = new Set<unknown>();
  for (const { own, rows } of seen.Opportunity) {
    if (isLost.get(own.StageName as string)) continue;
    for (const { type, fields } of rows) if (type === 'OpportunityContactRole') inLivingDeal.add(fields.ContactId);
  }

  function lastActivityDay({ own, rows }: Seen, at: number): number | undefined {
    const done: number[] = [];
    if (own.LastActivityDate !== undefined) done.push(dayOfDate(own.LastActivityDate));
    for (const { type, fields } of rows) {
      const time =
        type === 'Event' ? fields.StartDateTime : fields.IsClosed === true ? fields.CompletedDateTime : undefined;
      if (time === null) done.push(dayOfDate(fields.ActivityDate));
      else if (time !== undefined && instantOf(time) <= at) done.push(dayOf(instantOf(time)));
    }
    return done.filter((day) => day <= dayOf(at)).sort((one, other) => other - one)[0];
  }

  function isYearAgo(start: number, at: number): boolean {
    const date = new Date(start * DAY_MS);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const monthEnd = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
    return Date.UTC(year + 1, month - 1, Math.min(day, monthEnd)) / DAY_MS < dayOf(at);
  }

  function person(record: Seen, at: number, isInLivingDeal: boolean): string[] {
    const { own, created } = record;
    const found: string[] = [];
    const isOldEnough = dayOf(at) - dayOf(created) >= 7;
    const email = text(own.Email) ?? '';
    const noMail = isEmpty(email);
    const fakeMail = !noMail && isPlaceholderEmail(email);
    const noPhone = isLackingPhone(text(own.Phone)) && isLackingPhone(text(own.MobilePhone));
    const unreachable = (noMail || fakeMail) && noPhone && isOldEnough;
    if (unreachable) found.push('unreachable');
    if (noMail && !noPhone && isOldEnough) found.push('email-missing');
    if (fakeMail && !unreachable) found.push('email-placeholder');
    if (!noMail && !fakeMail) {
      if (isBadEmail(email)) found.push('email-invalid');
      else if (ROLES.includes(email.split('@')[0]?.split('+')[0] as string)) found.push('email-role');
      else if (isFreeAddress(email)) found.push('email-free-mail');
      if (!isBadEmail(email)) {
        const domain = parse(email.split('@')[1] as string).domain as string;
        if (TYPO.test(domain)) found.push('email-domain-typo');
        if (THROWN_AWAY.test(domain)) found.push('email-disposable');
        if (own.EmailBouncedDate !== undefined) found.push('email-bounced');
      }
    }
    const names = [own.FirstName, own.LastName].filter((name) => name !== undefined);
    if (names.some((name) => isPlaceholder(String(name)))) found.push('name-placeholder');
    else if (isEmpty(text(own.LastName)) && isOldEnough) found.push('name-missing');
    if (!found.includes('name-placeholder') && names.some((name) => isOddName(text(name)))) found.push('name-format');
    const phones = [text(own.Phone), text(own.MobilePhone)];
    const isMadeUp = phones.some(isMadeUpPhone);
    const isBad = phones.some(isBadPhone);
    if (isMadeUp && !unreachable) found.push('phone-placeholder');
    if (isBad && !isMadeUp) found.push('phone-invalid');
    const country = text(own.Country ?? own.MailingCountry);
    if (isNoCountry(country)) found.push('country-invalid');
    if ((isMadeUp || !isBad) && phones.some((phone) => isForeignPhone(phone, country)))
      found.push('country-phone-mismatch');
    if (own.Status === 'Working - Contacted' && isOldEnough) {
      if (isLackingText(own.Title)) found.push('title-missing');
      if (isLacking(country)) found.push('country-missing');
    }
    if (isLackingText(own.LeadSource) && isOldEnough) found.push('source-missing');
    if (isActive.get(own.OwnerId as string) !== true) found.push('owner-inactive');
    if (isLackingText(own.Company ?? own.AccountId) && isOldEnough) found.push('company-missing');
    if (!isInLivingDeal && isYearAgo(lastActivityDay(record, at) ?? dayOf(created), at)) found.push('stale');
    return found.map((rule) => `person/${rule}`);
  }

  function lead(record: Seen, at: number): string[] {
    const { own, created } = record;
    if (own.IsConverted === true) return [];
    const found = person(record, at, false);
    const isQueued = isQueue.get(own.OwnerId as string) === true;
    const isAside = own.Status === 'Nurturing' || own.Status === 'Closed - Not Converted';
    if (isQueued && !isAside && at - created > 24 * 3_600_000) found.push('lead/unassigned');
    else if (isQueued && own.Status === 'Working - Contacted' && dayOf(at) - dayOf(created) >= 7)
      found.push('person/owner-missing');
    return found;
  }

  function account(record: Seen, id: string, at: number): string[] {
    const { own, created } = record;
    const found: string[] = [];
    if (isLackingText(own.Name)) found.push('company/name-placeholder');
    if (!isLackingText(own.Website) && isNoSite(String(own.Website))) found.push('company/domain-invalid');
    if (isNoCountry(text(own.BillingCountry))) found.push('company/country-invalid');
    if (isActive.get(own.OwnerId as string) !== true) found.push('company/owner-inactive');
    const lastDay = Math.max(dayOf(created), lastActivityDay(record, at) ?? 0);
    if (monthsLater(lastDay, 18) < dayOf(at)) found.push('company/stale');
    const isSizeless = own.NumberOfEmployees === undefined && own.AnnualRevenue === undefined;
    if (isSizeless && dayOf(at) - dayOf(created) >= 7) found.push('company/size-missing');
    const age = dayOf(at) - dayOf(created);
    if (isLackingText(own.Website) && age >= 7) found.push('company/domain-missing');
    if (isLackingText(own.Industry) && age >= 7) found.push('company/industry-missing');
    if (isEmpty(text(own.OwnerId)) && age >= 7) found.push('company/owner-missing');
    if (age > 90 && !employers.has(id)) found.push('company/contacts-missing');
    return found;
  }

  function enteredAt({ own, rows, created }: Seen): number {
    const history = rows.filter(({ type }) => type === 'OpportunityHistory').map(({ fields }) => fields);
    const moves = history.filter(({ StageName }, place) => place > 0 && StageName !== history[place - 1]?.StageName);
    const last = moves.at(-1)?.CreatedDate ?? own.LastStageChangeDate;
    return last === undefined ? created : instantOf(last);
  }

  function opportunity(record: Seen, at: number): string[] {
    const { own, rows, created } = record;
    if (isClosed.get(own.StageName as string)) return [];
    const found: string[] = [];
    const isFirst = own.StageName === population.stages[0]?.apiName;
    if (dayOf(at) - dayOf(created) >= 7) {
      if (!isFirst && Number(own.Amount ?? 0) === 0) found.push('amount-missing');
      if (!rows.some(({ type }) => type === 'OpportunityContactRole')) found.push('contact-missing');
      if (own.AccountId === undefined) found.push('company-missing');
    }
    if (isActive.get(own.OwnerId as string) !== true) found.push('owner-inactive');
    if (dayOfDate(own.CloseDate) < dayOf(at)) found.push('close-date-past');
    if (dayOf(at) - dayOf(enteredAt(record)) > 60) found.push('stage-aging');
    const lastDay = Math.max(dayOf(created), lastActivityDay(record, at) ?? 0);
    const quietDays = dayOf(at) - lastDay;
    if (own.ForecastCategoryName === 'Commit') {
      if (quietDays > 14) found.push('commit-without-activity');
    } else if (quietDays > (isFirst ? 30 : 14)) found.push('inactive');
    const daysLeft = dayOfDate(own.CloseDate) - dayOf(at);
    if (Number(own.PushCount ?? 0) >= 2 && daysLeft >= 0) found.push('close-date-pushed');
    const open = population.stages.filter((stage) => !stage.isClosed).map((stage) => stage.apiName);
    const place = open.indexOf(String(own.StageName));
    if (place < Math.floor(open.length / 2) && daysLeft >= 0 && daysLeft <= 14) found.push('close-date-too-near');
    if (!/ - .+ - \d{4}-\d\d$/.test(String(own.Name))) found.push('name-pattern');
    const roles = rows.filter(({ type }) => type === 'OpportunityContactRole');
    if (Number(own.Amount ?? 0) > 50_000 && roles.length === 1) found.push('single-threaded');
    const history = rows.filter(({ type, fields }) => {
      return type === 'OpportunityHistory' && instantOf(fields.CreatedDate) <= at;
    });
    const visited = new Set(history.map(({ fields }) => fields.StageName));
    const wasIn = open.slice(0, place).map((stage) => visited.has(stage));
    if (wasIn.includes(true) && wasIn.slice(wasIn.indexOf(true)).includes(false)) found.push('stage-skipped');
    if (isLackingText(own.NextStep)) found.push('next-step-missing');
    return found.map((rule) => `deal/${rule}`);
  }

  function failing(object: ObjectName, index: number, at: number): string[] {
    const record = seen[object][index] as Seen;
    if (object === 'Lead') return lead(record, at);
    if (object === 'Opportunity') return opportunity(record, at);
    const id = population.idOf(object, index);
    return object === 'Account' ? account(record, id, at) : person(record, at, inLivingDeal.has(id));
  }

  return { failing: (object, index, at) => failing(object, index, at).sort() };
}
