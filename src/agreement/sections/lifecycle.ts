import { lifecycleAside, lifecycleOrder } from '../../model/dictionary.ts';
import type { FieldName, ObjectType, SourceName } from '../../model/record.ts';
import type { LifecycleTerms, LifecycleTest } from '../../model/terms.ts';
import { bareColumn, findColumn, listed } from '../choices.ts';
import type { ConditionReader } from '../conditions.ts';
import { type Piece, readForm } from '../form.ts';
import { Mistaken, refuse } from '../mistake.ts';
import { checkPiece, checkReserved } from '../pieces.ts';
import {
  entriesOf,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readSettings,
  readText,
  reportType,
} from '../reading.ts';
import { isSecret, readDuration } from '../scalars.ts';
import { suggest } from '../suggest.ts';
import { spanWithin } from '../tree.ts';
import { findField, foldName, unknownField } from '../vocabulary.ts';
import { type KnownSource, objectOf, reportUnknownSource } from './fields.ts';
import { readTeamName, type TeamNames } from './teams.ts';

const stages: readonly string[] = [...lifecycleOrder, ...lifecycleAside];
const persons: readonly ObjectType[] = ['contact', 'lead'];
const example = 'lifecyclestage is marketingqualifiedlead';

/** Values as the CRM keeps them: an option's value where the catalogue has it under value or label. */
function readValues(
  pieces: readonly Piece[],
  column: string,
  object: ObjectType | null,
  source: KnownSource,
  reader: ConditionReader,
): readonly string[] {
  const catalog = reader.vocabulary('contact').known.catalogs.get(source.name);
  const objects = object === null ? persons : [object];
  const isListed = objects.some((candidate) => catalog?.fields[candidate] !== undefined);
  const fields = objects.flatMap((candidate) => (catalog ? (findColumn(catalog, candidate, column) ?? []) : []));
  const options = fields.flatMap((field) => field.options);
  return pieces.map((piece) => {
    const text = piece.text.trim();
    const found =
      options.find(({ value }) => foldName(value) === foldName(text)) ??
      options.find(({ label }) => foldName(label) === foldName(text));
    if (found !== undefined || options.length === 0 || !isListed) return found?.value ?? text;
    const labels = options.map(({ label }) => label);
    const message = `${column} has no value ${quoted(text)}. It has: ${listed(labels)}`;
    return refuse('AGREEMENT_UNKNOWN_VALUE', piece, message, { suggestion: suggest(text, labels) });
  });
}

function checkColumn(
  column: string,
  object: ObjectType | null,
  at: Piece,
  source: KnownSource,
  reader: ConditionReader,
) {
  const catalog = reader.vocabulary('contact').known.catalogs.get(source.name);
  const objects = (object === null ? persons : [object]).filter((candidate) => catalog?.fields[candidate]);
  if (catalog === undefined || objects.length === 0) return;
  if (objects.some((candidate) => findColumn(catalog, candidate, column) !== undefined)) return;
  const names = objects.flatMap((candidate) => catalog.fields[candidate]!.map((field) => field.name));
  const suggestion = suggest(bareColumn(column), names);
  const message = `${source.name} has no ${column}, or we may not read it`;
  refuse('AGREEMENT_NOT_IN_CRM', at, message, { suggestion });
}

/** Reads `Lead.Status is "Marketing Qualified"`: the CRM's own field and the values that mean the stage. */
function parseTest(text: string, source: KnownSource, reader: ConditionReader): LifecycleTest {
  const { subject, predicate } = readForm(text, () => -1);
  const column = subject.text.trim();
  if (column === '' || (predicate.is !== 'value' && predicate.is !== 'one of'))
    return refuse(
      'AGREEMENT_CONDITION',
      column === '' ? { start: 0, end: 1 } : predicate,
      `Expected a field of the CRM and "is VALUE" or "is one of A, B"`,
      { example },
    );
  const first = predicate.values[0]!;
  if (predicate.is === 'value') checkReserved(first);
  for (const value of predicate.values) checkPiece(value, predicate.is === 'value' ? 'is' : 'is one of');
  if (predicate.is === 'value' && predicate.values.length > 1)
    refuse(
      'AGREEMENT_CONDITION',
      predicate.values[1]!,
      'Several values: write "is one of", or put a value that contains a comma in quotes',
    );
  const object = objectOf(column, source);
  checkColumn(column, object, subject, source, reader);
  const values = readValues(predicate.values, column, object, source, reader);
  return {
    object,
    column: object === null ? column : bareColumn(column),
    values: [...new Set(values)],
    not: predicate.not,
  };
}

