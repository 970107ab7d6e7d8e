import type { Scope } from '../../model/agreement.ts';
import type { ByObject } from '../../model/condition.ts';
import { objectTypes } from '../../model/record.ts';
import { type ConditionReader, readWhenUnless } from '../conditions.ts';
import { entriesOf, type Place, quoted, readSettings } from '../reading.ts';
import { suggest } from '../suggest.ts';

/** Reads `scope:`: which records of each object are looked at at all. */
export function readScope(place: Place | null, reader: ConditionReader): ByObject<Scope> {
  const { desk } = reader;
  const scopes: Partial<Record<(typeof objectTypes)[number], Scope>> = {};
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
    scopes[object] = readWhenUnless(settings, [object], reader)[object]!;
  }
  return scopes;
}
