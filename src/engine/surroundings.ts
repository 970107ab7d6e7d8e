import type { Agreement } from '../model/agreement.ts';
import type { Catalog, Pipeline } from '../model/connector.ts';
import { dictionary } from '../model/dictionary.ts';
import type { CrmRecord, Field, ObjectType, SourceName } from '../model/record.ts';
import type { Counterpart, RelatedRecord, StagePosition, StageTerms } from '../model/rule.ts';
import type { Surroundings } from './evaluate.ts';

/** Links and related records of one record, as the store gave them; an absent object has no related records. */
export type RelatedRecords = Readonly<Partial<Record<ObjectType, readonly CrmRecord[]>>>;

/** A record of another source that is the same thing, and the kind of key that says so. */
export interface MatchedRecord {
  readonly record: CrmRecord;
  readonly matchedBy: string;
}

function textOf(field: Field | undefined): string | null {
  return field?.is === 'value' && typeof field.value === 'string' ? field.value : null;
}

function positionsOf(pipeline: Pipeline): readonly StagePosition[] {
  let openRank = 0;
  return pipeline.stages.map((stage) => ({
    ...stage,
    pipelineId: pipeline.id,
    pipelineLabel: pipeline.label,
    openRank: stage.state === 'open' ? openRank++ : -1,
  }));
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}

/** What the agreement says of a stage, written by label or id. */
export function termsOf(stage: StagePosition, pipelines: Agreement['pipelines']): StageTerms | null {
  const find = <T>(table: Readonly<Record<string, T>>, names: readonly string[]): T | null => {
    const wanted = names.map(fold);
    const key = Object.keys(table).find((name) => wanted.includes(fold(name)));
    return key === undefined ? null : table[key]!;
  };
  const stages = find(pipelines, [stage.pipelineLabel, stage.pipelineId]);
  return stages && find(stages, [stage.label, stage.id]);
}

type Pipelines = ReadonlyMap<string, ReadonlyMap<string, StagePosition>>;

function pipelinesOf(catalog: Catalog): Pipelines {
  if (catalog.pipelines === 'unknown') return new Map();
  return new Map(
    catalog.pipelines.map((pipeline) => [
      pipeline.id,
      new Map(positionsOf(pipeline).map((position) => [position.id, position])),
    ]),
  );
}

function positionIn(pipelines: Pipelines | undefined, record: CrmRecord): StagePosition | null {
  const pipeline = textOf(record.fields.pipeline);
  const stage = textOf(record.fields.stage);
  return pipeline === null || stage === null ? null : (pipelines?.get(pipeline)?.get(stage) ?? null);
}

/** Records of other sources as rules see them; stages are those of their own source. */
function counterpartReader(catalogs: ReadonlyMap<SourceName, Catalog>) {
  const pipelines = new Map([...catalogs].map(([source, catalog]) => [source, pipelinesOf(catalog)]));
  return ({ record, matchedBy }: MatchedRecord): Counterpart => ({
    ...record.ref,
    matchedBy,
    fields: record.fields,
    stage: record.ref.object === 'deal' ? positionIn(pipelines.get(record.ref.source), record) : null,
  });
}

/** Facts of one source that rules ask for: where a deal stands, how an owner stands, what is linked, what is the same elsewhere. */
export function surroundingsOf(
  agreement: Agreement,
  catalog: Catalog,
  synced: readonly ObjectType[],
  catalogs: ReadonlyMap<SourceName, Catalog>,
) {
  const pipelines = pipelinesOf(catalog);
  const terms = new Map<StagePosition, StageTerms | null>();
  for (const stages of pipelines.values())
    for (const position of stages.values()) terms.set(position, termsOf(position, agreement.pipelines));
  const asCounterpart = counterpartReader(catalogs);
  const nobodyLooked = agreement.sources.length > 1 ? 'unknown' : [];
  const owners =
    catalog.owners === 'unknown'
      ? null
      : new Map(
          catalog.owners.map(
            (owner) => [owner.id, owner.kind === 'queue' ? 'queue' : owner.active ? 'active' : 'inactive'] as const,
          ),
        );
  const isKnown = (a: ObjectType, b: ObjectType): boolean =>
    synced.includes(a) &&
    synced.includes(b) &&
    catalog.links.some((pair) => (pair.from === a && pair.to === b) || (pair.from === b && pair.to === a));
  const labels = new Map<ObjectType, ReadonlyMap<string, string>>(
    (Object.keys(dictionary) as ObjectType[]).map((object) => [
      object,
      new Map([
        ...dictionary[object].map((field): [string, string] => [field.name, field.label]),
        // An own field's name is what the agreement calls it.
        ...agreement.fields.filter((own) => own.object === object).map((own): [string, string] => [own.name, own.name]),
      ]),
    ]),
  );

  const positionOf = (record: CrmRecord): StagePosition | null => positionIn(pipelines, record);
  const asRelated = (record: CrmRecord): RelatedRecord => ({
    id: record.ref.id,
    fields: record.fields,
    stage: positionOf(record),
  });

  return (record: CrmRecord, related: RelatedRecords, matched?: readonly MatchedRecord[]): Surroundings => {
    const stage = record.ref.object === 'deal' ? positionOf(record) : null;
    return {
      stage,
      stageTerms: stage && (terms.get(stage) ?? null),
      related: (object) => (isKnown(record.ref.object, object) ? (related[object] ?? []).map(asRelated) : 'unknown'),
      counterparts: () => matched?.map(asCounterpart) ?? nobodyLooked,
      owner(id) {
        return owners === null ? 'unknown' : (owners.get(id) ?? 'missing');
      },
      label: (field) => labels.get(record.ref.object)?.get(field) ?? field,
    };
  };
}
