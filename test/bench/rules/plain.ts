/**
 * The thirty rules of `agreement.yaml` as a good engineer writes them by hand, in no hurry and for these records only:
 * limits and sets are made once, every value is read once, rules are plain code in the order of the product's answer.
 * An absent value does not occur here, so nothing is ever unknown; what cannot be read makes a rule not applicable.
 */

import {
  amountFormat,
  amountRequired,
  closeDateFar,
  closeDatePassed,
  closeDateRequired,
  companyPlaceholder,
  companyRequired,
  countryFormatRule,
  countryRequired,
  createdInFuture,
  type Dimension,
  dealNameFormat,
  dealOwnerRequired,
  emailFormatRule,
  emailRequired,
  firstNamePlaceholder,
  firstNameRequired,
  type Half,
  lastNamePlaceholder,
  lastNameRequired,
  mobileFormat,
  namesEqual,
  nextStepPlaceholder,
  nextStepRequired,
  ownerRequired,
  type Properties,
  phoneFormatRule,
  phoneRequired,
  phonesEqual,
  quiet,
  type RuleFacts,
  rulesInOrder,
  silent,
  stageOld,
  titleRequired,
} from './plain-rules.ts';
import {
  countryFormat,
  emailFormat,
  fold,
  fromMql,
  fromProposal,
  fromSql,
  isFilled,
  keptCustomers,
  lastActivity,
  leadToSql,
  limits,
  nameFormat,
  numberFormat,
  openStages,
  parseTime,
  phoneFormat,
  placeholders,
} from './plain-values.ts';
import { now } from './records.ts';

const { yearAgo, tomorrow, today, todayDate, sixtyDaysAgo, fourteenDaysAgo, lastCloseDay, lastCloseDate } = limits;

/** What one record's rules came to: every weight that applied, the rules that failed, and what they cost. */
interface Tally {
  readonly failed: RuleFacts[];
  /** Weights that applied, only kept where a ledger is wanted. */
  readonly applied: RuleFacts[] | null;
  dataPossible: number;
  dataLost: number;
  stagePossible: number;
  stageLost: number;
  dataCapped: boolean;
}

/** Notes a rule that applies. */
function note(tally: Tally, facts: RuleFacts, holds: boolean): void {
  tally.applied?.push(facts);
  if (facts.half === 'data') tally.dataPossible += facts.weight;
  else tally.stagePossible += facts.weight;
  if (holds) return;
  tally.failed.push(facts);
  if (facts.half === 'data') tally.dataLost += facts.weight;
  else tally.stageLost += facts.weight;
  if (facts.isCritical) tally.dataCapped = true;
}

/** Judges a contact; the rules in the order of their ids, as the product does. */
function judgeContact(p: Properties, tally: Tally): void {
  const { email, phone, mobilePhone, firstName, lastName, companyName, country } = p;
  const lifecycle = fold(p.lifecycle ?? '');
  const isFromMql = fromMql.has(lifecycle);
  const hasPhone = isFilled(phone);
  const hasMobile = isFilled(mobilePhone);
  const hasLast = isFilled(lastName);
  const hasFirst = isFilled(firstName);
  const created = isFilled(p.createdAt) ? parseTime(p.createdAt) : null;
  const activity = lastActivity(p.activityTimes ?? null);
  if (isFilled(companyName)) note(tally, companyPlaceholder, !placeholders.has(fold(companyName)));
  if (leadToSql.has(lifecycle)) note(tally, companyRequired, isFilled(companyName));
  if (isFilled(country)) note(tally, countryFormatRule, countryFormat.test(country.trim()));
  if (isFromMql) note(tally, countryRequired, isFilled(country));
  if (created === null || !Number.isNaN(created))
    note(tally, createdInFuture, created !== null && created < now.getTime());
  if (isFilled(email)) note(tally, emailFormatRule, emailFormat.test(email.trim()));
  note(tally, emailRequired, isFilled(email));
  if (hasFirst) note(tally, firstNamePlaceholder, !placeholders.has(fold(firstName)));
  note(tally, firstNameRequired, hasFirst);
  if (hasLast) note(tally, lastNamePlaceholder, !placeholders.has(fold(lastName)));
  note(tally, lastNameRequired, hasLast);
  if (hasMobile) note(tally, mobileFormat, phoneFormat.test(mobilePhone.trim()));
  if (hasLast) note(tally, namesEqual, !hasFirst || fold(firstName) !== fold(lastName));
  if (isFromMql && fold(p.leadStatus ?? '') !== 'unqualified') note(tally, ownerRequired, isFilled(p.ownerId));
  if (hasPhone) note(tally, phoneFormatRule, phoneFormat.test(phone.trim()));
  if (fromSql.has(lifecycle)) note(tally, phoneRequired, hasPhone);
  if (hasPhone && hasMobile) note(tally, phonesEqual, fold(phone) !== fold(mobilePhone));
  if (created !== null && created < yearAgo && !keptCustomers.has(lifecycle) && !Number.isNaN(activity ?? 0))
    note(tally, silent, activity !== null && activity >= yearAgo && activity < tomorrow);
  if (isFromMql) note(tally, titleRequired, isFilled(p.jobTitle));
}

