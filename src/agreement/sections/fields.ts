import type { OwnField } from '../../model/agreement.ts';
import type { Manifest } from '../../model/connector.ts';
import { type FieldType, type ObjectType, objectTypes, type SourceName } from '../../model/record.ts';
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
  reportNotYet,
  reportValue,
} from '../reading.ts';
import { suggest } from '../suggest.ts';
import { isNothing } from '../tree.ts';
import { findField, vocabularyOf } from '../vocabulary.ts';

const types: Readonly<Record<string, FieldType>> = {
  text: 'text',
  number: 'number',
  date: 'time',
  'yes/no': 'boolean',
  'pick-list': 'text',
  list: 'list',
};
const typeWords = Object.keys(types);
const derivedSettings = ['count', 'where', 'sum', 'latest', 'earliest'];
const fieldName = /^[a-z][a-z0-9]*(?:[ _-][a-z0-9]+)*$/i;
const longestName = 60;
const example = 'contact.need: {means: The problem they must solve, type: text, in: {main: confirmed_need}}';

/** A CRM of the agreement as far as its own fields need it: name, and the words its connector uses for objects. */
export interface KnownSource {
  readonly name: SourceName;
  readonly objects: Manifest<unknown>['objects'];
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
  if (findField(name, vocabularyOf(object, [])) !== null) {
    const message = `${object} has a field "${name}" already; it is built in and needs no entry here`;
    desk.problem({ code: 'AGREEMENT_DUPLICATE', at: key, path, message });
    return null;
  }
  return { object, name };
}

function readColumns(
  place: KeyPlace,
  sources: readonly KnownSource[],
  desk: Desk,
): readonly [SourceName, readonly string[]] | null {
  const { key, path } = place;
  if (!sources.some((source) => source.name === key.text)) {
    const names = sources.map((source) => source.name);
    const suggestion = suggest(key.text, names);
    const hint = suggestion === null ? ` There are: ${names.join(', ')}` : ` Did you mean "${suggestion}"?`;
    if (!key.isSecret)
      desk.problem({
        code: 'AGREEMENT_UNKNOWN_SOURCE',
        at: key,
        path,
        message: `No CRM ${quoted(key.text)}.${hint}`,
        suggestion,
      });
    return null;
  }
  const items = readItems(place, 'the name of a field in the CRM', desk, 'confirmed_need', true);
  const columns = items.flatMap(
    (item) => readText(item, 'the name of a field in the CRM', desk, 'confirmed_need') ?? [],
  );
  if (place.node.is === 'list' && items.length === 0) reportValue(place, 'Name at least one field of the CRM', desk);
  return [key.text, [...new Set(columns)]];
}

function readAllowed(place: Place | null, isPickList: boolean, desk: Desk): readonly string[] | null {
  if (place === null) return null;
  const items = readItems(place, 'a list of values', desk, '[Price, Timing]');
  if (!isPickList) reportValue(place, 'Only a pick-list has allowed values', desk, { example: '[Price, Timing]' });
  return items.flatMap((item) => readText(item, 'a value', desk, 'Price') ?? []);
}

function readField(place: KeyPlace, sources: readonly KnownSource[], desk: Desk): OwnField | null {
  const name = readName(place, desk);
  const { node } = place;
  if (node.is === 'map' && node.entries.some((entry) => derivedSettings.includes(entry.key.text))) {
    reportNotYet(place, 'fields that are counted from related records', desk);
    return null;
  }
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
  const ownerName = owner && readText(owner, 'a team', desk, 'sales');
  const field = {
    type: types[word ?? 'text']!,
    means: (means && readText(means, 'a sentence', desk, 'The problem the buyer told us they must solve')) ?? '',
    in: Object.fromEntries(
      places.flatMap((inner) => [readColumns(inner, sources, desk) ?? []].filter((pair) => pair.length === 2)),
    ),
    ...(allowed ? { allowed } : {}),
    ...(ownerName ? { owner: ownerName } : {}),
  };
  return name && { ...name, ...field };
}

/** `Lead.Confirmed_Need__c` → lead, by the connector's own words (`leads`); null for a column that names no object. */
function objectOf(column: string, source: KnownSource | undefined): ObjectType | null {
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

/** Reads `fields:`; the same name (ignoring case) twice on one object is a mistake. */
export function readFields(place: Place | null, sources: readonly KnownSource[], desk: Desk): readonly OwnField[] {
  if (place === null) return [];
  const written: OwnField[] = [];
  for (const entry of entriesOf(place, 'fields by object and name', desk)) {
    if (isNothing(entry.node)) {
      const message = `The field ${entry.key.text} needs to say what it means, its type, and where it is kept`;
      desk.problem({ code: 'AGREEMENT_MISSING_KEY', at: entry.key, path: entry.path, message, example });
      continue;
    }
    const field = readField(entry, sources, desk);
    if (field === null) continue;
    if (findField(field.name, vocabularyOf(field.object, written)) !== null) {
      const message = `${quoted(entry.key.text)} is written twice; keep one of them`;
      desk.problem({ code: 'AGREEMENT_DUPLICATE', at: entry.key, path: entry.path, message });
    } else written.push(field);
  }
  const key = (field: OwnField): string => `${field.object}.${field.name.toLowerCase()}`;
  const explicit = new Set(written.map(key));
  return written.flatMap((field) =>
    splitTwins(field, sources).filter((part) => part.object === field.object || !explicit.has(key(part))),
  );
}
