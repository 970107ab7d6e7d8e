import { dictionary } from '../../src/model/dictionary.ts';
import type { FieldName, ObjectType } from '../../src/model/record.ts';

/** Fields that no column of their own gives, and what to write instead. */
const derived: Readonly<Record<string, string>> = {
  pipeline: 'write `pipeline: {column: …}` beside `columns:`',
  lifecycle: 'it follows from the column of `lifecycle stage`; say with `lifecycle:` what its values mean',
};

/** The canonical field that a key of `columns:` means, by label ("close date") or name (`closeDate`); null for none. */
export function fieldNamed(object: ObjectType, text: string): FieldName | null {
  const wanted = text.trim().toLowerCase();
  const found = dictionary[object].find(
    ({ name, label }) => label.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  return found?.name ?? null;
}

/** What to do about a key of `columns:` whose field has no column of its own; null where it may have one. */
export function derivedAdvice(field: FieldName): string | null {
  return derived[field] ?? null;
}

/** Labels of the fields that `columns:` can name. */
export function mappableLabels(object: ObjectType): readonly string[] {
  return dictionary[object].flatMap(({ name, label }) => (derived[name] ? [] : [label]));
}
