import type { DerivedField, OwnField } from '../model/agreement.ts';
import type { Catalog } from '../model/connector.ts';
import { dictionary, emailDomain, type FieldDefinition, lifecycleAside, lifecycleOrder } from '../model/dictionary.ts';
import { type ObjectType, objectTypes, type SourceName } from '../model/record.ts';
import { type NameEnd, nameMatcher } from './form.ts';
import { quoted } from './reading.ts';
import { suggest } from './suggest.ts';

/** A field as conditions and `needs` may name it. */
export interface VocabularyField extends FieldDefinition {
  /** The values of a pick-list of the agreement; absent where any value is possible. */
  readonly allowed?: readonly string[];
  /** The CRM's names of an own field, by source. */
  readonly in?: OwnField['in'];
  /** Counted from linked records. */
  readonly isDerived?: true;
}

/** What the names and values of conditions are looked up in, beside the fields. */
export interface Known {
  readonly currency: string;
  readonly sources: readonly SourceName[];
  /** What the sources offer, of those where it is known. */
  readonly catalogs: ReadonlyMap<SourceName, Catalog>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Definitions, by the objects they apply to. */
  readonly definitions: ReadonlyMap<string, readonly ObjectType[]>;
  readonly slas: readonly string[];
  /** Stages as `pipelines:` names them; they tell `Partners: Proposal` from a stage with a colon in its name. */
  readonly pipelines: ReadonlyMap<string, readonly string[]>;
}

/** Nothing beside the fields. */
export const nothingKnown: Known = {
  currency: 'EUR',
  sources: [],
  catalogs: new Map(),
  lists: new Map(),
  definitions: new Map(),
  slas: [],
  pipelines: new Map(),
};

/** What the beginning of a condition names. */
export type Target =
  | { readonly is: 'field'; readonly step: ObjectType | null; readonly field: VocabularyField; readonly label: string }
  | { readonly is: 'record'; readonly step: ObjectType | null; readonly label: string }
  | { readonly is: 'definition' | 'sla'; readonly name: string; readonly label: string };

/** The fields of one object (built in, derived and own) and everything else its conditions may name. */
export interface Vocabulary {
  readonly object: ObjectType;
  readonly fields: readonly VocabularyField[];
  /** By folded name. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly nameEnd: NameEnd;
  readonly known: Known;
}

/** Names without case and with single blanks. */
export function foldName(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

const canonicalStages = [...lifecycleOrder, ...lifecycleAside];

function standardFields(object: ObjectType): readonly VocabularyField[] {
  const derived = object === 'contact' || object === 'lead' ? [emailDomain] : [];
  const named = [...dictionary[object], ...derived].filter((field) => field.type !== 'visits');
  return named.map((field) => (field.name === 'lifecycle' ? { ...field, allowed: canonicalStages } : field));
}

function ownFields(object: ObjectType, own: readonly OwnField[]): readonly VocabularyField[] {
  return own
    .filter((field) => field.object === object)
    .map(({ name, type, allowed, in: columns }) => ({
      name,
      label: standardField(object, name)?.label ?? name,
      type,
      in: columns,
      ...(allowed ? { allowed } : {}),
    }));
}

/** The built-in field of an object by its label or name; null where there is none. */
export function standardField(object: ObjectType, name: string): FieldDefinition | null {
  return findField(name, { fields: standardFields(object) });
}

/** Built-in fields and those of the agreement, which take the place of built-in ones of their name. */
function allFields(object: ObjectType, own: readonly OwnField[]): readonly VocabularyField[] {
  const added = ownFields(object, own);
  const names = new Set(added.map((field) => field.name));
  return [...standardFields(object).filter((field) => !names.has(field.name)), ...added];
}

function targetsOf(
  object: ObjectType,
  fieldsOf: ReadonlyMap<ObjectType, readonly VocabularyField[]>,
  derived: readonly VocabularyField[],
  known: Known,
): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  const add = (name: string, target: Target): void => {
    const folded = foldName(name);
    if (folded !== '' && !targets.has(folded)) targets.set(folded, target);
  };
  const addFields = (prefix: string, step: ObjectType | null, fields: readonly VocabularyField[]): void => {
    for (const field of fields)
      for (const name of [field.label, field.name])
        add(`${prefix}${name}`, { is: 'field', step, field, label: `${step ? `${step} ` : ''}${field.label}` });
  };
  addFields('', null, [...fieldsOf.get(object)!, ...derived]);
  for (const other of objectTypes) {
    const step = other === object ? null : other;
    addFields(`${other} `, step, [...fieldsOf.get(other)!, ...(step === null ? derived : [])]);
  }
  for (const name of known.slas) add(name, { is: 'sla', name, label: name });
  for (const name of known.definitions.keys()) add(name, { is: 'definition', name, label: name });
  for (const other of objectTypes) add(other, { is: 'record', step: other === object ? null : other, label: other });
  return targets;
}

/** The vocabulary of an object, with the fields of the agreement. */
export function vocabularyOf(
  object: ObjectType,
  own: readonly OwnField[],
  derived: readonly DerivedField[] = [],
  known: Known = nothingKnown,
): Vocabulary {
  const fieldsOf = new Map(objectTypes.map((type) => [type, allFields(type, own)]));
  const counted = derived
    .filter((field) => field.object === object)
    .map(({ name }): VocabularyField => ({ name, label: name, type: 'number', isDerived: true }));
  const targets = targetsOf(object, fieldsOf, counted, known);
  const fields = [...fieldsOf.get(object)!, ...counted];
  return { object, fields, targets, nameEnd: nameMatcher([...targets.keys()]), known };
}

/** A field by its label or name, ignoring case and blanks; null where there is none. */
export function findField(name: string, vocabulary: Pick<Vocabulary, 'fields'>): VocabularyField | null {
  const wanted = foldName(name);
  return vocabulary.fields.find((field) => foldName(field.label) === wanted || foldName(field.name) === wanted) ?? null;
}

/** What to say of a field that does not exist, with the one that was probably meant. */
export function unknownField(
  name: string,
  vocabulary: Vocabulary,
): { readonly message: string; readonly suggestion: string | null } {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const step = objectTypes.find((object) => object === first.toLowerCase() && rest.length > 0);
  const candidates = [...vocabulary.targets].flatMap(([folded, target]) =>
    target.is === 'field' && (step === undefined ? target.step === null : folded.startsWith(`${step} `))
      ? [step === undefined ? target.field.label : `${step} ${target.field.label}`, target.field.name]
      : [],
  );
  const suggestion = suggest(name, candidates) ?? suggest(name, namesOf(vocabulary));
  const hint = suggestion === null ? '' : ` Did you mean "${suggestion}"?`;
  const field = step === undefined ? name : rest.join(' ');
  const message = `${step ?? vocabulary.object} has no field ${quoted(field)}.${hint} Add new ones under fields`;
  return { message, suggestion };
}

function namesOf({ known }: Vocabulary): readonly string[] {
  return [...known.slas, ...known.definitions.keys()];
}
