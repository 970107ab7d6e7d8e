import type { OwnFieldSource } from '../model/connector.ts';
import { dictionary } from '../model/dictionary.ts';
import { type FieldType, type ObjectType, objectTypes } from '../model/record.ts';
import { describeValue, isObject, isOneOf, isText } from './shape.ts';

/** What a connector was asked for, so that its answer can be held against it. */
export interface Asked {
  readonly source: string;
  readonly object: ObjectType;
  /** The types of the fields that may be in a record. */
  readonly types: ReadonlyMap<string, FieldType>;
}

/** The types of an object's fields: the vocabulary, and the agreement's own. */
export function fieldTypes(object: ObjectType, own: readonly OwnFieldSource[]): ReadonlyMap<string, FieldType> {
  return new Map([
    ...dictionary[object].map(({ name, type }): [string, FieldType] => [name, type]),
    ...own.filter((field) => field.object === object).map(({ name, type }): [string, FieldType] => [name, type]),
  ]);
}

function isDate(value: unknown): boolean {
  return value instanceof Date && Number.isFinite(value.getTime());
}

function isTime(value: unknown): boolean {
  return isObject(value) && Number.isFinite(value.ms) && isOneOf(['day', 'instant'], value.precision);
}

/** A stay in a stage; one that has not ended has no end. */
function isVisit(value: unknown): boolean {
  const isMoment = (time: unknown): boolean => time === null || Number.isFinite(time);
  return isObject(value) && typeof value.stage === 'string' && isMoment(value.enteredAt) && isMoment(value.leftAt);
}

const fits: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  time: isTime,
  times: (value) => Array.isArray(value) && value.every(isTime),
  list: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  visits: (value) => Array.isArray(value) && value.every(isVisit),
};

function fieldFault(name: string, field: unknown, type: FieldType | undefined): string | null {
  if (!isObject(field)) return `its field ${name} is ${describeValue(field)}`;
  if (field.is === 'empty' || field.is === 'invalid') return null;
  if (field.is === 'unknown') return typeof field.why === 'string' ? null : `its field ${name} is unknown, but not why`;
  if (field.is !== 'value') return `its field ${name} is neither value, empty, invalid nor unknown`;
  return type === undefined || fits[type](field.value) ? null : `its field ${name} holds no ${type}`;
}

/** What is wrong with a record that a reader gave; null for nothing. Never quotes a value of it. */
function recordFault(record: unknown, asked: Asked): string | null {
  if (!isObject(record) || !isObject(record.ref)) return 'a record without a ref';
  const { source, object, id } = record.ref;
  if (source !== asked.source) return `a record of the source ${describeValue(source)}, not of ${asked.source}`;
  if (object !== asked.object) return `a record of the object ${describeValue(object)} among ${asked.object} records`;
  if (!isText(id)) return `a ${asked.object} whose id is no text`;
  const fault = (sentence: string): string => `a ${asked.object} record of which ${sentence}`;
  if (!isDate(record.updatedAt)) return fault('updatedAt is no date');
  if (typeof record.url !== 'string' || typeof record.scoredAt !== 'string') return fault('url or scoredAt is no text');
  if (!isObject(record.health) || !isObject(record.fields)) return fault('health or fields are missing');
  // A field that is left out is unknown: a plug-in need not know every field that a later version asks for.
  for (const name of asked.types.keys()) {
    if (record.fields[name] === undefined) continue;
    const found = fieldFault(name, record.fields[name], asked.types.get(name));
    if (found !== null) return `a ${asked.object} record: ${found}`;
  }
  return null;
}

function isEnd(end: unknown): boolean {
  return isObject(end) && isOneOf(objectTypes, end.object) && isText(end.id);
}

function isGone(gone: unknown): boolean {
  return isEnd(gone) && isObject(gone) && (gone.into === null || isText(gone.into));
}

