import type { FillKind } from '../../core/population/profile.ts';
import type { OwnerKind } from './owners.ts';

/** Where in its pipeline an open deal stands: a missing amount is a fault from the second open stage on only. */
type StagePlace = 'first' | 'later' | 'last';

/** How the amount was filled. */
export type AmountKind = 'filled' | 'empty' | 'zero';

/** Where the close date lies, seen from the sandbox's start. */
export type CloseKind = 'ahead' | 'soon' | 'today' | 'yesterday' | 'past' | 'missing';

/** How the next step was filled: `undated` has text but no date of its last change. */
export type StepKind = 'fresh' | 'undated' | 'edge' | 'unchanged' | 'empty' | 'placeholder' | 'blank';

/** How long a deal has been in its stage: `edge` is 60 or 61 days. */
export type StayKind = 'short' | 'edge' | 'long';

/**
 * What humans did on a deal: `resting` is 16 to 29 days ago (too long except in the first stage), `edge` a limit or a day more,
 * `before-creation` an old talk on a new deal.
 */
export type DealActivity = 'fresh' | 'resting' | 'edge' | 'long-ago' | 'none' | 'future-only' | 'before-creation';

/** How long a deal is in the CRM. */
type DealAge = 'usual' | 'young' | 'mature';

/** What a deal is planted as; wishes that a scenario leaves open are filled as in a clean record. */
export interface DealScenario {
  readonly place?: StagePlace;
  readonly pipeline?: 0 | 1;
  readonly amount?: AmountKind;
  readonly close?: CloseKind;
  readonly step?: StepKind;
  readonly stay?: StayKind;
  readonly activity?: DealActivity;
  readonly age?: DealAge;
  readonly contacts?: number;
  readonly hasCompany?: boolean;
  readonly owner?: OwnerKind;
  /** Whether the forecast promises it. */
  readonly isCommitted?: boolean;
  /** Whether its name was made up by somebody who knew of no pattern. */
  readonly hasOwnName?: boolean;
  /** Whether it jumped from the first stage over others. */
  readonly hasSkipped?: boolean;
  /** How a closed deal ended, and when: `recent` is within the last weeks. */
  readonly outcome?: 'won' | 'lost';
  readonly over?: 'usual' | 'recent';
  readonly lossReason?: FillKind;
}

/**
 * The faults of open deals, taken in turn. The first thirteen plant each rule once, the others combine them or plant them at the
 * very day of a limit.
 */
export const DEAL_SCENARIOS: readonly DealScenario[] = [
  { amount: 'empty', place: 'later' },
  { close: 'missing' },
  { close: 'past' },
  { stay: 'long', age: 'mature' },
  { activity: 'long-ago', age: 'mature' },
  { step: 'empty' },
  { contacts: 0 },
  { hasCompany: false },
  { owner: 'none' },
  { owner: 'archived' },
  { isCommitted: true, place: 'later', activity: 'long-ago', age: 'mature' },
  { hasOwnName: true },
  { hasSkipped: true, place: 'last' },
  { close: 'soon', place: 'first' },
  { amount: 'zero', place: 'later' },
  { step: 'unchanged', age: 'mature' },
  { step: 'placeholder' },
  { contacts: 0, hasCompany: false },
  { amount: 'empty', place: 'later', close: 'missing', contacts: 0, owner: 'none', age: 'young' },
  { place: 'first', activity: 'long-ago', age: 'mature' },
  { place: 'first', activity: 'resting', close: 'past', age: 'mature' },
  { stay: 'long', activity: 'long-ago', close: 'past', step: 'unchanged', age: 'mature' },
  { close: 'yesterday' },
  { owner: 'deleted' },
  { amount: 'zero', place: 'later', close: 'missing' },
  { pipeline: 1, amount: 'empty', place: 'later', step: 'blank' },
  { stay: 'edge', age: 'mature' },
  { place: 'later', activity: 'none', age: 'mature' },
  { place: 'later', activity: 'future-only', age: 'mature' },
  { step: 'undated', owner: 'none' },
  { step: 'edge', age: 'mature' },
  { place: 'later', activity: 'edge', age: 'mature' },
  { place: 'first', activity: 'edge', age: 'mature' },
  { hasCompany: false, owner: 'none', age: 'young' },
  { close: 'past', amount: 'empty', place: 'later' },
  { step: 'empty', age: 'young' },
  { isCommitted: true, place: 'first', activity: 'resting', age: 'mature' },
  { isCommitted: true, activity: 'none', age: 'young' },
];

/** Open deals without a fault, with what careless checks would report. */
export const CLEAN_DEAL_SCENARIOS: readonly DealScenario[] = [
  {},
  { place: 'first', amount: 'zero' },
  { close: 'today' },
  { place: 'first', activity: 'resting', age: 'mature' },
  {},
  { step: 'undated' },
  { place: 'first', amount: 'empty' },
  { age: 'young', activity: 'before-creation' },
  { age: 'young', activity: 'none' },
];

/** Closed deals, with gaps of every kind that nobody reports but for a missing reason of a recent loss. */
export const CLOSED_DEAL_SCENARIOS: readonly DealScenario[] = [
  {},
  { outcome: 'lost', over: 'recent', lossReason: 'missing' },
  { amount: 'empty' },
  { close: 'missing', step: 'empty' },
  { stay: 'long', activity: 'long-ago', step: 'unchanged' },
  { contacts: 0, hasCompany: false },
  { owner: 'archived', step: 'placeholder' },
  { amount: 'zero', owner: 'none', activity: 'none' },
  { contacts: 0, owner: 'deleted' },
  { outcome: 'lost', lossReason: 'placeholder', close: 'missing' },
];
