import { LONER } from '../../core/population/blocks.ts';
import { addMonths } from '../../core/population/calendar.ts';
import type { EmailKind } from '../../core/population/emails.ts';
import type { Links } from '../../core/population/links.ts';
import type { PhoneKind } from '../../core/population/phones.ts';
import { type Profile, planProfile } from '../../core/population/profile.ts';
import { Draw } from '../../core/population/random.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import {
  type Age,
  CONTACT_SCENARIOS,
  type ContactActivity,
  type ContactScenario,
  type Lifecycle,
  LONER_CONTACT_SCENARIOS,
  type NameKind,
  type StageWish,
} from './contact-scenarios.ts';
import type { OwnerKind } from './owners.ts';

/** Positions of a block whose contacts get a scenario; with the loner that makes 35 % of all. */
const FAULTY = 6;

/** Everything that was decided about a contact; its properties and its faults both follow from this. */
export interface ContactPlan extends Profile {
  readonly email: EmailKind;
  readonly phone: PhoneKind;
  readonly mobile: PhoneKind;
  readonly name: NameKind;
  readonly owner: OwnerKind;
  readonly lifecycle: Lifecycle | null;
  /** Creation, epoch ms. */
  readonly created: number;
  /** When humans did something with it, epoch ms, the most telling one first. */
  readonly activities: readonly number[];
  /** How often its scenario came before. */
  readonly turn: number;
  /** HubSpot's lead status, or null for none. */
  readonly leadStatus: LeadStatus | null;
  /** When the next task or meeting is planned, epoch ms, or null for none. */
  readonly nextActivity: number | null;
}

/** The deals that somebody takes part in. */
export interface DealStates {
  readonly hasOpen: boolean;
  readonly hasWon: boolean;
}

const LEAD_STATUSES = [
  ['NEW', 20],
  ['OPEN', 20],
  ['IN_PROGRESS', 15],
  ['CONNECTED', 15],
  ['ATTEMPTED_TO_CONTACT', 12],
  ['OPEN_DEAL', 10],
  ['BAD_TIMING', 5],
  ['UNQUALIFIED', 3],
] as const;

type LeadStatus = (typeof LEAD_STATUSES)[number][0];

const ALL_STAGES: readonly (readonly [Lifecycle, number])[] = [
  ['subscriber', 14],
  ['lead', 30],
  ['marketingqualifiedlead', 15],
  ['salesqualifiedlead', 10],
  ['opportunity', 11],
  ['customer', 15],
  ['evangelist', 2],
  ['other', 3],
];

const EARLY: readonly Lifecycle[] = ['subscriber', 'lead', 'other'];
const SOLD: readonly Lifecycle[] = ['customer', 'evangelist'];

/** Whether a contact has bought: such people are never stale. */
export function isSold(lifecycle: Lifecycle | null): boolean {
  return lifecycle !== null && SOLD.includes(lifecycle);
}

/** Whether a stage is MQL or later, where somebody has to own the contact. */
export function isQualified(lifecycle: Lifecycle | null): boolean {
  return lifecycle !== null && !EARLY.includes(lifecycle);
}

const WISHES: Readonly<Record<Exclude<StageWish, 'none'>, (stage: Lifecycle) => boolean>> = {
  any: () => true,
  early: (stage) => !isQualified(stage),
  qualified: isQualified,
  unsold: (stage) => !isSold(stage),
  sold: isSold,
};

function drawStage(wish: StageWish, draw: Draw): Lifecycle | null {
  if (wish === 'none') return null;
  return draw.weighted(ALL_STAGES.filter(([stage]) => WISHES[wish](stage)));
}

/** Of a hundred people whose deals say something else, how many still stand where they stood before. */
const FORGOTTEN = { won: 35, open: 15, customer: 12 } as const;

/** The stage that fits somebody's deals, which nearly everybody stands in. */
function fitStage(stage: Lifecycle, { hasOpen, hasWon }: DealStates, draw: Draw): Lifecycle {
  const drawn = draw.below(100);
  const other = draw.weighted(ALL_STAGES.filter(([one]) => one !== 'customer'));
  if (hasWon) return isSold(stage) || stage === 'other' || drawn < FORGOTTEN.won ? stage : 'customer';
  if (stage === 'customer') return drawn < FORGOTTEN.customer ? stage : hasOpen ? 'opportunity' : other;
  const isEarly = stage === 'subscriber' || stage === 'lead';
  return hasOpen && isEarly && drawn >= FORGOTTEN.open ? 'opportunity' : stage;
}

