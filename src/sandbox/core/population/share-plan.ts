import type { EmailKind } from './emails.ts';
import type { PhoneKind } from './phones.ts';
import type { CountryKind, FillKind } from './profile.ts';
import type { PersonPair, Side } from './shared-pair.ts';
import type { PersonFacts } from './shared-person.ts';

/** What was decided about a person that a shared one holds otherwise. */
interface PersonShown {
  readonly email: EmailKind;
  readonly phone: PhoneKind;
  readonly mobile: PhoneKind;
  readonly title: FillKind;
  readonly country: CountryKind;
}

/** The plan of somebody whom both CRMs know, as that person's record shows it: with the values that both hold; mobiles stand in HubSpot alone. */
export function sharePersonPlan<Plan extends PersonShown>(
  plan: Plan,
  facts: PersonFacts,
  pair: PersonPair,
  side: Side,
): Plan {
  const isForeign = pair.drift?.field === 'country' && pair.drift.side === side;
  return {
    ...plan,
    email: 'work',
    phone: facts.phone === null ? 'none' : 'good',
    mobile: side === 'hubspot' ? plan.mobile : 'none',
    title: facts.jobTitle === null ? 'missing' : 'filled',
    country: facts.country === null ? 'missing' : isForeign ? 'foreign' : 'filled',
  };
}
