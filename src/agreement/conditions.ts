import type { ByObject, Condition, Conditions } from '../model/condition.ts';
import type { ObjectType } from '../model/record.ts';
import { parseCondition } from './condition.ts';
import type { Desk } from './desk.ts';
import { type Place, readItems, reportType, type Settings } from './reading.ts';
import { type Span, spanWithin } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where a definition is asked for: by which definition (null for anything else), of the record itself or a linked one. */
export interface Use {
  readonly definition: string;
  readonly by: string | null;
  readonly step: ObjectType | null;
  readonly at: Span;
  readonly path: readonly string[];
}

/** What sections read conditions with. */
export interface ConditionReader {
  readonly desk: Desk;
  vocabulary(object: ObjectType): Vocabulary;
  /** Every use of a definition, in the order of reading. */
  readonly uses: Use[];
  /** The definition that is being read; null outside of definitions. */
  readonly definition: string | null;
}

const example = '[country is filled]';
/** More than this nobody reads: conditions of a text that is wrong throughout are passed over from here on. */
const mostProblems = 1000;

function readOne(place: Place, object: ObjectType, reader: ConditionReader): Condition | null {
  const { node, path } = place;
  if (node.is !== 'scalar' || node.value === null) {
    reportType(place, 'a condition', reader.desk, 'country is filled');
    return null;
  }
  if (node.isSecret || reader.desk.count() > mostProblems) return null;
  const parsed = parseCondition(node.text, reader.vocabulary(object));
  if ('mistake' in parsed) {
    const { start, end, ...mistake } = parsed.mistake;
    reader.desk.problem({ ...mistake, path, at: spanWithin(node, start, Math.max(end, start + 1)) });
    return null;
  }
  const { condition } = parsed;
  if (condition.is === 'meets') {
    const at = spanWithin(node, parsed.subject.start, node.text.length);
    reader.uses.push({ definition: condition.definition, by: reader.definition, step: condition.step, at, path });
  }
  return condition;
}

/**
 * Reads a condition or a list of them for each object they apply to; what is mistaken for one object is not said again
 * for the next.
 */
export function readConditions(
  place: Place | null,
  objects: readonly ObjectType[],
  reader: ConditionReader,
): ByObject<readonly Condition[]> {
  const items = place === null ? [] : readItems(place, 'a list of conditions', reader.desk, example, true);
  const found = new Map<ObjectType, Condition[]>(objects.map((object) => [object, []]));
  for (const item of items)
    for (const object of objects) {
      const condition = readOne(item, object, reader);
      if (condition === null) break;
      found.get(object)!.push(condition);
    }
  return Object.fromEntries(found);
}

/** Reads `when` and `unless` of settings for each object. */
export function readWhenUnless(
  settings: Settings,
  objects: readonly ObjectType[],
  reader: ConditionReader,
): ByObject<Conditions> {
  const when = readConditions(settings.get('when'), objects, reader);
  const unless = readConditions(settings.get('unless'), objects, reader);
  return Object.fromEntries(
    objects.map((object) => [object, { when: when[object] ?? [], unless: unless[object] ?? [] }]),
  );
}
