import type { Response } from 'express';
import { joinJson, streamText } from '../../core/stream-json.ts';
import { findObjectType, OBJECT_NAMES, OBJECT_TYPES } from '../object-types.ts';
import type { ObjectName } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import type { RecordStore } from '../records/record-store.ts';

/**
 * Streams the faults that are to be found at a moment: what the records were planted with. Records that were changed
 * since (other than in hygiene fields) are listed apart: nobody knows what is wrong with them now.
 */
export async function streamPlanted(portal: Portal, query: URLSearchParams, response: Response): Promise<void> {
  const at = readAt(portal, query.get('at'));
  checkZone(portal, query.get('timezone'));
  const objects = readObjects(query.get('object'));
  response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8' });
  await streamText(response, describe(portal, at, objects));
}

function* describe(portal: Portal, at: number, objects: readonly ObjectName[]): Generator<string> {
  const head = { at: new Date(at).toISOString(), timezone: portal.settings.timeZone };
  yield `${JSON.stringify(head).slice(0, -1)},"planted":[`;
  yield* joinJson(listPlanted(portal, at, objects));
  yield '],"edited":[';
  yield* joinJson(listEdited(portal, objects));
  yield ']}';
}

function* listPlanted(portal: Portal, at: number, objects: readonly ObjectName[]): Generator<unknown> {
  for (const object of objects) {
    const store = portal.stores[object];
    for (let index = 0; index < store.plantedCount; index += 1) {
      const faults = portal.population.faults(object, index).filter((fault) => fault.isFoundAt(at));
      if (faults.length === 0 || isEdited(store, index)) continue;
      const id = store.idAt(index);
      for (const { rule, field } of faults) yield { object: OBJECT_TYPES[object].singular, id, rule, field };
    }
  }
}

function isEdited(store: RecordStore, index: number): boolean {
  return store.isEdited(store.at(index));
}

function* listEdited(portal: Portal, objects: readonly ObjectName[]): Generator<unknown> {
  for (const object of objects) {
    for (const id of portal.stores[object].editedIds()) yield { object: OBJECT_TYPES[object].singular, id };
  }
}

function readAt(portal: Portal, text: string | null): number {
  if (text === null) return portal.clock.now();
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RangeError(`at: expected a time in ISO 8601, found "${text}".`);
  return at;
}

/** The records were planted for the calendar of the account's zone and cannot be judged in another one. */
function checkZone(portal: Portal, zone: string | null): void {
  const { timeZone } = portal.settings;
  if (zone === null || zone === timeZone) return;
  throw new RangeError(
    `timezone: the account's zone is ${timeZone}; start the sandbox with the time zone "${zone}" to compare in it.`,
  );
}

/** The objects asked for by name, all of them where none is. */
export function readObjects(text: string | null): readonly ObjectName[] {
  if (text === null) return OBJECT_NAMES;
  const type = findObjectType(text);
  if (type === null) throw new RangeError(`object: expected contact, company or deal, found "${text}".`);
  return [type.name];
}
