import type { Change } from '../../model/connector.ts';
import { type HealthKey, healthFieldPart } from '../../model/health-field.ts';
import { type RecordRef, refText } from '../../model/record.ts';

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** One planned change on one line: `deal 9012  score empty → 72; grade empty → C`; the time stamp is left out. */
export function changeText(ref: RecordRef, before: Change['values'], after: Change['values']): string {
  const parts = (Object.keys(after) as HealthKey[])
    .filter((key) => key !== 'scoredAt')
    .map((key) => `${healthFieldPart(key)} ${valueText(before[key])} → ${valueText(after[key])}`);
  return `${refText(ref)}  ${parts.join('; ')}`;
}
