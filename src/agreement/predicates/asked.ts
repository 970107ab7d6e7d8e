import type { Subject } from '../../model/condition.ts';
import type { ObjectType } from '../../model/record.ts';
import type { Words } from '../form.ts';
import { refuse, type Stretch } from '../mistake.ts';
import type { Vocabulary, VocabularyField } from '../vocabulary.ts';

/** How a field is tested: by its type, or as one of the fields that stand in an order. */
export type Kind = 'text' | 'number' | 'time' | 'yes/no' | 'list' | 'stage' | 'lifecycle';

/** The field a predicate is about, with what is needed to read its values. */
export interface Asked {
  readonly subject: Subject;
  readonly field: VocabularyField;
  /** The object that has the field. */
  readonly object: ObjectType;
  readonly kind: Kind;
  /** The subject as people write it: `company country`. */
  readonly label: string;
  readonly vocabulary: Vocabulary;
}

/** What each kind is called in a message, and the predicates it has. */
export const kindWords: Readonly<Record<Kind, { readonly a: string; readonly use: string }>> = {
  text: { a: 'text', use: 'is, is one of, is filled' },
  number: { a: 'a number', use: 'is, is at least, is between, is filled' },
  time: { a: 'a date', use: 'is in the last, is older than, is before, is filled' },
  'yes/no': { a: 'yes or no', use: 'is yes, is no, is filled' },
  list: { a: 'a list', use: 'is, is one of, contains, is filled' },
  stage: { a: 'a stage', use: 'is, is one of, is before, is at or after' },
  lifecycle: { a: 'a stage', use: 'is, is one of, is before, is at or after' },
};

/** The kind of a field. */
export function kindOf(field: VocabularyField, object: ObjectType): Kind {
  if (field.name === 'stage' && object === 'deal') return 'stage';
  if (field.name === 'lifecycle' && object !== 'deal') return 'lifecycle';
  if (field.type === 'boolean') return 'yes/no';
  if (field.type === 'visits') return 'list';
  return field.type === 'times' ? 'time' : field.type;
}

/** Refuses a predicate that the type of the field does not have. */
export function refuseType(asked: Asked, verb: string, at: Stretch): never {
  const { a, use } = kindWords[asked.kind];
  return refuse('AGREEMENT_FIELD_TYPE', at, `${asked.label} is ${a}; use ${use}, not "${verb}"`);
}

/** Where the words after a predicate begin: the words themselves, or the predicate where they are missing. */
export function restOrWords(words: Words, rest: Stretch & { readonly text: string }): Stretch {
  return rest.text.trim() === '' ? words : rest;
}
