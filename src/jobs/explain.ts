import type { Engine } from '../engine/engine.ts';
import { gains } from '../engine/health-values.ts';
import type { Result } from '../engine/result.ts';
import type { MatchedRecord } from '../engine/surroundings.ts';
import { type WayStep, wayUp } from '../engine/way-up.ts';
import { dayText } from '../model/calendar.ts';

import { UserError } from '../model/errors.ts';
import type { CrmRecord, FieldName, RecordRef } from '../model/record.ts';
import type { HalfScore, Score } from '../model/score.ts';
import type { Store } from '../model/store.ts';
import { type Case, casesOf } from './cases.ts';
import { storedCatalogs } from './counterparts.ts';

/** One line of the ledger: what a rule cost, and what mending it brings to the health score (hundredths). */
export interface LedgerLine {
  readonly rule: string;
  readonly half: HalfScore['half'];
  readonly severity: string;
  readonly messages: readonly string[];
  readonly remedy: string;
  readonly lostHundredths: number;
  readonly gainHundredths: number;
}

/** Findings of a record that are muted, and its score without suppressions. */
export interface Suppressed {
  readonly score: Score | null;
  readonly findings: readonly {
    readonly rule: string;
    readonly field: FieldName | null;
    readonly message: string;
    readonly reason: string;
    readonly by: string;
    /** The last day, as an ISO date. */
    readonly until: string;
  }[];
}

/** The same thing in another source, and the kind of key by which it was recognised (`record`: by id). */
export interface ExplainedCounterpart {
  readonly record: RecordRef;
  readonly title: string;
  readonly matchedBy: string;
}

/** Why a record has its score, line by line. */
export interface Explanation {
  readonly record: RecordRef;
  readonly url: string;
  readonly title: string;
  /** The same thing in other sources. */
  readonly counterparts: readonly ExplainedCounterpart[];
  readonly inScope: boolean;
  readonly score: Result['score'];
  /** What is muted, and what the score would be without that; null where nothing is. */
  readonly suppressed: Suppressed | null;
  readonly ledger: readonly LedgerLine[];
  /** The cheapest way up: fixes in the order in which each brings most, with what they come to together. */
  readonly wayUp: readonly WayStep[];
  readonly passed: readonly string[];
  readonly unknown: readonly { readonly rule: string; readonly why: string }[];
  readonly notApplicable: readonly string[];
}

function titleOf(record: CrmRecord): string {
  const text = (name: string): string => {
    const field = record.fields[name];
    return field?.is === 'value' ? String(field.value) : '';
  };
  return text('name') || `${text('firstName')} ${text('lastName')}`.trim() || text('email');
}

function ledgerOf(result: Result, engine: Engine, record: CrmRecord): readonly LedgerLine[] {
  const lines = gains(result, engine.agreement.scoring.health[record.ref.object]);
  const free = result.findings
    .filter((finding) => !lines.some((line) => line.rule === finding.rule))
    .map((finding) => ({ rule: finding.rule, half: 'data' as const, hundredths: 0, gain: 0 }));
  return [...lines, ...free].map(({ rule, half, hundredths, gain }) => {
    const findings = result.findings.filter((finding) => finding.rule === rule);
    return {
      rule,
      half,
      severity: findings[0]?.severity ?? 'info',
      messages: findings.map((finding) => finding.message),
      remedy: findings[0]?.remedy ?? '',
      lostHundredths: hundredths,
      gainHundredths: Math.round(gain),
    };
  });
}

function suppressedOf(result: Result | null): Suppressed | null {
  if (!result?.muted) return null;
  const { score, findings } = result.muted;
  return {
    score,
    findings: findings.map(({ finding: { rule, field, message }, suppression: { reason, by, until } }) => ({
      ...{ rule, field, message, reason, by },
      until: dayText(until),
    })),
  };
}

/** A stored record, judged again; the result is null where it is out of scope. */
export interface Rejudged {
  readonly record: CrmRecord;
  readonly counterparts: readonly MatchedRecord[];
  readonly result: Result | null;
}

/**
 * Judges a stored record again at the engine's `now`, with the catalog of the last scan. Throws UserError for a record
 * that is not in the database.
 */
export async function judgeAgain(store: Store, engine: Engine, ref: RecordRef): Promise<Rejudged> {
  const source = await store.source(ref.source);
  const [record] = await store.byId(ref.source, ref.object, [ref.id]);
  if (!source || !record)
    throw new UserError({
      code: 'RECORD_UNKNOWN',
      message: `There is no ${ref.object} ${ref.id} of ${ref.source} in the database. Scan first: crm-hygiene scan`,
    });
  const synced = engine.agreement.sources.find((settings) => settings.name === ref.source)?.sync ?? [];
  const catalogs = await storedCatalogs(store, engine);
  const [{ record: whole, related, ...beside }] = (await casesOf([record], ref.object, engine, store)) as [Case];
  const result = engine.forSource(source.catalog, synced, catalogs).evaluate(whole, related, beside);
  return { record, counterparts: beside.counterparts, result };
}

/** Lays open every point of a stored record's score, judged again at the engine's `now`. */
export async function explain(store: Store, engine: Engine, ref: RecordRef): Promise<Explanation> {
  const { record, counterparts, result } = await judgeAgain(store, engine, ref);
  const verdicts = result?.judgements ?? [];
  return {
    record: ref,
    url: record.url,
    title: titleOf(record),
    counterparts: counterparts.map((match) => ({
      record: match.record.ref,
      title: titleOf(match.record),
      matchedBy: match.matchedBy,
    })),
    inScope: result !== null,
    score: result?.score ?? null,
    suppressed: suppressedOf(result),
    ledger: result ? ledgerOf(result, engine, record) : [],
    wayUp: result ? wayUp(result, engine.agreement, ref.object) : [],
    passed: verdicts.filter(({ verdict }) => verdict.is === 'pass').map(({ rule }) => rule),
    unknown: verdicts.flatMap(({ rule, verdict }) => (verdict.is === 'unknown' ? [{ rule, why: verdict.why }] : [])),
    notApplicable: verdicts.filter(({ verdict }) => verdict.is === 'not applicable').map(({ rule }) => rule),
  };
}
