import { lifecycleAside, lifecycleOrder } from '../../model/dictionary.ts';
import type { Duration } from '../../model/duration.ts';
import { type ObjectType, objectTypes } from '../../model/record.ts';
import { type Sla, type SlaPromise, type SlaStart, type TouchKind, touchKinds } from '../../model/terms.ts';
import { resolveStage } from '../choices.ts';
import type { ConditionReader } from '../conditions.ts';
import type { Desk } from '../desk.ts';
import { Mistaken, refuse } from '../mistake.ts';
import {
  entriesOf,
  type KeyPlace,
  type Place,
  quoted,
  readNumber,
  readSettings,
  readText,
  type Settings,
} from '../reading.ts';
import { isSecret, readDuration, readPercent } from '../scalars.ts';
import { suggest } from '../suggest.ts';
import { spanWithin } from '../tree.ts';
import { foldName } from '../vocabulary.ts';
import { readTeamName, type TeamNames } from './teams.ts';

const stages: readonly string[] = [...lifecycleOrder, ...lifecycleAside];
const startExample = 'contact or lead enters mql';
const touchExample = 'first outbound call, email or meeting';
const mostAttempts = 1000;

/** Words of a closed grammar with their places: names between "or", "and" and commas. */
function splitNames(
  text: string,
  start: number,
): readonly { readonly text: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/[^\s,]+/g)]
    .filter(([word]) => !/^(or|and)$/i.test(word))
    .map((match) => ({ text: match[0], start: start + match.index, end: start + match.index + match[0].length }));
}

function readStartObjects(text: string): readonly ObjectType[] {
  return splitNames(text, 0).map((word) => {
    const object = objectTypes.find((candidate) => candidate === word.text.toLowerCase());
    if (object !== undefined) return object;
    const suggestion = suggest(word.text, objectTypes);
    const message = `${quoted(word.text)} is not an object: ${objectTypes.join(', ')}`;
    return refuse('AGREEMENT_UNKNOWN_OBJECT', word, message, { suggestion });
  });
}

function readEntered(
  objects: readonly ObjectType[],
  text: string,
  start: number,
  reader: ConditionReader,
): SlaStart['when'] {
  const stage = text.trim().replace(/^"(.*)"$/s, '$1');
  const at = { start, end: start + Math.max(1, text.length) };
  if (stage === '') refuse('AGREEMENT_CONDITION', at, 'Expected a stage after "enters"', { example: startExample });
  if (objects.includes('deal')) {
    if (objects.length > 1)
      refuse('AGREEMENT_CONDITION', at, 'A deal has stages of its own; write an SLA for deals apart from the others');
    return { is: 'enters deal stage', stage: resolveStage({ text: stage, at }, reader.vocabulary('deal').known) };
  }
  const found = stages.find((candidate) => candidate === foldName(stage));
  if (found !== undefined) return { is: 'enters', stage: found };
  const suggestion = suggest(stage, stages);
  const hint = suggestion === null ? '' : `. Did you mean "${suggestion}"?`;
  const message = `${quoted(stage)} is not a lifecycle stage: ${stages.join(', ')}${hint}`;
  return refuse('AGREEMENT_UNKNOWN_VALUE', at, message, { suggestion });
}

/** `contact or lead enters mql`, `deal is created`, `lead is assigned`, `contact submits a form`. */
export function parseStart(text: string, reader: ConditionReader): SlaStart {
  const [, names = '', verb = '', rest = ''] =
    /^(.*?)\s+(enters|is\s+created|is\s+assigned|submits\s+a\s+form)(?=\s|$)\s*(.*)$/is.exec(text) ?? [];
  if (names.trim() === '')
    return refuse(
      'AGREEMENT_CONDITION',
      { start: 0, end: text.length },
      'Expected objects, then "enters STAGE", "is created", "is assigned" or "submits a form"',
      { example: startExample },
    );
  const objects = [...new Set(readStartObjects(names))];
  const words = foldName(verb);
  if (words === 'enters') return { objects, when: readEntered(objects, rest, text.length - rest.length, reader) };
  if (rest.trim() !== '')
    refuse(
      'AGREEMENT_CONDITION',
      { start: text.length - rest.length, end: text.length },
      `Expected nothing more after "${words}"`,
    );
  return {
    objects,
    when: { is: words === 'is created' ? 'created' : words === 'is assigned' ? 'assigned' : 'submits a form' },
  };
}

