import type { DerivedField, OwnField } from '../../model/agreement.ts';
import type { Catalog, Manifest } from '../../model/connector.ts';
import { type FieldType, type ObjectType, objectTypes, type SourceName } from '../../model/record.ts';
import { bareColumn, findColumn } from '../choices.ts';
import { type ConditionReader, readConditions } from '../conditions.ts';
import type { Desk } from '../desk.ts';
import {
  entriesOf,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readSettings,
  readText,
  readWord,
  reportValue,
} from '../reading.ts';
import { isSecret } from '../scalars.ts';
import { suggest } from '../suggest.ts';
import { isNothing } from '../tree.ts';
import { foldName, standardField } from '../vocabulary.ts';
import { readTeamName, type TeamNames } from './teams.ts';

const types: Readonly<Record<string, FieldType>> = {
  text: 'text',
  number: 'number',
  date: 'time',
  'yes/no': 'boolean',
  'pick-list': 'text',
  list: 'list',
};
const typeWords = Object.keys(types);
const fieldName = /^[a-z][a-z0-9]*(?:[ _-][a-z0-9]+)*$/i;
const longestName = 60;
const example = 'contact.need: {means: The problem they must solve, type: text, in: {main: confirmed_need}}';

/** A CRM of the agreement as far as its own fields need it: name, and the words its connector uses for objects. */
export interface KnownSource {
  readonly name: SourceName;
  readonly objects: Manifest<unknown>['objects'];
  /** What it offers; undefined where that is not known. */
  readonly catalog: Catalog | undefined;
}

function readName(place: KeyPlace, desk: Desk): { readonly object: ObjectType; readonly name: string } | null {
  const { key, path } = place;
  if (key.isSecret) return null;
  const [before, ...after] = key.text.split('.');
  const object = objectTypes.find((candidate) => candidate === before?.trim());
  const name = after.join('.').trim();
  if (object === undefined) {
    const suggestion = suggest(before ?? '', objectTypes);
    const hint = suggestion === null ? '' : ` Did you mean "${suggestion}.${name}"?`;
    const message = `${quoted(key.text)} does not begin with an object: ${objectTypes.join(', ')}, then a dot and a name.${hint}`;
    desk.problem({ code: 'AGREEMENT_UNKNOWN_OBJECT', at: key, path, message, example, suggestion });
    return null;
  }
  if (!fieldName.test(name) || name.length > longestName) {
    const message = `${quoted(name)} cannot be the name of a field: letters, digits and single blanks, a letter first, at most ${longestName}`;
    desk.problem({ code: 'AGREEMENT_VALUE', at: key, path, message, example });
    return null;
  }
  const standard = standardField(object, name);
  if (standard !== null && !standard.isOftenOwn) {
    const message = `${object} has a field "${name}" already; it is built in and needs no entry here`;
    desk.problem({ code: 'AGREEMENT_DUPLICATE', at: key, path, message });
    return null;
  }
  return { object, name: standard?.name ?? name };
}

