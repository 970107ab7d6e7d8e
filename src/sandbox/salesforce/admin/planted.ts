import type { Response } from 'express';
import { joinJson, streamText } from '../../core/stream-json.ts';
import { findObjectName, OBJECT_WORDS } from '../object-words.ts';
import { OBJECT_NAMES, type Org } from '../org.ts';
import type { ObjectName } from '../population/population.ts';

/**
 * Streams the faults that are to be found at a moment: what the records were planted with. Records that were changed
 * since (other than in custom fields) are listed apart: nobody knows what is wrong with them now.
 */
export async function streamPlanted(org: Org, query: URLSearchParams, response: Response): Promise<void> {
  const at = readAt(org, query.get('at'));
  checkZone(org, query.get('timezone'));
  const objects = readObjects(query.get('object'));
  response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8' });
  await streamText(response, describe(org, at, objects));
}

function* describe(org: Org, at: number, objects: readonly ObjectName[]): Generator<string> {
  const head = { at: new Date(at).toISOString(), timezone: org.settings.timeZone };
  yield `${JSON.stringify(head).slice(0, -1)},"planted":[`;
  yield* joinJson(listPlanted(org, at, objects));
  yield '],"edited":[';
  yield* joinJson(listEdited(org, objects));
  yield ']}';
}

function* listPlanted(org: Org, at: number, objects: readonly ObjectName[]): Generator<unknown> {
  for (const object of objects) {
    const store = org.stores[object];
    for (let index = 0; index < store.plantedCount; index += 1) {
      const faults = org.population.faults(object, index).filter((fault) => fault.isFoundAt(at));
      if (faults.length === 0 || store.isEdited(store.at(index))) continue;
      const id = store.idAt(index);
      for (const { rule, field } of faults) yield { object: OBJECT_WORDS[object], id, rule, field };
    }
  }
}

function* listEdited(org: Org, objects: readonly ObjectName[]): Generator<unknown> {
  for (const object of objects) {
    for (const id of org.stores[object].editedIds()) yield { object: OBJECT_WORDS[object], id };
  }
}

function readAt(org: Org, text: string | null): number {
  if (text === null) return org.clock.now();
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RangeError(`at: expected a time in ISO 8601, found "${text}".`);
  return at;
}

/** The records were planted for the calendar of the organization's zone and cannot be judged in another one. */
function checkZone(org: Org, zone: string | null): void {
  const { timeZone } = org.settings;
  if (zone === null || zone === timeZone) return;
  throw new RangeError(
    `timezone: the organization's zone is ${timeZone}; start the sandbox with the time zone "${zone}" to compare in it.`,
  );
}

/** The objects asked for by name, all of them where none is. */
export function readObjects(text: string | null): readonly ObjectName[] {
  if (text === null) return OBJECT_NAMES;
  const name = findObjectName(text);
  if (name === null) throw new RangeError(`object: expected lead, contact, company or deal, found "${text}".`);
  return [name];
}