/** Judges a deal. */
function judgeDeal(p: Properties, tally: Tally): void {
  const { name, amount, nextStep, closeDate } = p;
  const stage = p.stage ?? '';
  const isOpen = openStages.has(stage);
  const hasAmount = isFilled(amount);
  const hasClose = isFilled(closeDate);
  const hasNext = isFilled(nextStep);
  if (hasAmount && numberFormat.test(amount.trim())) {
    const value = Number(amount);
    note(tally, amountFormat, value >= 1 && value <= 5_000_000);
  }
  if (fromProposal.has(stage)) note(tally, amountRequired, hasAmount);
  if (isOpen) {
    const close = hasClose ? parseTime(closeDate) : Number.NaN;
    const isDay = hasClose && closeDate.length === 10;
    if (hasClose && !Number.isNaN(close)) {
      note(tally, closeDateFar, close < (isDay ? lastCloseDate : lastCloseDay));
      note(tally, closeDatePassed, close >= (isDay ? todayDate : today));
    } else if (!hasClose) note(tally, closeDatePassed, true);
    note(tally, closeDateRequired, hasClose);
  }
  note(tally, dealNameFormat, isFilled(name) && nameFormat.test(name.trim()));
  if (hasNext) note(tally, nextStepPlaceholder, !placeholders.has(fold(nextStep)));
  if (isOpen) note(tally, nextStepRequired, hasNext);
  note(tally, dealOwnerRequired, isFilled(p.ownerId));
  if (!isOpen) return;
  const created = isFilled(p.createdAt) ? parseTime(p.createdAt) : Number.NaN;
  if (created < fourteenDaysAgo) {
    const activity = lastActivity(p.activityTimes ?? null);
    if (!Number.isNaN(activity ?? 0))
      note(tally, quiet, activity !== null && activity >= fourteenDaysAgo && activity < tomorrow);
  }
  const entered = isFilled(p.stageEnteredAt) ? parseTime(p.stageEnteredAt) : null;
  if (entered === null || !Number.isNaN(entered)) note(tally, stageOld, entered === null || entered >= sixtyDaysAgo);
}

const cap = 69;

function half(possible: number, lost: number, isCapped: boolean): number | null {
  if (possible === 0) return null;
  const value = Math.floor((100 * (possible - lost)) / possible);
  return isCapped ? Math.min(value, cap) : value;
}

function gradeOf(health: number): string {
  return health >= 90 ? 'A' : health >= 80 ? 'B' : health >= 70 ? 'C' : health >= 60 ? 'D' : 'F';
}

function emptyTally(withLedger: boolean): Tally {
  return {
    failed: [],
    applied: withLedger ? [] : null,
    dataPossible: 0,
    dataLost: 0,
    stagePossible: 0,
    stageLost: 0,
    dataCapped: false,
  };
}

function tallyOf(object: 'contact' | 'deal', properties: Properties, withLedger: boolean): Tally {
  const tally = emptyTally(withLedger);
  if (object === 'contact') judgeContact(properties, tally);
  else judgeDeal(properties, tally);
  return tally;
}

