import type { Condition, OwnField, Scope } from '../../model/agreement.ts';
import { type ObjectType, objectTypes } from '../../model/record.ts';
import { parseCondition } from '../condition.ts';
import type { Desk } from '../desk.ts';
import { entriesOf, type Place, quoted, readItems, readSettings, reportType } from '../reading.ts';
import { suggest } from '../suggest.ts';
import { spanWithin } from '../tree.ts';
import { type Vocabulary, vocabularyOf } from '../vocabulary.ts';

const example = '[country is filled]';

function readCondition(place: Place, vocabulary: Vocabulary, desk: Desk): readonly Condition[] {
  const { node, path } = place;
  if (node.is !== 'scalar' || node.value === null) {
    reportType(place, 'a condition', desk, 'country is filled');
    return [];
  }
  if (node.isSecret) return [];
  const parsed = parseCondition(node.text, vocabulary);
  if ('condition' in parsed) return [parsed.condition];
  const { start, end, ...mistake } = parsed.mistake;
  desk.problem({ ...mistake, path, at: spanWithin(node, start, Math.max(end, start + 1)) });
  return [];
}

function readConditions(place: Place | null, vocabulary: Vocabulary, desk: Desk): readonly Condition[] {
  if (place === null) return [];
  return readItems(place, 'a list of conditions', desk, example, true).flatMap((item) =>
    readCondition(item, vocabulary, desk),
  );
}

/** Reads `scope:`: which records of each object are looked at at all. */
export function readScope(
  place: Place | null,
  own: readonly OwnField[],
  desk: Desk,
): Readonly<Partial<Record<ObjectType, Scope>>> {
  const scopes: Partial<Record<ObjectType, Scope>> = {};
  for (const entry of place ? entriesOf(place, 'objects', desk) : []) {
    const object = objectTypes.find((candidate) => candidate === entry.key.text);
    if (object === undefined) {
      if (entry.key.isSecret) continue;
      const suggestion = suggest(entry.key.text, objectTypes);
      const hint = suggestion === null ? '' : ` Did you mean "${suggestion}"?`;
      const message = `${quoted(entry.key.text)} is not an object: ${objectTypes.join(', ')}.${hint}`;
      desk.problem({ code: 'AGREEMENT_UNKNOWN_OBJECT', at: entry.key, path: entry.path, message, suggestion });
      continue;
    }
    const settings = readSettings(entry, { owner: 'a scope', known: ['when', 'unless'] }, desk);
    if (!settings) continue;
    const vocabulary = vocabularyOf(object, own);
    scopes[object] = {
      when: readConditions(settings.get('when'), vocabulary, desk),
      unless: readConditions(settings.get('unless'), vocabulary, desk),
    };
  }
  return scopes;
}
