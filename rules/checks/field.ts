import { type CrmRecord, type Field, type FieldName, type TimeValue, unknownField } from '../../src/model/record.ts';
import { type RuleContext, unknown, type Verdict } from '../../src/model/rule.ts';
import { isPlaceholder } from './placeholder.ts';

/** Whether a field holds something: a placeholder is blank, and what cannot be read is filled all the same. */
export type Presence = 'filled' | 'blank' | 'unknown';

const notSynced = unknownField('it is not synced');

/** A field of a record; one that the record does not carry at all is unknown. */
export function fieldOf(record: Pick<CrmRecord, 'fields'>, name: FieldName): Field {
  return record.fields[name] ?? notSynced;
}

/** How filled a field is. Text in a number or date field is kept raw, so `tbd` as a close date is blank too. */
export function presenceOf(field: Field): Presence {
  switch (field.is) {
    case 'unknown':
      return 'unknown';
    case 'empty':
      return 'blank';
    case 'invalid':
      return typeof field.raw === 'string' && isPlaceholder(field.raw) ? 'blank' : 'filled';
    case 'value':
      return typeof field.value === 'string' && isPlaceholder(field.value) ? 'blank' : 'filled';
  }
}

/** The text a field holds; null where it holds none. */
export function textOf(field: Field): string | null {
  return field.is === 'value' && typeof field.value === 'string' ? field.value : null;
}

/** The time a field holds; null where it holds none. */
export function timeOf(field: Field): TimeValue | null {
  return field.is === 'value' && typeof field.value === 'object' ? (field.value as TimeValue) : null;
}

/** What a message says of a blank field: `empty`, or the placeholder in quotes. */
export function foundIn(field: Field): string {
  const raw = field.is === 'value' || field.is === 'invalid' ? field.raw : null;
  return raw === null ? 'empty' : `"${shorten(String(raw))}"`;
}

/** A value short enough to be quoted in a message. */
export function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/** A field's label as the first word of a sentence. */
export function capitalised(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** The verdict that rests on a field nobody can tell, with the reason the field gives. */
export function unknownBecause(name: FieldName, record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const field = fieldOf(record, name);
  return unknown(`${ctx.label(name)} is not known${field.is === 'unknown' ? `: ${field.why}` : ''}`);
}
