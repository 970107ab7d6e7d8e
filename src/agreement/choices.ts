import type { StageName, TextValues } from '../model/condition.ts';
import type { Catalog, CatalogField } from '../model/connector.ts';
import type { ObjectType, SourceName } from '../model/record.ts';
import { refuse, type Stretch } from './mistake.ts';
import { quoted } from './reading.ts';
import { suggest } from './suggest.ts';
import { foldName, type Known, type VocabularyField } from './vocabulary.ts';

const mostShown = 12;

/** A value of a pick-list as a source offers it; `also` are other texts by which people know it. */
interface Choice {
  readonly value: string;
  readonly label: string;
  readonly also: string;
}

/** Names of a list for a message; of a long one the first. */
export function listed(names: readonly string[]): string {
  return names.length <= mostShown ? names.join(', ') : `${names.slice(0, mostShown).join(', ')} …`;
}

/** The name of a column without its object: `Lead.Status` is `Status` where the source has it under leads. */
export function bareColumn(column: string): string {
  return column.slice(column.lastIndexOf('.') + 1);
}

/** A field of a catalogue by the CRM's own name, with or without its object; undefined where there is none. */
export function findColumn(catalog: Catalog, object: ObjectType, column: string): CatalogField | undefined {
  const names = [column, bareColumn(column)].map((name) => name.trim().toLowerCase());
  return catalog.fields[object]?.find((field) => names.includes(field.name.toLowerCase()));
}

function catalogField(catalog: Catalog, object: ObjectType, field: VocabularyField, source: SourceName) {
  const columns = field.in && Object.hasOwn(field.in, source) ? field.in[source] : undefined;
  if (columns !== undefined)
    return columns.map((column) => findColumn(catalog, object, column)).find((found) => found !== undefined);
  return field.in === undefined
    ? catalog.fields[object]?.find((candidate) => candidate.canonical?.includes(field.name))
    : undefined;
}

/** What a source offers for a field; null where any text is possible or the source does not tell. */
function choicesOf(
  known: Known,
  source: SourceName,
  object: ObjectType,
  field: VocabularyField,
): readonly Choice[] | null {
  const catalog = known.catalogs.get(source);
  if (catalog === undefined) return null;
  if (object === 'deal' && field.name === 'pipeline')
    return catalog.pipelines === 'unknown'
      ? null
      : catalog.pipelines.map(({ id, label }) => ({ value: id, label, also: '' }));
  if (field.name === 'ownerId')
    return catalog.owners === 'unknown'
      ? null
      : catalog.owners.map(({ id, name, email }) => ({ value: id, label: name, also: email }));
  const options = catalogField(catalog, object, field, source)?.options ?? [];
  return options.length === 0 ? null : options.map((option) => ({ ...option, also: '' }));
}

function matching(choices: readonly Choice[], text: string): readonly Choice[] {
  const wanted = foldName(text);
  const byValue = choices.filter((choice) => foldName(choice.value) === wanted);
  if (byValue.length > 0) return byValue;
  return choices.filter((choice) => foldName(choice.label) === wanted || foldName(choice.also) === wanted);
}

/** A text that is to be looked up, and where it stands. */
export interface Wanted {
  readonly text: string;
  readonly at: Stretch;
}

/**
 * Looks up texts among the values each source offers. A text that none has, although all are known, is refused, and so
 * is a label that several values of one source share.
 */
export function resolveTexts(
  wanted: readonly Wanted[],
  field: VocabularyField,
  object: ObjectType,
  known: Known,
): TextValues {
  const written = [...new Set(wanted.map(({ text }) => text))];
  const bySource: Record<SourceName, readonly string[]> = {};
  const offers = known.sources.flatMap((source) => {
    const choices = choicesOf(known, source, object, field);
    return choices === null ? [] : [{ source, choices }];
  });
  for (const { source, choices } of offers)
    bySource[source] = wanted.flatMap(({ text, at }) => {
      const found = [...new Set(matching(choices, text).map((choice) => choice.value))];
      if (found.length <= 1) return found;
      const message = `${quoted(text)} is the name of several values of ${field.label} in ${source}: write one of ${listed(found)}`;
      return refuse('AGREEMENT_AMBIGUOUS', at, message, { suggestion: found[0]! });
    });
  const isAllKnown = offers.length > 0 && offers.length === known.sources.length;
  for (const { text, at } of wanted) {
    if (!isAllKnown || offers.some(({ choices }) => matching(choices, text).length > 0)) continue;
    const labels = [...new Set(offers.flatMap(({ choices }) => choices.map((choice) => choice.label)))];
    const suggestion = suggest(text, labels);
    const message = `${field.label} has no value ${quoted(text)}. It has: ${listed(labels)}`;
    refuse('AGREEMENT_UNKNOWN_VALUE', at, message, { suggestion });
  }
  return { written, bySource };
}