/** Reports a name that no CRM of the agreement has. */
export function reportUnknownSource(
  place: KeyPlace,
  sources: readonly { readonly name: SourceName }[],
  desk: Desk,
): void {
  const { key, path } = place;
  if (key.isSecret) return;
  const names = sources.map((source) => source.name);
  const suggestion = suggest(key.text, names);
  const hint = suggestion === null ? ` There are: ${names.join(', ')}` : ` Did you mean "${suggestion}"?`;
  const message = `No CRM ${quoted(key.text)}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_SOURCE', at: key, path, message, suggestion });
}

/** A column that the catalogue of its source does not have: it does not exist, or we may not read it. */
function checkColumn(place: Place, column: string, object: ObjectType, source: KnownSource, desk: Desk): void {
  const { catalog } = source;
  const kind = objectOf(column, source) ?? object;
  const fields = catalog?.fields[kind];
  if (catalog === undefined || fields === undefined || findColumn(catalog, kind, column) !== undefined) return;
  const suggestion = suggest(
    bareColumn(column),
    fields.map((field) => field.name),
  );
  const message = `${source.name} has no ${column}, or we may not read it`;
  desk.problem({ code: 'AGREEMENT_NOT_IN_CRM', at: place.node, path: place.path, message, suggestion });
}

function readColumns(
  object: ObjectType | null,
  place: KeyPlace,
  sources: readonly KnownSource[],
  desk: Desk,
): readonly [SourceName, readonly string[]] | null {
  const { key } = place;
  const source = sources.find((candidate) => candidate.name === key.text);
  if (source === undefined) {
    reportUnknownSource(place, sources, desk);
    return null;
  }
  const items = readItems(place, 'the name of a field in the CRM', desk, 'confirmed_need', true);
  const columns = items.flatMap((item) => {
    const column = readText(item, 'the name of a field in the CRM', desk, 'confirmed_need');
    if (column === null || isSecret(item)) return [];
    if (object !== null) checkColumn(item, column, object, source, desk);
    return [column];
  });
  if (place.node.is === 'list' && items.length === 0) reportValue(place, 'Name at least one field of the CRM', desk);
  return [key.text, [...new Set(columns)]];
}

function readAllowed(place: Place | null, isPickList: boolean, desk: Desk): readonly string[] | null {
  if (place === null) return null;
  const items = readItems(place, 'a list of values', desk, '[Price, Timing]');
  if (!isPickList) reportValue(place, 'Only a pick-list has allowed values', desk, { example: '[Price, Timing]' });
  return items.flatMap((item) => readText(item, 'a value', desk, 'Price') ?? []);
}

function readField(place: KeyPlace, sources: readonly KnownSource[], teams: TeamNames, desk: Desk): OwnField | null {
  const name = readName(place, desk);
  const known = ['means', 'type', 'in', 'owner', 'allowed'];
  const settings = readSettings(place, { owner: 'a field', known }, desk);
  if (!settings) return null;
  const means = settings.need('means', 'The problem the buyer told us they must solve');
  const type = settings.need('type', 'text');
  const columns = settings.need('in', '{main: confirmed_need}');
  const owner = settings.get('owner');
  const word = type && readWord(type, 'a type of field', typeWords, desk);
  const allowed = readAllowed(settings.get('allowed'), word === null || word === 'pick-list', desk);
  const places = columns ? entriesOf(columns, 'CRMs and their fields', desk) : [];
  const ownerName = owner && readTeamName(owner, teams, desk);
  const field = {
    type: types[word ?? 'text']!,
    means: (means && readText(means, 'a sentence', desk, 'The problem the buyer told us they must solve')) ?? '',
    in: Object.fromEntries(
      places.flatMap((inner) =>
        [readColumns(name?.object ?? null, inner, sources, desk) ?? []].filter((pair) => pair.length === 2),
      ),
    ),
    ...(allowed ? { allowed } : {}),
    ...(ownerName ? { owner: ownerName } : {}),
  };
  return name && { ...name, ...field };
}

/** `Lead.Confirmed_Need__c` → lead, by the connector's own words (`leads`); null for a column that names no object. */
export function objectOf(column: string, source: KnownSource | undefined): ObjectType | null {
  const prefix = /^(\w+)\./.exec(column)?.[1]?.toLowerCase();
  if (prefix === undefined || source === undefined) return null;
  const plurals = [prefix, `${prefix}s`, prefix.replace(/y$/, 'ies')];
  const word = Object.keys(source.objects).find((candidate) => plurals.includes(candidate.toLowerCase()));
  return word === undefined ? null : source.objects[word]!;
}

const twins: Readonly<Partial<Record<ObjectType, ObjectType>>> = { contact: 'lead', lead: 'contact' };

/**
 * A list such as `[Lead.Need__c, Contact.Need__c]` says that the same field exists on both kinds of person: the
 * columns of the twin make a field of the same name there. A single column is left to the connector as it is.
 */
function splitTwins(field: OwnField, sources: readonly KnownSource[]): readonly OwnField[] {
  const twin = twins[field.object];
  if (twin === undefined) return [field];
  const here: [SourceName, readonly string[]][] = [];
  const there: [SourceName, readonly string[]][] = [];
  for (const [name, columns] of Object.entries(field.in)) {
    const source = sources.find((candidate) => candidate.name === name);
    const isTwins = (column: string): boolean => columns.length > 1 && objectOf(column, source) === twin;
    const own = columns.filter((column) => !isTwins(column));
    const other = columns.filter(isTwins);
    if (own.length > 0) here.push([name, own]);
    if (other.length > 0) there.push([name, other]);
  }
  const fields = [{ ...field, in: Object.fromEntries(here) }];
  return there.length === 0 ? fields : [...fields, { ...field, object: twin, in: Object.fromEntries(there) }];
}

/** One text for fields that would be taken for each other. */
function keyOf(field: { readonly object: ObjectType; readonly name: string }): string {
  return `${field.object}.${foldName(field.name)}`;
}

/** Whether an entry of `fields:` is counted from linked records rather than kept by a CRM. */
function isDerived(entry: KeyPlace): boolean {
  const { node } = entry;
  return node.is === 'map' && node.entries.some(({ key }) => key.text === 'count');
}

/** Reads the fields of `fields:` that CRMs keep; the same name (ignoring case) twice on one object is a mistake. */
export function readFields(
  place: Place | null,
  sources: readonly KnownSource[],
  teams: TeamNames,
  desk: Desk,
): readonly OwnField[] {
  if (place === null) return [];
  const written: OwnField[] = [];
  const seen = new Set<string>();
  for (const entry of entriesOf(place, 'fields by object and name', desk)) {
    if (isDerived(entry)) continue;
    if (isNothing(entry.node)) {
      const message = `The field ${entry.key.text} needs to say what it means, its type, and where it is kept`;
      desk.problem({ code: 'AGREEMENT_MISSING_KEY', at: entry.key, path: entry.path, message, example });
      continue;
    }
    const field = readField(entry, sources, teams, desk);
    if (field === null) continue;
    if (seen.has(keyOf(field))) {
      const message = `${quoted(entry.key.text)} is written twice; keep one of them`;
      desk.problem({ code: 'AGREEMENT_DUPLICATE', at: entry.key, path: entry.path, message });
    } else {
      seen.add(keyOf(field));
      written.push(field);
    }
  }
  return written.flatMap((field) =>
    splitTwins(field, sources).filter((part) => part.object === field.object || !seen.has(keyOf(part))),
  );
}

const plurals: Readonly<Record<string, ObjectType>> = {
  contacts: 'contact',
  leads: 'lead',
  companies: 'company',
  deals: 'deal',
};

function readDerivedField(entry: KeyPlace, reader: ConditionReader): DerivedField | null {
  const { desk } = reader;
  const name = readName(entry, desk);
  const settings = readSettings(entry, { owner: 'a counted field', known: ['count', 'where', 'means'] }, desk);
  const count = settings?.need('count', 'contacts');
  if (!settings || !count) return null;
  const word = readWord(count, 'something to count', Object.keys(plurals), desk);
  if (word === null || name === null) return null;
  const counted = plurals[word]!;
  const where = readConditions(settings.get('where'), [counted], reader)[counted] ?? [];
  for (const condition of where) {
    if (condition.is !== 'meets' && condition.is !== 'sla' && condition.subject.step === null) continue;
    const at = settings.get('where') ?? entry;
    const message = 'The records that are counted are judged by their own fields only';
    desk.problem({
      code: 'AGREEMENT_VALUE',
      at: at.node,
      path: at.path,
      message,
      example: 'where: [job title is filled]',
    });
    break;
  }
  return { ...name, count: counted, where };
}

/** Reads the fields of `fields:` that are counted from linked records. */
export function readDerived(
  place: Place | null,
  own: readonly OwnField[],
  reader: ConditionReader,
): readonly DerivedField[] {
  const derived: DerivedField[] = [];
  const seen = new Set(own.map(keyOf));
  if (place?.node.is !== 'map') return derived;
  for (const entry of entriesOf(place, 'fields by object and name', reader.desk).filter(isDerived)) {
    const field = readDerivedField(entry, reader);
    if (field === null) continue;
    if (!seen.has(keyOf(field))) {
      seen.add(keyOf(field));
      derived.push(field);
    } else {
      const message = `${quoted(entry.key.text)} is written twice; keep one of them`;
      reader.desk.problem({ code: 'AGREEMENT_DUPLICATE', at: entry.key, path: entry.path, message });
    }
  }
  return derived;
}
