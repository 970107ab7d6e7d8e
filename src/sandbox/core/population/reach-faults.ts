import { EMAIL_FAULTS, type EmailKind } from './emails.ts';
import { isUsablePhone, type PhoneKind } from './phones.ts';
import { always, type FaultList, type Holds } from './verdicts.ts';

/** The ways to reach a person, as they were planted. */
interface Reach {
  readonly email: EmailKind;
  readonly phone: PhoneKind;
  readonly mobile: PhoneKind;
}

/** Adds the faults of a person's address; who cannot be reached at all has that one fault, but only after the days of grace. */
export function addReachFaults(list: FaultList, reach: Reach, inTime: Holds): void {
  const fault = EMAIL_FAULTS[reach.email];
  const canCall = isUsablePhone(reach.phone) || isUsablePhone(reach.mobile);
  const canMail = fault !== 'missing' && fault !== 'placeholder';
  list.add('person/unreachable', !canMail && !canCall, inTime);
  list.add('person/email-missing', fault === 'missing' && canCall, inTime);
  list.add('person/email-placeholder', fault === 'placeholder', (moment) => canCall || !inTime(moment));
  list.add('person/email-invalid', fault === 'invalid', always);
  list.add('person/email-role', fault === 'role', always);
  list.add('person/email-free-mail', fault === 'free', always);
}