function readTest(place: Place, source: KnownSource, reader: ConditionReader): LifecycleTest | null {
  const { node, path } = place;
  if (node.is !== 'scalar' || node.value === null) {
    reportType(place, 'how the CRM tells the stage', reader.desk, example);
    return null;
  }
  if (node.isSecret) return null;
  try {
    return parseTest(node.text, source, reader);
  } catch (error) {
    if (!(error instanceof Mistaken)) throw error;
    const { start, end, ...mistake } = error.mistake;
    reader.desk.problem({ ...mistake, path, at: spanWithin(node, start, Math.max(end, start + 1)) });
    return null;
  }
}

function readIs(place: Place, sources: readonly KnownSource[], reader: ConditionReader): LifecycleTerms['is'] {
  const is: Record<SourceName, readonly LifecycleTest[]> = {};
  for (const entry of entriesOf(place, 'CRMs and how each tells the stage', reader.desk)) {
    const source = sources.find((candidate) => candidate.name === entry.key.text);
    if (source === undefined) reportUnknownSource(entry, sources, reader.desk);
    else {
      const items = readItems(entry, 'how the CRM tells the stage', reader.desk, example, true);
      is[source.name] = items.flatMap((item) => readTest(item, source, reader) ?? []);
    }
  }
  return is;
}

function readNeeds(place: Place, reader: ConditionReader): LifecycleTerms['handOffNeeds'] {
  const needs: Record<'contact' | 'lead', FieldName[]> = { contact: [], lead: [] };
  for (const item of readItems(place, 'a list of fields', reader.desk, '[job title, country]', true)) {
    const label = readText(item, 'a field', reader.desk, 'job title');
    if (label === null || isSecret(item)) continue;
    // A field that only one kind of person has is asked for there alone.
    const found = (['contact', 'lead'] as const).filter((object) => {
      const field = findField(label, reader.vocabulary(object));
      if (field !== null && !needs[object].includes(field.name)) needs[object].push(field.name);
      return field !== null;
    });
    if (found.length > 0) continue;
    const { message, suggestion } = unknownField(label, reader.vocabulary('contact'));
    reader.desk.problem({ code: 'AGREEMENT_UNKNOWN_FIELD', at: item.node, path: item.path, message, suggestion });
  }
  return needs;
}

function readStage(
  entry: KeyPlace,
  sources: readonly KnownSource[],
  teams: TeamNames,
  reader: ConditionReader,
): LifecycleTerms | null {
  const { key, path } = entry;
  const { desk } = reader;
  if (!stages.includes(key.text) && !key.isSecret) {
    const suggestion = suggest(key.text, stages);
    const hint = suggestion === null ? '' : `. Did you mean "${suggestion}"?`;
    const message = `${quoted(key.text)} is not a lifecycle stage: ${stages.join(', ')}${hint}`;
    desk.problem({ code: 'AGREEMENT_UNKNOWN_VALUE', at: key, path, message, suggestion });
  }
  const known = ['owner', 'is', 'no_longer_than', 'hand_off_needs'];
  const settings = readSettings(entry, { owner: 'a lifecycle stage', known }, desk);
  if (!settings) return null;
  const [owner, is, limit, needs] = known.map((name) => settings.get(name));
  return {
    stage: key.text,
    owner: owner ? readTeamName(owner, teams, desk) : null,
    is: is ? readIs(is, sources, reader) : {},
    limit: limit ? readDuration(limit, desk) : null,
    handOffNeeds: needs ? readNeeds(needs, reader) : {},
  };
}

/** Reads `lifecycle:`. */
export function readLifecycle(
  place: Place | null,
  sources: readonly KnownSource[],
  teams: TeamNames,
  reader: ConditionReader,
): readonly LifecycleTerms[] {
  if (place === null) return [];
  const entries = entriesOf(place, 'lifecycle stages by name', reader.desk);
  return entries.flatMap((entry) => readStage(entry, sources, teams, reader) ?? []);
}
