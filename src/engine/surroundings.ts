import type { Agreement } from '../model/agreement.ts';
import type { Catalog, Pipeline } from '../model/connector.ts';
import { dictionary } from '../model/dictionary.ts';
import { type KeyDefinition, storedKind } from '../model/identity.ts';
import type { CrmRecord, Field, FieldName, ObjectType, SourceName } from '../model/record.ts';
import type { Counterpart, OwnerState, Peers, RelatedRecord, StagePosition, StageTerms } from '../model/rule.ts';
import { fold } from './fold.ts';

/** Links and related records of one record, as the store gave them; an absent object has no related records. */
export type RelatedRecords = Readonly<Partial<Record<ObjectType, readonly CrmRecord[]>>>;

/** A record of another source that is the same thing, and the kind of key that says so. */
export interface MatchedRecord {
  readonly record: CrmRecord;
  readonly matchedBy: string;
}

/** Others of its source that share a key with a record: the first by id, and whether there are more. */
export interface FoundPeers {
  readonly records: readonly CrmRecord[];
  readonly isMore: boolean;
}

/** The peers of one record by `peersKey`; what is absent, nobody looked for. */
export type PeerGroups = ReadonlyMap<string, FoundPeers>;

/** Names the records of an object that share a key of a definition. */
export function peersKey(by: KeyDefinition, object: ObjectType): string {
  return `${object} ${storedKind(by)}`;
}

/** The records beside one record. */
export interface Neighbours {
  readonly related: RelatedRecords;
  /** The same thing in other sources; undefined where nobody looked for them. */
  readonly matched: readonly MatchedRecord[] | undefined;
  /** Undefined where nobody looked for them. */
  readonly peers: PeerGroups | undefined;
  /** The median amount of won deals by pipeline, too few of them left out; undefined where nobody looked. */
  readonly wonMedians?: ReadonlyMap<string, number> | undefined;
}

/** What is known around a record when it is judged. */
export interface Surroundings {
  readonly stage: StagePosition | null;
  readonly stageTerms: StageTerms | null;
  related(object: ObjectType): readonly RelatedRecord[] | 'unknown';
  counterparts(): readonly Counterpart[] | 'unknown';
  peers(by: KeyDefinition, object?: ObjectType): Peers | 'unknown';
  medianWonAmount(): number | null | 'unknown';
  owner(id: string): OwnerState;
  label(field: FieldName): string;
}

function textOf(field: Field | undefined): string | null {
  return field?.is === 'value' && typeof field.value === 'string' ? field.value : null;
}

function positionsOf(pipeline: Pipeline): readonly StagePosition[] {
  let openRank = 0;
  const openCount = pipeline.stages.filter(({ state }) => state === 'open').length;
  return pipeline.stages.map((stage) => ({
    ...stage,
    pipelineId: pipeline.id,
    pipelineLabel: pipeline.label,
    openRank: stage.state === 'open' ? openRank++ : -1,
    openCount,
  }));
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
        ...agreement.fields
          .filter((own) => own.object === object && !dictionary[object].some(({ name }) => name === own.name))
          .map((own): [string, string] => [own.name, own.name]),
      ]),
    ]),
  );

  const positionOf = (record: CrmRecord): StagePosition | null => positionIn(pipelines, record);
  const asRelated = (record: CrmRecord): RelatedRecord => ({
    id: record.ref.id,
    fields: record.fields,
    stage: positionOf(record),
  });

  const surround = (record: CrmRecord, { related, matched, peers, wonMedians }: Neighbours): Surroundings => {
    const stage = record.ref.object === 'deal' ? positionOf(record) : null;
    return {
      stage,
      stageTerms: stage && (terms.get(stage) ?? null),
      related: (object) => (isKnown(record.ref.object, object) ? (related[object] ?? []).map(asRelated) : 'unknown'),
      peers(by, object = record.ref.object) {
        const found = peers?.get(peersKey(by, object));
        return found ? { others: found.records.map(asRelated), isMore: found.isMore } : 'unknown';
      },
      counterparts: () => matched?.map(asCounterpart) ?? nobodyLooked,
      medianWonAmount() {
        if (!wonMedians || stage === null) return 'unknown';
        return wonMedians.get(stage.pipelineId) ?? null;
      },
      owner(id) {
        return owners === null ? 'unknown' : (owners.get(id) ?? 'missing');
      },
      label: (field) => labels.get(record.ref.object)?.get(field) ?? field,
    };
  };
  return { surround, positions: [...pipelines.values()].flatMap((stages) => [...stages.values()]) };
}