/** What is wrong with a page; null for nothing. */
export function pageFault(page: unknown, asked: Asked): string | null {
  if (!isObject(page)) return `${describeValue(page)} instead of a page`;
  const { records, links, gone, checkpoint, cursor } = page;
  if (!Array.isArray(records) || !Array.isArray(links) || !Array.isArray(gone))
    return 'a page without its lists of records, links and gone';
  if (typeof checkpoint !== 'string') return 'a page whose checkpoint is no text';
  if (cursor !== null && typeof cursor !== 'string') return 'a page whose cursor is neither text nor null';
  for (const record of records as readonly unknown[]) {
    const fault = recordFault(record, asked);
    if (fault !== null) return fault;
  }
  if (!links.every((link: unknown) => isObject(link) && isEnd(link.from) && isEnd(link.to)))
    return 'a link that does not say from which record to which';
  return gone.every(isGone) ? null : 'a gone record without object, id or into';
}

/** What is wrong with an account; null for nothing. */
export function accountFault(account: unknown): string | null {
  if (!isObject(account) || !isText(account.id)) return 'an account without an id';
  return [account.name, account.timeZone].every((text) => typeof text === 'string')
    ? null
    : 'an account whose name or time zone is no text';
}

function isOwner(owner: unknown): boolean {
  return isObject(owner) && isText(owner.id) && typeof owner.active === 'boolean';
}

function isStage(stage: unknown): boolean {
  return (
    isObject(stage) &&
    isText(stage.id) &&
    typeof stage.label === 'string' &&
    isOneOf(['open', 'won', 'lost'], stage.state)
  );
}

function isPipeline(pipeline: unknown): boolean {
  if (!isObject(pipeline) || !isText(pipeline.id) || typeof pipeline.label !== 'string') return false;
  return Array.isArray(pipeline.stages) && pipeline.stages.every(isStage);
}

function isLinkPair(pair: unknown): boolean {
  return isObject(pair) && isOneOf(objectTypes, pair.from) && isOneOf(objectTypes, pair.to);
}

/** What is wrong with a catalogue; null for nothing. */
export function catalogFault(catalog: unknown): string | null {
  if (!isObject(catalog) || !isObject(catalog.fields) || !isObject(catalog.missing))
    return 'a catalogue without fields or missing';
  const { owners, pipelines, links, provisioned } = catalog;
  if (owners !== 'unknown' && !(Array.isArray(owners) && owners.every(isOwner)))
    return "a catalogue whose owners are neither a list nor 'unknown'";
  if (pipelines !== 'unknown' && !(Array.isArray(pipelines) && pipelines.every(isPipeline)))
    return "a catalogue whose pipelines are neither a list nor 'unknown'";
  if (!Array.isArray(links) || !links.every(isLinkPair)) return 'a catalogue whose links name no objects';
  const known = provisioned === undefined ? [] : isObject(provisioned) ? Object.values(provisioned) : [null];
  return known.every((one) => one === undefined || (isObject(one) && Array.isArray(one.flags)))
    ? null
    : 'a catalogue whose provisioned objects have no flags';
}

/** What is wrong with the outcome of a change; null for nothing. */
export function outcomeFault(outcome: unknown, source: string): string | null {
  if (!isObject(outcome) || !isObject(outcome.ref)) return `${describeValue(outcome)} instead of an outcome`;
  const { intent, is, ref } = outcome;
  if (!Number.isInteger(intent)) return 'an outcome without the intent of its change';
  if (ref.source !== source) return `an outcome for the source ${describeValue(ref.source)}, not for ${source}`;
  if (is === 'done' || is === 'gone') return null;
  if (is !== 'refused') return 'an outcome that is neither done, refused nor gone';
  return isText(outcome.code) && isText(outcome.why) ? null : 'a refusal without code or reason';
}

/** What is wrong with the steps of a plan; null for nothing. */
export function stepsFault(steps: unknown): string | null {
  const kinds = ['create', 'extend', 'present', 'conflict'];
  const isStep = (step: unknown): boolean =>
    isObject(step) && isOneOf(objectTypes, step.object) && isOneOf(kinds, step.is) && isText(step.summary);
  return Array.isArray(steps) && steps.every(isStep) ? null : 'a plan whose steps lack object, kind or summary';
}

/** What is wrong with the lines of `doctor`; null for nothing. */
export function diagnosisFault(lines: unknown): string | null {
  const isLine = (line: unknown): boolean =>
    isObject(line) &&
    typeof line.ok === 'boolean' &&
    isText(line.check) &&
    [line.detail, line.advice].every((text) => typeof text === 'string');
  return Array.isArray(lines) && lines.every(isLine) ? null : 'checks of doctor that lack check, ok, detail or advice';
}