/** `first outbound call, email or meeting`. */
export function parseTouch(text: string): (SlaPromise & { readonly is: 'clock' })['metBy'] {
  const [, outbound, names = ''] = /^\s*first\s+(outbound\s+)?(.+)$/is.exec(text) ?? [];
  if (names === '')
    return refuse(
      'AGREEMENT_CONDITION',
      { start: 0, end: text.length },
      'Expected "first", then the kinds of contact that count',
      { example: touchExample },
    );
  const kinds = splitNames(names, text.length - names.length).map((word): TouchKind => {
    const folded = word.text.toLowerCase().replace(/s$/, '');
    const kind = touchKinds.find((candidate) => candidate === folded);
    if (kind !== undefined) return kind;
    const message = `${quoted(word.text)} is not a kind of contact: ${touchKinds.join(', ')}`;
    return refuse('AGREEMENT_UNKNOWN_VALUE', word, message, { suggestion: suggest(word.text, touchKinds) });
  });
  return { kinds: touchKinds.filter((kind) => kinds.includes(kind)), isOutbound: outbound !== undefined };
}

/** Reads a text of a closed grammar; its mistake is placed at its word. */
export function readSmall<T>(
  place: Place,
  expected: string,
  example: string,
  parse: (text: string) => T,
  desk: Desk,
): T | null {
  const text = readText(place, expected, desk, example);
  const { node, path } = place;
  if (text === null || node.is !== 'scalar' || node.isSecret) return null;
  try {
    return parse(node.text);
  } catch (error) {
    if (!(error instanceof Mistaken)) throw error;
    const { start, end, ...mistake } = error.mistake;
    desk.problem({ ...mistake, path, at: spanWithin(node, start, Math.max(end, start + 1)) });
    return null;
  }
}

function readClock(settings: Settings, reader: ConditionReader): SlaPromise | null {
  const { desk } = reader;
  const starts = settings.need('starts_when', startExample);
  const met = settings.need('met_by', touchExample);
  const within = settings.need('within', '1 business hour');
  const startsWhen =
    starts && readSmall(starts, 'what starts the clock', startExample, (text) => parseStart(text, reader), desk);
  const metBy = met && readSmall(met, 'what meets the promise', touchExample, parseTouch, desk);
  const duration: Duration | null = within && readDuration(within, desk);
  return startsWhen && metBy && duration && { is: 'clock', startsWhen, metBy, within: duration };
}

function readAttempts(settings: Settings, place: Place, desk: Desk): SlaPromise | null {
  for (const name of ['starts_when', 'met_by', 'within']) {
    const extra = settings.get(name);
    if (!extra) continue;
    const message = `An SLA counts attempts or has a clock; "${name}" does not go with "attempts"`;
    desk.problem({ code: 'AGREEMENT_VALUE', at: extra.key, path: extra.path, message });
  }
  const attempts = readNumber(place, 1, mostAttempts, desk, '6');
  const over = settings.get('over_at_least');
  const overAtLeast = over ? readDuration(over, desk) : null;
  if (attempts !== null && !Number.isInteger(attempts)) {
    desk.problem({
      code: 'AGREEMENT_TYPE',
      at: place.node,
      path: place.path,
      message: 'expected a whole number',
      example: 'attempts: 6',
    });
    return null;
  }
  return attempts === null ? null : { is: 'attempts', attempts, overAtLeast };
}

function readOwner(settings: Settings, entry: KeyPlace, teams: TeamNames, desk: Desk): string | null {
  const owner = settings.get('owner');
  if (owner && !(owner.node.is === 'scalar' && owner.node.value === null)) return readTeamName(owner, teams, desk);
  const message = `SLA ${entry.key.text} has no owner`;
  const example = `owner: ${teams?.[0] ?? 'sales'}`;
  desk.problem({ code: 'AGREEMENT_NO_OWNER', at: entry.key, path: entry.path, message, example });
  return null;
}

function readSla(entry: KeyPlace, teams: TeamNames, reader: ConditionReader): Sla | null {
  const { desk } = reader;
  const known = ['promise', 'starts_when', 'met_by', 'within', 'attempts', 'over_at_least', 'owner', 'target'];
  const settings = readSettings(entry, { owner: 'an SLA', known }, desk);
  if (!settings || isSecret({ node: entry.key, path: [] })) return null;
  const says = settings.need('promise', 'Sales contacts every MQL within one business hour');
  const sentence = says && readText(says, 'a sentence', desk, 'Sales contacts every MQL within one business hour');
  const attempts = settings.get('attempts');
  const promise = attempts ? readAttempts(settings, attempts, desk) : readClock(settings, reader);
  const over = settings.get('over_at_least');
  if (over && !attempts) {
    const message = '"over_at_least" goes with "attempts"';
    desk.problem({ code: 'AGREEMENT_VALUE', at: over.key, path: over.path, message, example: 'attempts: 6' });
  }
  const owner = readOwner(settings, entry, teams, desk);
  const target = settings.get('target');
  const share = target ? readPercent(target, desk) : null;
  return promise && owner !== null
    ? { name: entry.key.text, says: sentence ?? '', owner, target: share, promise }
    : null;
}

/** Reads `slas:`. */
export function readSlas(place: Place | null, teams: TeamNames, reader: ConditionReader): readonly Sla[] {
  if (place === null) return [];
  return entriesOf(place, 'SLAs by name', reader.desk).flatMap((entry) => readSla(entry, teams, reader) ?? []);
}
