import { type Field, type FieldType, makeField, type PicklistValue } from './field.ts';

/**
 * Fields written one a line: name, type, and what is special of them.
 * `80` length · `18.2` precision and scale · `*` not nillable · `ro` read-only · `once` only on creation · `default` filled
 * in by the CRM · `name` the name field · `in:Name` part of a compound field · `->User,Group:Owner` reference and its
 * relationship · `=rating` values of a picklist · `restricted` · `label:Two_Words`.
 */
export function readSeeds(text: string, picklists: Readonly<Record<string, readonly PicklistValue[]>>): Field[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [name = '', type = 'string', ...flags] = line.trim().split(/\s+/);
    const parts = flags.map((flag) => readFlag(flag, picklists));
    return makeField({ name, type: type as FieldType, ...Object.assign({}, ...parts) });
  });
}

function readFlag(flag: string, picklists: Readonly<Record<string, readonly PicklistValue[]>>): Partial<Field> {
  if (/^\d+$/.test(flag)) return { length: Number(flag) };
  if (/^\d+\.\d+$/.test(flag)) {
    const [precision, scale] = flag.split('.').map(Number);
    return { precision: precision ?? 18, scale: scale ?? 0 };
  }
  if (flag.startsWith('->')) {
    const [targets = '', relationshipName = null] = flag.slice(2).split(':');
    return { referenceTo: targets.split(','), relationshipName };
  }
  if (flag.startsWith('in:')) return { compoundFieldName: flag.slice(3) };
  if (flag.startsWith('=')) return { picklist: picklists[flag.slice(1)] ?? [] };
  if (flag.startsWith('label:')) return { label: flag.slice(6).replaceAll('_', ' ') };
  return WORDS[flag] ?? unknown(flag);
}

const WORDS: Readonly<Record<string, Partial<Field>>> = {
  '*': { nillable: false },
  ro: { createable: false, updateable: false },
  once: { updateable: false },
  default: { defaultedOnCreate: true },
  name: { nameField: true },
  restricted: { restricted: true },
};

function unknown(flag: string): never {
  throw new Error(`A field seed has the unknown word "${flag}".`);
}
