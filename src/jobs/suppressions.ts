import type { Engine } from '../engine/engine.ts';
import type { Result } from '../engine/result.ts';
import { createCalendar, dayText } from '../model/calendar.ts';
import { isHygieneError, UserError } from '../model/errors.ts';
import { type RecordRef, refText } from '../model/record.ts';
import type { Lifting, Store } from '../model/store.ts';
import { type KeptSuppression, mutes, type Suppression } from '../model/suppression.ts';
import { judgeAgain } from './explain.ts';

/** Health with and without the suppressions of a record, so that nothing is hidden by them. */
export interface HealthBoth {
  /** Null where there is not enough data, or the record is not scored. */
  readonly health: number | null;
  readonly withSuppressions: number | null;
}

/** A suppression as it is listed. */
export interface SuppressionRow {
  readonly record: RecordRef;
  readonly rule: string;
  readonly field: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  /** The last day, as an ISO date. */
  readonly until: string;
  /** `idle` holds, but the record has no such finding now. */
  readonly state: 'active' | 'idle' | 'ended' | 'lifted';
}

/** What suppressing or lifting changed for the record. */
export interface SuppressionChange extends SuppressionRow, HealthBoth {}

/** All suppressions that are asked for, and the health of their records with and without them. */
export interface SuppressionList {
  readonly suppressions: readonly SuppressionRow[];
  readonly records: readonly (HealthBoth & { readonly record: RecordRef })[];
}

function healthBoth(result: Result | null): HealthBoth {
  const health = result?.health ?? null;
  return { health: result?.muted ? (result.muted.score?.health ?? null) : health, withSuppressions: health };
}

function isMutedBy({ rule, field }: Suppression, result: Result | null): boolean {
  return (result?.muted?.findings ?? []).some(
    ({ suppression }) => suppression.rule === rule && suppression.field === field,
  );
}

function rowOf(kept: KeptSuppression, today: number, result: Result | null): SuppressionRow {
  const { record, rule, field, reason, by, at, until, lifted } = kept;
  const holds = isMutedBy(kept, result) ? 'active' : 'idle';
  const state = lifted ? 'lifted' : until < today ? 'ended' : holds;
  return { record, rule, field, reason, by, at: at.toISOString(), until: dayText(until), state };
}

function todayOf(engine: Engine): number {
  return createCalendar(engine.agreement.timeZone).day(engine.now.getTime());
}

function noFinding(wanted: Suppression, result: Result | null): UserError {
  const open = (result?.findings ?? []).map(({ rule, field }) => (field === null ? rule : `${rule} (${field})`));
  const found = open.length === 0 ? 'It has none.' : `It has: ${[...new Set(open)].join(', ')}.`;
  const what = wanted.field === null ? wanted.rule : `${wanted.rule} (${wanted.field})`;
  return new UserError({
    code: 'FINDING_UNKNOWN',
    message: `${refText(wanted.record)} has no finding of ${what} to suppress. ${found}`,
  });
}

/**
 * Mutes a finding of a stored record until a day. Throws UserError where the record has no such finding: nothing is
 * muted in advance.
 */
export async function suppressFinding(store: Store, engine: Engine, wanted: Suppression): Promise<SuppressionChange> {
  const { result } = await judgeAgain(store, engine, wanted.record);
  const present = [...(result?.findings ?? []), ...(result?.muted?.findings ?? []).map(({ finding }) => finding)];
  if (!present.some(({ rule, field }) => mutes(wanted, rule, field))) throw noFinding(wanted, result);
  await store.commit({ suppress: wanted });
  const after = (await judgeAgain(store, engine, wanted.record)).result;
  return { ...rowOf({ ...wanted, lifted: null }, todayOf(engine), after), ...healthBoth(after) };
}

/** Ends a suppression before its last day. Throws UserError where there is none. */
export async function liftSuppression(store: Store, engine: Engine, lifting: Lifting): Promise<SuppressionChange> {
  const { record, rule, field, at, by } = lifting;
  const own = (await store.suppressions(record.source, record.object, [record.id])).get(record.id) ?? [];
  const found = own.find((suppression) => suppression.rule === rule && suppression.field === field);
  if (!found)
    throw new UserError({
      code: 'FINDING_UNKNOWN',
      message: `No suppression of ${rule} on ${refText(record)} is there to lift. List them with: crm-hygiene suppressions`,
    });
  await store.commit({ lift: lifting });
  const { result } = await judgeAgain(store, engine, record);
  return { ...rowOf({ ...found, lifted: { at, by } }, todayOf(engine), result), ...healthBoth(result) };
}

/** A record that is gone has no result; its suppressions are listed all the same. */
async function resultOf(store: Store, engine: Engine, record: RecordRef): Promise<Result | null> {
  try {
    return (await judgeAgain(store, engine, record)).result;
  } catch (error) {
    if (isHygieneError(error) && error.code === 'RECORD_UNKNOWN') return null;
    throw error;
  }
}

/** Lists suppressions; `all` those that ended or were lifted too. */
export async function listSuppressions(
  store: Store,
  engine: Engine,
  { all }: { readonly all: boolean },
): Promise<SuppressionList> {
  const today = todayOf(engine);
  const sources = engine.agreement.sources.map(({ name }) => name);
  const kept = (await store.allSuppressions()).filter(
    ({ record, lifted, until }) => sources.includes(record.source) && (all || (lifted === null && until >= today)),
  );
  const results = new Map<string, { readonly record: RecordRef; readonly result: Result | null }>();
  const suppressions: SuppressionRow[] = [];
  for (const one of kept) {
    const key = `${one.record.source} ${one.record.object} ${one.record.id}`;
    const known = results.get(key) ?? { record: one.record, result: await resultOf(store, engine, one.record) };
    results.set(key, known);
    suppressions.push(rowOf(one, today, known.result));
  }
  const records = [...results.values()].map(({ record, result }) => ({ record, ...healthBoth(result) }));
  return { suppressions, records };
}

/** How many suppressions hold on a day, for the report of a run. */
export async function countSuppressions(store: Store, engine: Engine): Promise<number> {
  const today = todayOf(engine);
  const sources = engine.agreement.sources.map(({ name }) => name);
  const all = await store.allSuppressions();
  return all.filter(({ record, lifted, until }) => lifted === null && until >= today && sources.includes(record.source))
    .length;
}
