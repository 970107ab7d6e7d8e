import type { Agreement } from '../../model/agreement.ts';
import type { Pipeline } from '../../model/connector.ts';
import type { FieldName } from '../../model/record.ts';
import type { StageTerms } from '../../model/rule.ts';
import { listed } from '../choices.ts';
import type { Desk } from '../desk.ts';
import {
  describe,
  entriesOf,
  exampleAt,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readSettings,
  readText,
} from '../reading.ts';
import { readDuration } from '../scalars.ts';
import { suggest } from '../suggest.ts';
import { findField, foldName, unknownField, type Vocabulary } from '../vocabulary.ts';

const learnt = /^\s*learn(?:t|ed)?\s+from\s+won\s+deals\s*$/i;

/** `14 days`, `5 business days` or `learn from won deals`. */
function readLimit(place: Place, desk: Desk): Pick<StageTerms, 'limit' | 'workingLimit' | 'isLearnt'> {
  const { node } = place;
  if (node.is === 'scalar' && learnt.test(node.text)) return { limit: null, isLearnt: true };
  const duration = readDuration(place, desk);
  if (duration === null) return { limit: null };
  if (duration.unit === 'day' || duration.unit === 'month')
    return { limit: { unit: duration.unit, count: duration.count } };
  if (duration.unit !== 'minute') return { limit: null, workingLimit: { unit: duration.unit, count: duration.count } };
  const message = `A deal stays in a stage for days: ${describe(node)} is too short. Examples: 21 days, 5 business days`;
  desk.problem({
    code: 'AGREEMENT_DURATION',
    at: node,
    path: place.path,
    message,
    example: exampleAt(place.path, '21 days'),
  });
  return { limit: null };
}

function readNeeds(place: Place, vocabulary: Vocabulary, desk: Desk): readonly FieldName[] {
  const names = new Set<FieldName>();
  for (const item of readItems(place, 'a list of fields', desk, '[amount, next step]', true)) {
    const label = readText(item, 'a field', desk, 'amount');
    if (label === null || (item.node.is === 'scalar' && item.node.isSecret)) continue;
    const field = findField(label, vocabulary);
    if (field !== null) names.add(field.name);
    else {
      const { message, suggestion } = unknownField(label, vocabulary);
      desk.problem({ code: 'AGREEMENT_UNKNOWN_FIELD', at: item.node, path: item.path, message, suggestion });
    }
  }
  return [...names];
}

function readStage(place: KeyPlace, vocabulary: Vocabulary, desk: Desk): StageTerms | null {
  const settings = readSettings(place, { owner: 'a stage', known: ['needs', 'no_longer_than'] }, desk);
  const needs = settings?.get('needs');
  const limit = settings?.get('no_longer_than');
  return (
    settings && {
      needs: needs ? readNeeds(needs, vocabulary, desk) : [],
      ...(limit ? readLimit(limit, desk) : { limit: null }),
    }
  );
}

/** Entries whose names differ in more than case and outer blanks, because CRMs' labels are compared without them. */
function distinct(entries: readonly KeyPlace[], desk: Desk): readonly KeyPlace[] {
  const seen = new Set<string>();
  return entries.filter(({ key, path }) => {
    const folded = key.text.trim().toLowerCase();
    if (!seen.has(folded)) return seen.add(folded);
    const message = `${quoted(key.text)} is written twice; keep one of them`;
    desk.problem({ code: 'AGREEMENT_DUPLICATE', at: key, path, message });
    return false;
  });
}

interface Named {
  readonly id: string;
  readonly label: string;
}

/** A pipeline or stage that no CRM has, although all of them tell theirs. */
function reportAbsent({ key, path }: KeyPlace, kind: string, offered: readonly Named[], desk: Desk): void {
  if (key.isSecret) return;
  const labels = [...new Set(offered.map(({ label }) => label))];
  const suggestion = suggest(key.text, labels);
  const hint = suggestion === null ? ` There are: ${listed(labels)}` : ` Did you mean "${suggestion}"?`;
  const message = `No ${kind} ${quoted(key.text)}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_VALUE', at: key, path, message, suggestion });
}

function named<N extends Named>(offered: readonly N[], name: string): readonly N[] {
  return offered.filter(({ id, label }) => foldName(id) === foldName(name) || foldName(label) === foldName(name));
}

/** The pipelines of all sources; null unless every one of them tells its own. */
function offeredPipelines({ known }: Vocabulary): readonly Pipeline[] | null {
  const pipelines = known.sources.map((source) => known.catalogs.get(source)?.pipelines ?? 'unknown');
  if (pipelines.length === 0 || pipelines.includes('unknown')) return null;
  return pipelines.flatMap((list) => (list === 'unknown' ? [] : list));
}

/** Reads `pipelines:`: by pipeline and stage, what a deal needs there and how long it may stay. */
export function readPipelines(place: Place | null, vocabulary: Vocabulary, desk: Desk): Agreement['pipelines'] {
  if (place === null) return {};
  const offered = offeredPipelines(vocabulary);
  const pipelines = distinct(entriesOf(place, 'pipelines by name', desk), desk).map((pipeline) => {
    const found = offered && named(offered, pipeline.key.text);
    if (found?.length === 0) reportAbsent(pipeline, 'pipeline', offered!, desk);
    const stagesOffered = found && found.length > 0 ? found.flatMap(({ stages }) => stages) : null;
    const stages = distinct(entriesOf(pipeline, 'stages by name', desk), desk).flatMap((stage) => {
      if (stagesOffered && named(stagesOffered, stage.key.text).length === 0)
        reportAbsent(stage, 'stage', stagesOffered, desk);
      const terms = readStage(stage, vocabulary, desk);
      return terms ? [[stage.key.text, terms] as const] : [];
    });
    return [pipeline.key.text, Object.fromEntries(stages)] as const;
  });
  return Object.fromEntries(pipelines);
}
