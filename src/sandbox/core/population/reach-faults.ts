import { EMAIL_FAULTS, type EmailKind } from './emails.ts';
import { isUsablePhone, type PhoneKind } from './phones.ts';
import type { CountryKind } from './profile.ts';
import { always, type FaultList, type Holds } from './verdicts.ts';

/** The ways to reach a person, as they were planted. */
interface Reach {
  readonly email: EmailKind;
  readonly phone: PhoneKind;
  readonly mobile: PhoneKind;
  readonly country: CountryKind;
  /** Whether mail to the address came back for good. */
  readonly isBounced: boolean;
}

/** Adds the faults of a person's address; who cannot be reached at all has that one fault, but only after the days of grace. */
export function addReachFaults(list: FaultList, reach: Reach, inTime: Holds): void {
  const fault = EMAIL_FAULTS[reach.email];
  const canCall = isUsablePhone(reach.phone) || isUsablePhone(reach.mobile);
  const hasAddress = fault !== 'missing' && fault !== 'placeholder';
  list.add('person/unreachable', !hasAddress && !canCall, inTime);
  list.add('person/email-missing', fault === 'missing' && canCall, inTime);
  list.add('person/email-placeholder', fault === 'placeholder', (moment) => canCall || !inTime(moment));
  list.add('person/email-invalid', fault === 'invalid', always);
  list.add('person/email-role', fault === 'role', always);
  list.add('person/email-free-mail', fault === 'free', always);
  list.add('person/email-domain-typo', fault === 'typo', always);
  list.add('person/email-disposable', fault === 'disposable', always);
  list.add('person/email-bounced', reach.isBounced && hasAddress && fault !== 'invalid', always);
  addPhoneFaults(list, reach, hasAddress || canCall, inTime);
}

/** Adds the faults of the telephone numbers: a made-up one hides that another is invalid. */
function addPhoneFaults(list: FaultList, reach: Reach, isReachable: boolean, inTime: Holds): void {
  const phones = [reach.phone, reach.mobile];
  const isMadeUp = phones.includes('placeholder');
  const isInvalid = phones.includes('invalid');
  const isGood = phones.includes('good') || phones.includes('good-extension');
  list.add('person/phone-placeholder', isMadeUp, (moment) => isReachable || !inTime(moment));
  list.add('person/phone-invalid', isInvalid && !isMadeUp, always);
  list.add('person/country-phone-mismatch', reach.country === 'foreign' && isGood && !isInvalid, always);
}
