/** The public library: load an agreement, build an engine, judge a record, write a rule or a connector. */
import { connectors } from '../connectors/index.ts';
import { rules, rulesets } from '../rules/index.ts';
import { type Loaded, loadAgreement } from './agreement/load.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import type { Agreement } from './model/agreement.ts';
import type { CrmRecord, ObjectType } from './model/record.ts';

export { explainProblems, explainWarnings } from './agreement/explain.ts';
export type { LoadContext } from './agreement/load.ts';
export type { Problem } from './agreement/problem.ts';
export type { Beside, SourceEngine } from './engine/engine.ts';
export type { Properties } from './engine/lazy-fields.ts';
export type { Judgement, Result } from './engine/result.ts';
export type { FoundPeers, MatchedRecord, PeerGroups, RelatedRecords } from './engine/surroundings.ts';
export * from './model/connector.ts';
export { dictionary, type FieldDefinition } from './model/dictionary.ts';
export { FatalError, RetryableError, SkippableError, UserError } from './model/errors.ts';
export { type Finding, fingerprintOf } from './model/finding.ts';
export * from './model/health-field.ts';
export type { KeyDefinition } from './model/identity.ts';
export { parseField } from './model/parse-field.ts';
export * from './model/record.ts';
export * from './model/rule.ts';
export type { HalfScore, Score, Scoring } from './model/score.ts';
export type { Agreement };
export { connectors, createEngine, type Engine, type Loaded, loadAgreement, rules, rulesets };

/** An agreement of its text, read against the built-in rules and connectors; or all problems it has. */
export function readAgreement(text: string, file = 'hygiene.yaml'): Loaded {
  return loadAgreement(text, { file, rules, rulesets, connectors: connectors.map(({ manifest }) => manifest) });
}

/** An engine over the built-in rules that judges everything at one `now`. */
export function openEngine(agreement: Agreement, now: Date): Engine {
  return createEngine(agreement, rules, now);
}

/**
 * A record of properties as a CRM writes them (`{ firstname: … }`, `{ FirstName: … }`), for `Engine.evaluateRecord`.
 * Own fields are read by the names the agreement gives for `source`. Null where the connector has no such records.
 */
export function readRecord(
  connector: string,
  object: ObjectType,
  properties: Readonly<Record<string, unknown>>,
  agreement: Agreement,
  source = agreement.sources.find((settings) => settings.connector === connector)?.name ?? connector,
): CrmRecord | null {
  const ownFields = agreement.fields.flatMap(({ object: of, name, type, in: places }) =>
    (places[source] ?? []).map((column) => ({ object: of, name, type, column })),
  );
  const definition = connectors.find(({ manifest }) => manifest.name === connector);
  const { fieldPrefix } = agreement.writeBack;
  return definition?.toRecord?.(object, properties, { source, ownFields, fieldPrefix }) ?? null;
}
