import { isAtOrAfter, lifecycleAside } from '../../src/model/dictionary.ts';
import type { KeyDefinition } from '../../src/model/identity.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { comparableCompanyName } from './company-name.ts';
import { e164Of } from './drift.ts';
import { fieldOf, presenceOf, textOf } from './field.ts';
import { fold } from './fold.ts';
import { companyDomain, emailKey } from './identity-keys.ts';
import { isPlaceholder } from './placeholder.ts';
import { phoneFields } from './reach.ts';
import { personName } from './similar-name.ts';

/** A text that says something, in the form in which two are compared; null for none. */
function comparable(record: CrmRecord, field: string): string | null {
  const text = textOf(fieldOf(record, field));
  return text === null || isPlaceholder(text) ? null : fold(text).replace(/\s+/g, ' ');
}

/** People with the same number, in E.164. A switchboard has many, so that the number alone tells nobody apart. */
export const phoneKey: KeyDefinition = {
  kind: 'phone',
  version: 1,
  isLocal: true,
  valuesOf(record) {
    const numbers = phoneFields.flatMap((field) => {
      const phone = textOf(fieldOf(record, field));
      return (phone !== null && e164Of(phone, record)) || [];
    });
    return [...new Set(numbers)];
  },
};

/** The companies a person is at: by name, and by the domain of the address where that is one of a company. */
function employersOf(record: CrmRecord): readonly string[] {
  const name = comparable(record, 'companyName');
  const [email] = emailKey.valuesOf(record);
  const domain = email === undefined ? null : companyDomain(email.slice(email.lastIndexOf('@') + 1));
  return [...(name === null ? [] : [`n ${comparableCompanyName(name)}`]), ...(domain === null ? [] : [`d ${domain}`])];
}

/**
 * People at one company whose first or last names begin alike, in whichever order the two are written: similar names
 * nearly always do, and a large employer makes no large group.
 */
export const nameAtCompanyKey: KeyDefinition = {
  kind: 'name-at-company',
  version: 1,
  isLocal: true,
  valuesOf(record) {
    const name = personName(record);
    if (name === null) return [];
    const beginnings = [...new Set([name.first.slice(0, 3), name.last.slice(0, 3)].filter(Boolean))];
    return employersOf(record).flatMap((employer) => beginnings.map((beginning) => `${employer} ${beginning}`));
  },
};

/** The name of a company without legal form and blanks; null where it is empty or made up. */
export function bareCompanyName(record: Pick<CrmRecord, 'fields'>): string | null {
  const text = textOf(fieldOf(record, 'name'));
  const name = text === null || isPlaceholder(text) ? '' : comparableCompanyName(text).replace(/[\s&+,'’-]+/g, '');
  return name === '' ? null : name;
}

const comparedLetters = 10;

/** Companies whose names begin or end alike, so that a typing error leaves one of the two. */
export const companyNameKey: KeyDefinition = {
  kind: 'company-name',
  version: 1,
  isLocal: true,
  valuesOf(record) {
    const name = bareCompanyName(record);
    return name === null ? [] : [`^${name.slice(0, comparedLetters)}`, `${name.slice(-comparedLetters)}$`];
  },
};

const longestStep = 200;

/** Deals of one owner with one next step, open ones and closed ones. */
export const nextStepKey: KeyDefinition = {
  kind: 'next-step',
  version: 1,
  isLocal: true,
  valuesOf(record) {
    const [owner, step] = [textOf(fieldOf(record, 'ownerId')), comparable(record, 'nextStep')];
    return owner === null || owner.trim() === '' || !step ? [] : [`${owner} ${step.slice(0, longestStep)}`];
  },
};

/** Whether nobody has been in touch with a lead, nor begun to work on it; 'unknown' where the CRM does not tell. */
export function isUntouched(record: CrmRecord): boolean | 'unknown' {
  const stage = fieldOf(record, 'lifecycle');
  const touches = fieldOf(record, 'outboundTimes');
  if (touches.is === 'value' || touches.is === 'invalid') return false;
  if (stage.is === 'unknown') return 'unknown';
  const text = textOf(stage);
  const isPast =
    text !== null && (isAtOrAfter(text, 'working') || (lifecycleAside as readonly string[]).includes(text));
  if (isPast) return false;
  return touches.is === 'unknown' ? 'unknown' : true;
}

/** New leads of one owner that nobody was in touch with. */
export const untouchedLeadKey: KeyDefinition = {
  kind: 'untouched-lead',
  version: 1,
  isLocal: true,
  valuesOf(record) {
    const owner = fieldOf(record, 'ownerId');
    const id = textOf(owner);
    return id !== null && presenceOf(owner) === 'filled' && isUntouched(record) === true ? [id] : [];
  },
};
