import type { Definition } from '../../model/agreement.ts';
import { type ObjectType, objectTypes } from '../../model/record.ts';
import { type ConditionReader, readWhenUnless, type Use } from '../conditions.ts';
import type { Desk } from '../desk.ts';
import { entriesOf, type KeyPlace, type Place, quoted, readSettings, readText } from '../reading.ts';
import { readObjects } from '../scalars.ts';
import { readTeamName, type TeamNames } from './teams.ts';

const definitionName = /^[a-z][a-z0-9 _-]*$/i;

/** The objects `applies_to` names, without saying anything of mistakes: conditions may ask for definitions further down. */
export function peekObjects(entry: KeyPlace): readonly ObjectType[] {
  const { node } = entry;
  const applies = node.is === 'map' ? node.entries.find(({ key }) => key.text === 'applies_to')?.value : undefined;
  const items = applies?.is === 'list' ? applies.items : applies === undefined ? [] : [applies];
  const words = items.map((item) => (item.is === 'scalar' ? item.text.trim() : ''));
  return objectTypes.filter((object) => words.includes(object));
}

function readDefinition(entry: KeyPlace, teams: TeamNames, reader: ConditionReader): Definition | null {
  const { key, path } = entry;
  const { desk } = reader;
  if (!definitionName.test(key.text) && !key.isSecret) {
    const message = `${quoted(key.text)} cannot be the name of a definition: letters, digits, blanks, - and _, a letter first`;
    desk.problem({ code: 'AGREEMENT_VALUE', at: key, path, message, example: 'ideal_customer' });
  }
  const known = ['means', 'applies_to', 'when', 'unless', 'owner'];
  const settings = readSettings(entry, { owner: 'a definition', known }, desk);
  const means = settings?.need('means', 'A company in a market we serve');
  const applies = settings?.need('applies_to', '[contact, lead]');
  if (!settings) return null;
  const owner = settings.get('owner');
  const objects = applies ? readObjects(applies, objectTypes, desk) : [];
  if (!settings.get('when') && !settings.get('unless')) settings.need('when', '[country is one of DE, AT, CH]');
  const tests = readWhenUnless(settings, objects, { ...reader, definition: key.text });
  return {
    name: key.text,
    means: (means && readText(means, 'a sentence', desk, 'A company in a market we serve')) ?? '',
    owner: owner ? readTeamName(owner, teams, desk) : null,
    tests,
  };
}

/** Names of a circle as a sentence: `mql needs sql, and sql needs mql`. */
function circleText(names: readonly string[]): string {
  const needs = names.map((name, index) => `${name} needs ${names[(index + 1) % names.length]}`);
  return needs.length === 1 ? needs[0]! : `${needs.slice(0, -1).join(', ')}, and ${needs.at(-1)}`;
}

/** Puts definitions after those they need; the ones that need each other in a circle are told apart. */
export function orderDefinitions(
  names: readonly string[],
  uses: readonly Pick<Use, 'by' | 'definition'>[],
): { readonly order: readonly string[]; readonly circles: readonly (readonly string[])[] } {
  const needs = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const { by, definition } of uses) if (by !== null) needs.get(by)?.add(definition);
  const order: string[] = [];
  const done = new Set<string>();
  const circles: string[][] = [];
  for (const root of names) {
    // An explicit stack: an agreement may chain thousands of definitions.
    const path: { readonly name: string; readonly rest: string[] }[] = [];
    const open = (name: string): void => void path.push({ name, rest: [...(needs.get(name) ?? [])] });
    if (!done.has(root)) open(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        path.pop();
        done.add(top.name);
        order.push(top.name);
      } else if (!done.has(next)) {
        const from = path.findIndex(({ name }) => name === next);
        if (from >= 0) circles.push(path.slice(from).map(({ name }) => name));
        else open(next);
      }
    }
  }
  return { order, circles };
}

/** Reads `definitions:`, in an order in which each stands after those it needs; circles are reported. */
export function readDefinitions(place: Place | null, teams: TeamNames, reader: ConditionReader): readonly Definition[] {
  if (place === null) return [];
  const entries = entriesOf(place, 'definitions by name', reader.desk);
  const definitions = entries.flatMap((entry) => readDefinition(entry, teams, reader) ?? []);
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const { order, circles } = orderDefinitions([...byName.keys()], reader.uses);
  for (const circle of circles) {
    const at = entries.find((entry) => entry.key.text === circle[0])!;
    reader.desk.problem({ code: 'AGREEMENT_CIRCLE', at: at.key, path: at.path, message: circleText(circle) });
  }
  return order.flatMap((name) => byName.get(name) ?? []);
}

/** Whether a definition looks at linked records, itself or through one that it needs. */
function looksBeyond(definitions: readonly Definition[], isDerived: (object: ObjectType, field: string) => boolean) {
  const beyond = new Set<string>();
  for (const { name, tests } of definitions)
    for (const object of objectTypes)
      for (const condition of [...(tests[object]?.when ?? []), ...(tests[object]?.unless ?? [])]) {
        const isBeyond =
          condition.is === 'meets'
            ? condition.step !== null || beyond.has(condition.definition)
            : condition.is !== 'sla' && (condition.subject.step !== null || isDerived(object, condition.subject.field));
        if (isBeyond) beyond.add(name);
      }
  return beyond;
}

/** Of a linked record only its own fields are known: a definition that looks further cannot be asked of it. */
export function checkSteps(
  definitions: readonly Definition[],
  uses: readonly Use[],
  isDerived: (object: ObjectType, field: string) => boolean,
  desk: Desk,
): void {
  const beyond = looksBeyond(definitions, isDerived);
  for (const { step, definition, at, path } of uses)
    if (step !== null && beyond.has(definition)) {
      const message = `${definition} looks at linked records itself, so it cannot be asked of a linked ${step}`;
      desk.problem({ code: 'AGREEMENT_VALUE', at, path, message });
    }
}