interface Place {
  readonly pipelineId: string;
  readonly pipelineLabel: string;
  readonly stageId: string;
  readonly stageLabel: string;
  readonly rank: number;
}

function placesOf(catalog: Catalog | undefined): readonly Place[] | null {
  if (catalog === undefined || catalog.pipelines === 'unknown') return null;
  return catalog.pipelines.flatMap((pipeline) =>
    pipeline.stages.map((stage, rank) => ({
      pipelineId: pipeline.id,
      pipelineLabel: pipeline.label,
      stageId: stage.id,
      stageLabel: stage.label,
      rank,
    })),
  );
}

function isNamed(name: string, id: string, label: string): boolean {
  return [id, label].some((candidate) => foldName(candidate) === foldName(name));
}

function stagesNamed(places: readonly Place[], pipeline: string | null, stage: string): readonly Place[] {
  return places.filter(
    (place) =>
      isNamed(stage, place.stageId, place.stageLabel) &&
      (pipeline === null || isNamed(pipeline, place.pipelineId, place.pipelineLabel)),
  );
}

/** `Partners: Proposal` as pipeline and stage, unless a stage is called so itself. */
function splitStage(text: string, all: readonly Place[]): { readonly pipeline: string | null; readonly stage: string } {
  const colon = text.indexOf(': ');
  if (colon <= 0 || text.slice(colon + 2).trim() === '' || stagesNamed(all, null, text).length > 0)
    return { pipeline: null, stage: text };
  return { pipeline: text.slice(0, colon).trim(), stage: text.slice(colon + 2).trim() };
}

function refuseAmbiguous(stage: string, places: readonly Place[], at: Stretch): never {
  const pipelines = [...new Set(places.map((place) => place.pipelineLabel))];
  const message = `${quoted(stage)} is a stage of ${pipelines.join(' and of ')}: write "${pipelines.at(-1)}: ${stage}"`;
  return refuse('AGREEMENT_AMBIGUOUS', at, message, { suggestion: `${pipelines.at(-1)}: ${stage}` });
}

/** Looks up a stage of deals in the pipelines of each source; several of one name in one source are refused. */
export function resolveStage({ text, at }: Wanted, known: Known): StageName {
  const offers = known.sources.flatMap((source) => {
    const places = placesOf(known.catalogs.get(source));
    return places === null ? [] : [{ source, places }];
  });
  const all = offers.flatMap(({ places }) => places);
  const { pipeline, stage } = splitStage(text, all);
  const bySource: Record<SourceName, StageName['bySource'][string]> = {};
  for (const { source, places } of offers) {
    const found = stagesNamed(places, pipeline, stage);
    if (new Set(found.map((place) => place.pipelineId)).size > 1) refuseAmbiguous(stage, found, at);
    bySource[source] = found.map(({ pipelineId, stageId, rank }) => ({ pipelineId, stageId, rank }));
  }
  const isAllKnown = offers.length > 0 && offers.length === known.sources.length;
  if (isAllKnown && Object.values(bySource).every((found) => found.length === 0)) {
    const labels = [...new Set(all.map((place) => place.stageLabel))];
    const suggestion = suggest(stage, labels);
    const message = `No pipeline has a stage ${quoted(text)}. There are: ${listed(labels)}`;
    refuse('AGREEMENT_UNKNOWN_VALUE', at, message, { suggestion });
  }
  if (offers.length === 0 && pipeline === null) refuseAmbiguousByAgreement(stage, at, known);
  return { pipeline, stage, bySource };
}

/** Without a catalogue the agreement's own `pipelines:` may already hold a stage of that name twice. */
function refuseAmbiguousByAgreement(stage: string, at: Stretch, known: Known): void {
  const names = [...known.pipelines].filter(([, stages]) => stages.some((name) => foldName(name) === foldName(stage)));
  if (names.length < 2) return;
  const labels = names.map(([name]) => name);
  const message = `${quoted(stage)} is a stage of ${labels.join(' and of ')}: write "${labels.at(-1)}: ${stage}"`;
  refuse('AGREEMENT_AMBIGUOUS', at, message, { suggestion: `${labels.at(-1)}: ${stage}` });
}
