/** Where an open opportunity stands: a missing amount is a fault from the second open stage on only. */
type StagePlace = 'first' | 'later';

/** How the amount was filled. */
export type AmountKind = 'filled' | 'empty' | 'zero';

/** Where the close date lies, seen from the sandbox's start. Salesforce: there is always one. */
export type CloseKind = 'ahead' | 'today' | 'yesterday' | 'past';

/** How the next step was filled. */
export type StepKind = 'filled' | 'empty' | 'placeholder';

/** How long an opportunity has been in its stage: `edge` is 60 or 61 days, `always` since its creation. */
export type StayKind = 'short' | 'edge' | 'long' | 'always';

/**
 * What people did on an opportunity: `resting` is 16 to 29 days ago (too long except in the first stage), `edge` a limit or a
 * day more, `future-only` an Event ahead and an open Task, `before-creation` an old talk on a new opportunity.
 */
export type OpportunityActivity =
  | 'fresh'
  | 'resting'
  | 'edge'
  | 'long-ago'
  | 'none'
  | 'future-only'
  | 'before-creation';

/** How long an opportunity is in the CRM. */
type OpportunityAge = 'usual' | 'young' | 'mature';

/** What an opportunity is planted as; wishes that a scenario leaves open are filled as in a clean record. */
export interface OpportunityScenario {
  readonly place?: StagePlace;
  readonly amount?: AmountKind;
  readonly close?: CloseKind;
  readonly step?: StepKind;
  readonly stay?: StayKind;
  readonly activity?: OpportunityActivity;
  readonly age?: OpportunityAge;
  readonly contacts?: number;
  readonly hasAccount?: boolean;
  readonly owner?: 'active' | 'inactive';
  /** Whether the forecast promises it. */
  readonly isCommitted?: boolean;
  /** Whether its name was made up by somebody who knew of no pattern. */
  readonly hasOwnName?: boolean;
  /** How often its close date was moved to a later month. */
  readonly pushes?: number;
}

/**
 * The faults of open opportunities, taken in turn. The first dozen plant each rule once, the others combine them or plant them
 * at the very day of a limit.
 */
export const OPPORTUNITY_SCENARIOS: readonly OpportunityScenario[] = [
  { amount: 'empty', place: 'later' },
  { close: 'past' },
  { stay: 'long', age: 'mature' },
  { activity: 'long-ago', age: 'mature' },
  { step: 'empty' },
  { contacts: 0 },
  { hasAccount: false },
  { owner: 'inactive' },
  { isCommitted: true, place: 'later', activity: 'long-ago', age: 'mature' },
  { hasOwnName: true },
  { pushes: 2 },
  { pushes: 5, close: 'past' },
  { amount: 'zero', place: 'later' },
  { stay: 'always', age: 'mature' },
  { step: 'placeholder' },
  { contacts: 0, hasAccount: false },
  { amount: 'empty', place: 'later', contacts: 0, age: 'young' },
  { place: 'first', activity: 'long-ago', age: 'mature' },
  { place: 'first', activity: 'resting', close: 'past', age: 'mature' },
  { stay: 'long', activity: 'long-ago', close: 'past', step: 'empty', age: 'mature' },
  { close: 'yesterday' },
  { owner: 'inactive', hasAccount: false },
  { amount: 'zero', place: 'later', contacts: 0 },
  { amount: 'empty', place: 'later', step: 'placeholder' },
  { stay: 'edge', age: 'mature' },
  { place: 'later', activity: 'none', age: 'mature' },
  { place: 'later', activity: 'future-only', age: 'mature' },
  { place: 'later', activity: 'edge', age: 'mature' },
  { place: 'first', activity: 'edge', age: 'mature' },
  { hasAccount: false, age: 'young' },
  { close: 'past', amount: 'empty', place: 'later' },
  { step: 'empty', age: 'young' },
  { place: 'first', stay: 'always', activity: 'none', age: 'mature' },
  { isCommitted: true, place: 'first', activity: 'resting', age: 'mature' },
  { isCommitted: true, pushes: 3, activity: 'none', age: 'young' },
];

/** Open opportunities without a fault, with what careless checks would report. */
export const CLEAN_OPPORTUNITY_SCENARIOS: readonly OpportunityScenario[] = [
  {},
  { place: 'first', amount: 'zero' },
  { close: 'today' },
  { place: 'first', activity: 'resting', age: 'mature' },
  {},
  { place: 'first', amount: 'empty' },
  { age: 'young', activity: 'before-creation' },
  { age: 'young', activity: 'none', stay: 'always' },
];

/** Closed opportunities, with gaps of every kind that nobody reports. */
export const CLOSED_OPPORTUNITY_SCENARIOS: readonly OpportunityScenario[] = [
  {},
  { amount: 'empty' },
  { close: 'past', step: 'empty' },
  { stay: 'always', activity: 'long-ago' },
  { contacts: 0, hasAccount: false },
  { owner: 'inactive', step: 'placeholder' },
  { amount: 'zero', activity: 'none' },
  { contacts: 0, owner: 'inactive' },
];
