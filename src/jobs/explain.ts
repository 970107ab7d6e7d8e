import type { Engine } from '../engine/engine.ts';
import type { Result } from '../engine/evaluate.ts';
import { gains } from '../engine/health-values.ts';
import { UserError } from '../model/errors.ts';
import type { CrmRecord, RecordRef } from '../model/record.ts';
import type { HalfScore } from '../model/score.ts';
import type { Store } from '../model/store.ts';
import { counterpartsOf, storedCatalogs } from './counterparts.ts';
import { relatedOf } from './evaluate.ts';

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
  readonly ledger: readonly LedgerLine[];
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

/**
 * Judges a stored record again at the engine's `now` and lays open every point. Throws UserError for a record that
 * is not in the database. `catalog` facts come from the last scan.
 */
export async function explain(store: Store, engine: Engine, ref: RecordRef): Promise<Explanation> {
  const source = await store.source(ref.source);
  const [record] = await store.byId(ref.source, ref.object, [ref.id]);
  if (!source || !record)
    throw new UserError({
      code: 'RECORD_UNKNOWN',
      message: `There is no ${ref.object} ${ref.id} of ${ref.source} in the database. Scan first: crm-hygiene scan`,
    });
  const synced = engine.agreement.sources.find((settings) => settings.name === ref.source)?.sync ?? [];
  const related = await relatedOf([record], ref.object, engine, store);
  const counterparts = (await counterpartsOf([record], engine, store)).get(ref.id) ?? [];
  const judge = engine.forSource(source.catalog, synced, await storedCatalogs(store, engine));
  const result = judge.evaluate(record, related.get(ref.id) ?? {}, counterparts);
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
    ledger: result ? ledgerOf(result, engine, record) : [],
    passed: verdicts.filter(({ verdict }) => verdict.is === 'pass').map(({ rule }) => rule),
    unknown: verdicts.flatMap(({ rule, verdict }) => (verdict.is === 'unknown' ? [{ rule, why: verdict.why }] : [])),
    notApplicable: verdicts.filter(({ verdict }) => verdict.is === 'not applicable').map(({ rule }) => rule),
  };
}
