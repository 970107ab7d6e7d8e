import type { CrmRecord, FieldName } from '../../model/record.ts';
import { table } from './table.ts';

/** What a field shows of a record: empty where nothing readable stands there. */
function shown(record: CrmRecord, field: FieldName): string {
  const found = record.fields[field];
  return found?.is === 'value' ? String(found.raw ?? found.value).trim() : '–';
}

/** Two records of one thing beside each other, the fields in which they disagree marked. */
export function sideBySideText(
  left: CrmRecord,
  right: CrmRecord,
  fields: readonly { readonly name: FieldName; readonly label: string }[],
  disagreeing: ReadonlySet<FieldName>,
): string {
  const rows = fields.map(({ name, label }) => [
    label,
    shown(left, name),
    shown(right, name),
    disagreeing.has(name) ? '← they disagree' : '',
  ]);
  const head = [left, right].map(({ ref }) => `${ref.object} ${ref.id}`);
  return table([['', left.ref.source, right.ref.source], ['record', ...head], ...rows]);
}
