import type { Agreement } from '../model/agreement.ts';
import { dayText } from '../model/calendar.ts';
import { dictionary } from '../model/dictionary.ts';
import type { FieldName, ObjectType, Value } from '../model/record.ts';
import { readSubject } from './condition.ts';
import type { Place } from './place.ts';

/** A place in a text for the value of a field. */
interface Blank {
  readonly field: FieldName;
  readonly label: string;
  /** Whether the field is read as it stands: no derived number, not the latest of several times. */
  readonly isPlain: boolean;
  readonly isText: boolean;
}

/** A text of an own rule: as it stands, or pieces and blanks in turn, beginning with a piece. */
export type Template = string | { readonly pieces: readonly string[]; readonly blanks: readonly Blank[] };

const placeholder = /\{([^{}]+)\}/g;
const longestValue = 60;

function fieldNamed(name: string, object: ObjectType, agreement: Agreement): FieldName | null {
  const wanted = name.trim().toLowerCase();
  const known = dictionary[object].find(
    (field) => field.label.toLowerCase() === wanted || field.name.toLowerCase() === wanted,
  );
  const own = [...agreement.fields, ...agreement.derived].find(
    (field) => field.object === object && field.name.toLowerCase() === wanted,
  );
  return own?.name ?? known?.name ?? null;
}

/** Reads `{close date}` in a text; a name that is no field of the object stays as it is written. */
export function templateOf(text: string, object: ObjectType, agreement: Agreement): Template {
  const pieces: string[] = [];
  const blanks: Blank[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const field = fieldNamed(match[1]!, object, agreement);
    if (field === null) continue;
    pieces.push(text.slice(end, match.index));
    const type = dictionary[object].find(({ name }) => name === field)?.type;
    const isDerived = agreement.derived.some((derived) => derived.object === object && derived.name === field);
    blanks.push({
      field,
      label: match[1]!.trim(),
      isPlain: !isDerived && type !== 'times',
      isText: !isDerived && type === 'text',
    });
    end = match.index + match[0].length;
  }
  return blanks.length === 0 ? text : { pieces: [...pieces, text.slice(end)], blanks };
}

function textOf(value: Value, place: Place): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  const { calendar } = place.frame;
  if ('ms' in value) return dayText(calendar.day(value));
  return value
    .map((item) => (typeof item === 'string' ? item : 'ms' in item ? dayText(calendar.day(item)) : item.stage))
    .join(', ');
}

function shorten(text: string): string {
  return text.length <= longestValue ? text : `${text.slice(0, longestValue - 1)}…`;
}

function shown({ field, label, isPlain, isText }: Blank, place: TemplatePlace): string {
  const given = isText ? place.givenText(field) : null;
  if (given !== null) return shorten(given);
  const held = isPlain ? place.field(field) : readSubject({ step: null, field, type: 'times' }, place);
  if (held.is !== 'value' && held.is !== 'invalid') return `(no ${label})`;
  return shorten(held.is === 'value' ? textOf(held.value, place) : String(held.raw));
}

/** A place that can tell a raw text without making a record of raw values. */
interface TemplatePlace extends Place {
  givenText(name: FieldName): string | null;
}

/** The text with the values of a record; one it does not have is said to be missing. */
export function fillTemplate(template: Exclude<Template, string>, place: TemplatePlace): string {
  const { pieces, blanks } = template;
  let text = pieces[0]!;
  for (let index = 0; index < blanks.length; index++) text += shown(blanks[index]!, place) + pieces[index + 1]!;
  return text;
}
