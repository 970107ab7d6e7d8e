/** The public library: load an agreement, build an engine, judge a record, write a rule or a connector. */
export { connectors } from '../connectors/index.ts';
export { rules, ruleset } from '../rules/index.ts';
export { explainProblems, explainWarnings } from './agreement/explain.ts';
export { type LoadContext, type Loaded, loadAgreement } from './agreement/load.ts';
export type { Problem } from './agreement/problem.ts';
export { createEngine, type Engine, type SourceEngine } from './engine/engine.ts';
export type { Judgement, Result } from './engine/evaluate.ts';
export type { RelatedRecords } from './engine/surroundings.ts';
export type { Agreement } from './model/agreement.ts';
export * from './model/connector.ts';
export { dictionary, type FieldDefinition } from './model/dictionary.ts';
export { FatalError, RetryableError, SkippableError, UserError } from './model/errors.ts';
export { type Finding, fingerprintOf } from './model/finding.ts';
export * from './model/health-field.ts';
export { parseField } from './model/parse-field.ts';
export * from './model/record.ts';
export * from './model/rule.ts';
export type { HalfScore, Score, Scoring } from './model/score.ts';
