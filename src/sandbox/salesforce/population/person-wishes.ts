import { addMonths } from '../../core/population/calendar.ts';
import type { PhoneKind } from '../../core/population/phones.ts';
import { planProfile, type SomeProfile } from '../../core/population/profile.ts';
import type { Draw } from '../../core/population/random.ts';
import type { OwnerKind } from './owners.ts';
import type { NameKind, PersonPlan, StorableEmail } from './person-values.ts';

/** What people did with a lead or contact: `edge` is twelve months ago to the day, give or take one. */
export type PersonActivity = 'recent' | 'old' | 'edge' | 'none' | 'recent-and-future' | 'old-and-future';

/** What a lead or a contact is planted as; wishes that a scenario leaves open are filled as in a clean record. */
export interface PersonScenario extends SomeProfile {
  readonly email?: StorableEmail;
  readonly phone?: PhoneKind;
  readonly mobile?: PhoneKind;
  readonly name?: NameKind;
  readonly owner?: OwnerKind;
  readonly activity?: PersonActivity;
}

/** Somebody who can be called, nobody that can be, and a record where nothing happens any more. */
export const CALLABLE = { phone: 'good' } as const;
export const SILENT = { phone: 'none', mobile: 'none' } as const;
export const LONG_GONE = { activity: 'old', age: 'old' } as const;

/** The kinds of a record without a fault, some of which only look like one. */
const CLEAN_EMAILS: readonly (readonly [StorableEmail, number])[] = [
  ['work', 86],
  ['work-tagged', 4],
  ['work-museum', 2],
  ['work-test-name', 4],
  ['work-sales-name', 4],
];
const CLEAN_PHONES: readonly (readonly [PhoneKind, number])[] = [
  ['good', 70],
  ['good-extension', 6],
  ['none', 24],
];
const CLEAN_MOBILES: readonly (readonly [PhoneKind, number])[] = [
  ['none', 65],
  ['good', 35],
];

/** Decides what a scenario leaves open of the fields that leads and contacts have in common; `more` are draws of their own. */
export function planPerson(scenario: PersonScenario, isQualified: boolean, draw: Draw, more: Draw): PersonPlan {
  return {
    email: scenario.email ?? draw.weighted(CLEAN_EMAILS),
    phone: scenario.phone ?? draw.weighted(CLEAN_PHONES),
    mobile: scenario.mobile ?? draw.weighted(CLEAN_MOBILES),
    name: scenario.name ?? (draw.chance(3) ? 'last-only' : 'full'),
    ...planProfile(scenario, isQualified, more),
  };
}

/** Clean people were spoken to within eleven months, or are new enough to wait for it. */
export function cleanActivity(ageDays: number, draw: Draw): PersonActivity {
  if (ageDays < 330 && draw.chance(25)) return 'none';
  return draw.chance(4) ? 'recent-and-future' : 'recent';
}

/** Days since each thing that was done with a person, negative for what is still to come. */
export function personActivityDays(kind: PersonActivity, ageDays: number, today: number, draw: Draw): number[] {
  const main = mainActivity(kind, ageDays, today, draw);
  if (main === null) return [];
  const days = [main];
  if (draw.chance(60)) days.push(draw.between(main + 1, ageDays), draw.between(main + 1, ageDays));
  if (kind === 'recent-and-future' || kind === 'old-and-future') days.push(-draw.between(2, 60));
  return days;
}

function mainActivity(kind: PersonActivity, ageDays: number, today: number, draw: Draw): number | null {
  switch (kind) {
    case 'none':
      return null;
    case 'recent':
    case 'recent-and-future':
      return draw.between(0, Math.min(330, ageDays));
    case 'old':
    case 'old-and-future':
      return Math.min(ageDays, draw.between(368, 900));
    case 'edge':
      return today - addMonths(today, -12) + draw.between(-1, 1);
  }
}
