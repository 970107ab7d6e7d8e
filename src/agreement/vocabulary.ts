import type { OwnField } from '../model/agreement.ts';
import { dictionary, emailDomain, type FieldDefinition } from '../model/dictionary.ts';
import type { ObjectType } from '../model/record.ts';
import { quoted } from './reading.ts';
import { suggest } from './suggest.ts';

/** A field as conditions and `needs` may name it. */
export interface VocabularyField extends FieldDefinition {
  /** The values of a pick-list of the agreement; absent where any value is possible. */
  readonly allowed?: readonly string[];
}

/** The fields of one object: built in, derived and own. */
export interface Vocabulary {
  readonly object: ObjectType;
  readonly fields: readonly VocabularyField[];
}

/** The fields of an object, those of the agreement included. */
export function vocabularyOf(object: ObjectType, own: readonly OwnField[]): Vocabulary {
  const derived = object === 'contact' || object === 'lead' ? [emailDomain] : [];
  const added = own
    .filter((field) => field.object === object)
    .map(({ name, type, allowed }) => ({ name, label: name, type, ...(allowed ? { allowed } : {}) }));
  return { object, fields: [...dictionary[object], ...derived, ...added] };
}

function fold(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** A field by its label or name, ignoring case and blanks; null where there is none. */
export function findField(name: string, vocabulary: Vocabulary): VocabularyField | null {
  const wanted = fold(name);
  return vocabulary.fields.find((field) => fold(field.label) === wanted || fold(field.name) === wanted) ?? null;
}

/** What to say of a field that does not exist, with the one that was probably meant. */
export function unknownField(
  name: string,
  vocabulary: Vocabulary,
): { readonly message: string; readonly suggestion: string | null } {
  const suggestion = suggest(
    name,
    vocabulary.fields.flatMap((field) => [field.label, field.name]),
  );
  const hint = suggestion === null ? '' : ` Did you mean "${suggestion}"?`;
  return { message: `${vocabulary.object} has no field ${quoted(name)}.${hint} Add new ones under fields`, suggestion };
}
