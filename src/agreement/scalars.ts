import { type Duration, parseDuration } from '../model/duration.ts';
import { type ObjectType, objectTypes } from '../model/record.ts';
import type { Desk } from './desk.ts';
import { parseDay } from './moment.ts';
import { describe, exampleAt, type Place, quoted, readItems, readText } from './reading.ts';
import { suggest } from './suggest.ts';

/** Whether a node was blotted out as a secret, which has been reported already. */
export function isSecret(place: Place): boolean {
  return place.node.is === 'scalar' && place.node.isSecret;
}

/** A span of time, by `"1 buisness hour" is not a duration. Examples: …`. */
export function readDuration(place: Place, desk: Desk): Duration | null {
  const { node, path } = place;
  const duration = node.is === 'scalar' ? parseDuration(node.text) : null;
  if (duration !== null || isSecret(place)) return duration;
  const message = `${describe(node)} is not a duration. Examples: 30 minutes, 2 business days`;
  desk.problem({ code: 'AGREEMENT_DURATION', at: node, path, message, example: exampleAt(path, '2 business days') });
  return null;
}

/** A calendar date as days since 1970-01-01. */
export function readDay(place: Place, desk: Desk): number | null {
  const { node, path } = place;
  const day = node.is === 'scalar' ? parseDay(node.text) : null;
  if (day !== null || isSecret(place)) return day;
  const message = `${describe(node)} is not a date. Example: 2027-03-31`;
  desk.problem({ code: 'AGREEMENT_VALUE', at: node, path, message, example: exampleAt(path, '2027-03-31') });
  return null;
}

/** A share written as `90%`, from 0 to 1. */
export function readPercent(place: Place, desk: Desk): number | null {
  const { node, path } = place;
  const match = node.is === 'scalar' ? /^\s*(\d{1,3}(?:\.\d{1,4})?)\s*%\s*$/.exec(node.text) : null;
  const share = match ? Number(match[1]) / 100 : null;
  if ((share !== null && share <= 1) || isSecret(place)) return share;
  const message = `${describe(node)} is not a percentage. Example: 90%`;
  desk.problem({ code: 'AGREEMENT_VALUE', at: node, path, message, example: exampleAt(path, '90%') });
  return null;
}

/** A time of day in minutes after midnight. */
export function parseTimeOfDay(text: string): number | null {
  const match = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return match && Number(match[2]) < 60 && minutes <= 1440 ? minutes : null;
}

/** `"09:00"` in minutes after midnight. */
export function readTimeOfDay(place: Place, desk: Desk): number | null {
  const { node, path } = place;
  const minutes = node.is === 'scalar' ? parseTimeOfDay(node.text) : null;
  if (minutes !== null || isSecret(place)) return minutes;
  const message = `${describe(node)} is not a time of day. Example: "09:00"`;
  desk.problem({ code: 'AGREEMENT_VALUE', at: node, path, message, example: exampleAt(path, '"09:00"') });
  return null;
}

/** Objects out of those that are possible, one or a list. */
export function readObjects(place: Place, possible: readonly ObjectType[], desk: Desk): readonly ObjectType[] {
  const found = new Set<ObjectType>();
  for (const item of readItems(place, `one of ${possible.join(', ')}`, desk, possible[0] ?? 'contact', true)) {
    const word = readText(item, `one of ${possible.join(', ')}`, desk, possible[0] ?? 'contact');
    if (word === null || isSecret(item)) continue;
    const object = possible.find((candidate) => candidate === word);
    if (object !== undefined) found.add(object);
    else reportUnknownObject(item, word, possible, desk);
  }
  return [...found];
}

function reportUnknownObject(place: Place, word: string, possible: readonly ObjectType[], desk: Desk): void {
  const suggestion = suggest(word, possible);
  const hint = suggestion === null ? '' : `. Did you mean "${suggestion}"?`;
  const isObject = (objectTypes as readonly string[]).includes(word);
  const message = isObject
    ? `Not possible for ${word} here: ${possible.join(', ')}`
    : `${quoted(word)} is not an object: ${possible.join(', ')}${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_OBJECT', at: place.node, path: place.path, message, suggestion });
}