function healthOf(
  object: 'contact' | 'deal',
  data: number | null,
  stage: number | null,
  isCapped: boolean,
): number | null {
  const dataWeight = data === null ? 0 : object === 'contact' ? 60 : 40;
  const stageWeight = stage === null ? 0 : object === 'contact' ? 40 : 60;
  if (dataWeight + stageWeight === 0) return null;
  const mean = Math.floor(((data ?? 0) * dataWeight + (stage ?? 0) * stageWeight) / (dataWeight + stageWeight));
  return isCapped ? Math.min(mean, cap) : mean;
}

/** The score and the ids of the failed rules. */
export function scorePlain(object: 'contact' | 'deal', properties: Properties) {
  return closeScore(object, tallyOf(object, properties, false));
}

/** The same of the answers of another program: by rule in order true, false, or null where it does not apply. */
export function scoreAnswers(object: 'contact' | 'deal', answerOf: (index: number) => boolean | null) {
  const tally = emptyTally(false);
  const rules = rulesInOrder[object];
  for (let index = 0; index < rules.length; index++) {
    const answer = answerOf(index);
    if (answer !== null) note(tally, rules[index]!, answer);
  }
  return closeScore(object, tally);
}

function closeScore(object: 'contact' | 'deal', tally: Tally) {
  const data = half(tally.dataPossible, tally.dataLost, tally.dataCapped);
  const stage = half(tally.stagePossible, tally.stageLost, false);
  const health = healthOf(object, data, stage, tally.dataCapped);
  return { health, grade: health === null ? null : gradeOf(health), failed: tally.failed.map((facts) => facts.id) };
}

function ledgerOf(name: Half, tally: Tally) {
  const possible = name === 'data' ? tally.dataPossible : tally.stagePossible;
  if (possible === 0) return null;
  const missed = name === 'data' ? tally.dataLost : tally.stageLost;
  const uncapped = Math.floor((100 * (possible - missed)) / possible);
  const value = name === 'data' && tally.dataCapped ? Math.min(uncapped, cap) : uncapped;
  const lost: { rule: string; hundredths: number }[] = [];
  let total = 0;
  for (const facts of tally.failed) {
    if (facts.half !== name) continue;
    const hundredths = Math.round((10_000 * facts.weight) / possible);
    lost.push({ rule: facts.id, hundredths });
    total += hundredths;
  }
  const sums: Partial<Record<Dimension, { possible: number; gained: number }>> = {};
  for (const facts of tally.applied!) {
    if (facts.half !== name) continue;
    let sum = sums[facts.dimension];
    if (!sum) {
      sum = { possible: 0, gained: 0 };
      sums[facts.dimension] = sum;
    }
    sum.possible += facts.weight;
    if (!tally.failed.includes(facts)) sum.gained += facts.weight;
  }
  const byDimension: Partial<Record<Dimension, number>> = {};
  for (const dimension in sums) {
    const { possible: all, gained } = sums[dimension as Dimension]!;
    byDimension[dimension as Dimension] = Math.floor((100 * gained) / all);
  }
  return {
    half: name,
    value,
    byDimension,
    lost,
    roundingHundredths: 10_000 - total - 100 * uncapped,
    capHundredths: 100 * (uncapped - value),
  };
}

/** The same with the whole ledger and the finding of every failed rule. */
export function explainPlain(object: 'contact' | 'deal', properties: Properties) {
  const tally = tallyOf(object, properties, true);
  const data = ledgerOf('data', tally);
  const stage = ledgerOf('stage', tally);
  const health = healthOf(object, data?.value ?? null, stage?.value ?? null, tally.dataCapped);
  const stageHealth = stage === null ? null : stage.value < 60 ? 'unhealthy' : stage.value < 80 ? 'at_risk' : 'healthy';
  return {
    score: { data, stage, health, grade: health === null ? null : gradeOf(health), stageHealth, coverage: 1 },
    findings: tally.failed.map((facts) => ({
      rule: facts.id,
      field: facts.field,
      severity: facts.severity,
      message: facts.message(properties),
      remedy: facts.remedy,
    })),
  };
}