/** The kinds of a record without a fault, some of which only look like one. */
const CLEAN_EMAILS: readonly (readonly [EmailKind, number])[] = [
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

/** Draws the plans of contacts. */
export class ContactPlanner {
  private readonly seed: number;
  private readonly links: Links;
  private readonly timeline: Timeline;

  constructor(seed: number, links: Links, timeline: Timeline) {
    this.seed = seed;
    this.links = links;
    this.timeline = timeline;
  }

  /** The plan of the contact with an index, always the same. */
  plan(index: number, deals: DealStates): ContactPlan {
    const draw = new Draw(this.seed, 41, index);
    const more = new Draw(this.seed, 46, index);
    const { scenario, turn } = this.scenario(index);
    const drawn = drawStage(scenario.stage ?? 'any', draw);
    const lifecycle = drawn !== null && scenario.stage === undefined ? fitStage(drawn, deals, more) : drawn;
    const email = scenario.email ?? draw.weighted(CLEAN_EMAILS);
    const phone = scenario.phone ?? draw.weighted(CLEAN_PHONES);
    const mobile = scenario.mobile ?? draw.weighted(CLEAN_MOBILES);
    const name = scenario.name ?? (draw.chance(3) ? 'last-only' : 'full');
    const owner = scenario.owner ?? (isQualified(lifecycle) || draw.chance(50) ? 'active' : 'none');
    const { age, created } = this.start(index);
    const activity = scenario.activity ?? cleanActivity(lifecycle, age, draw);
    const activities = this.activities(activity, age, created, draw);
    const profile = planProfile(scenario, isQualified(lifecycle), more);
    const status = this.status(scenario.isShelved ?? false, more);
    return { email, phone, mobile, name, owner, lifecycle, created, activities, turn, ...profile, ...status };
  }

  /** When a contact was created (epoch ms), whatever else was decided about it. */
  createdAt(index: number): number {
    return this.start(index).created;
  }

  private start(index: number): { readonly age: number; readonly created: number } {
    const draw = new Draw(this.seed, 47, index);
    const age = this.age(index, this.scenario(index).scenario.age ?? 'usual', draw);
    return { age, created: this.timeline.created(index, age, draw) };
  }

  private scenario(index: number): { scenario: ContactScenario; turn: number } {
    const { contacts } = this.links;
    const position = contacts.position(index);
    const block = contacts.block(index);
    if (position === LONER) {
      const number = block % LONER_CONTACT_SCENARIOS.length;
      return { scenario: LONER_CONTACT_SCENARIOS[number] as ContactScenario, turn: 0 };
    }
    if (position >= FAULTY) return { scenario: {}, turn: 0 };
    const number = block * FAULTY + position;
    return {
      scenario: CONTACT_SCENARIOS[number % CONTACT_SCENARIOS.length] as ContactScenario,
      turn: Math.floor(number / CONTACT_SCENARIOS.length),
    };
  }

  private age(index: number, wish: Age, draw: Draw): number {
    if (wish === 'old') return draw.between(430, 1090);
    const isYoung = wish === 'young' || draw.chance(8);
    return isYoung && this.timeline.mayBeYoung(index) ? draw.between(0, 9) : this.timeline.usualAge(index, draw);
  }

  /** Who is kept for later has something planned, but for those whom a scenario shelves. */
  private status(isShelved: boolean, draw: Draw): Pick<ContactPlan, 'leadStatus' | 'nextActivity'> {
    const drawn = draw.chance(70) ? draw.weighted(LEAD_STATUSES) : null;
    const leadStatus = isShelved ? 'BAD_TIMING' : drawn;
    const hasNext = !isShelved && (leadStatus === 'BAD_TIMING' || draw.chance(10));
    const nextActivity = hasNext ? this.timeline.daysAgo(-draw.between(3, 90), draw) : null;
    return { leadStatus, nextActivity };
  }

  private activities(kind: ContactActivity, age: number, created: number, draw: Draw): readonly number[] {
    const main = this.mainActivity(kind, age, draw);
    const ago = main === null ? [] : [main];
    if (main !== null && draw.chance(60)) ago.push(draw.between(main + 1, age), draw.between(main + 1, age));
    if (kind === 'recent-and-future' || kind === 'old-and-future') ago.push(-draw.between(2, 60));
    return ago.map((days) => Math.max(created, this.timeline.happened(days, draw)));
  }

  private mainActivity(kind: ContactActivity, age: number, draw: Draw): number | null {
    switch (kind) {
      case 'none':
        return null;
      case 'recent':
      case 'recent-and-future':
        return draw.between(0, Math.min(330, age));
      case 'old':
      case 'old-and-future':
        return Math.min(age, draw.between(368, 900));
      case 'edge':
        return this.timeline.today - addMonths(this.timeline.today, -12) + draw.between(-1, 1);
    }
  }
}

/** Customers may rest for years; others were spoken to within eleven months, or are new enough to wait for it. */
function cleanActivity(lifecycle: Lifecycle | null, age: number, draw: Draw): ContactActivity {
  if (isSold(lifecycle) && draw.chance(45)) return age > 430 ? 'old' : 'none';
  if (age < 330 && draw.chance(25)) return 'none';
  return draw.chance(4) ? 'recent-and-future' : 'recent';
}
