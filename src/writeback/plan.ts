import type { Change } from '../model/connector.ts';
import { type HealthKey, healthKeys } from '../model/health-field.ts';
import { parseTime } from '../model/parse-field.ts';
import type { HealthValues } from '../model/record.ts';
import type { Pending } from '../model/store.ts';

type Values = Change['values'];

/** One value of a health field in the form a change carries: null where the field is empty. */
export function healthValue(key: HealthKey, values: HealthValues, scoredAt: string): Values[HealthKey] {
  if (key === 'scoredAt') return scoredAt === '' ? null : scoredAt;
  const value = values[key];
  if (value === undefined || value === '') return null;
  return typeof value === 'object' ? (value.length === 0 ? null : [...value].sort()) : value;
}

/** Whether two values of a health field are the same to the CRM: flags as a set, times as instants. */
export function isSameValue(key: HealthKey, a: unknown, b: unknown): boolean {
  const canonical = (value: unknown): unknown => {
    if (value === null || value === undefined || value === '') return null;
    if (key === 'scoredAt') return parseTime(String(value))?.ms ?? String(value);
    if (Array.isArray(value)) return value.length === 0 ? null : [...value].map(String).sort().join(';');
    return value;
  };
  return canonical(a) === canonical(b);
}

/** What a change would write, and what stands there now, for the written keys only. */
export interface PlannedValues {
  readonly before: Values;
  readonly after: Values;
}

/**
 * The values to write to one record: only those that differ, and `scoredAt` with them, as it is never written alone.
 * A record whose score is emptied loses its `scoredAt` too. Null where nothing differs.
 */
export function planChange(
  pending: Pick<Pending, 'health' | 'scoredAt' | 'desired'>,
  keys: readonly HealthKey[],
  at: Date,
): PlannedValues | null {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const key of healthKeys) {
    if (key === 'scoredAt' || !keys.includes(key)) continue;
    const [was, will] = [healthValue(key, pending.health, ''), healthValue(key, pending.desired, '')];
    if (isSameValue(key, was, will)) continue;
    before[key] = was;
    after[key] = will;
  }
  if (Object.keys(after).length === 0) return null;
  if (keys.includes('scoredAt')) {
    const isEmptied = Object.keys(pending.desired).length === 0;
    before.scoredAt = healthValue('scoredAt', {}, pending.scoredAt);
    after.scoredAt = isEmptied ? null : at.toISOString();
  }
  return { before: before as Values, after: after as Values };
}

/** The health values of a record after a change. */
export function applyChange(
  health: HealthValues,
  scoredAt: string,
  values: Values,
): { readonly values: HealthValues; readonly scoredAt: string } {
  const result: Record<string, unknown> = { ...health };
  for (const [key, value] of Object.entries(values)) {
    if (key === 'scoredAt') continue;
    if (value === null) delete result[key];
    else result[key] = value;
  }
  const written = values.scoredAt;
  return { values: result as HealthValues, scoredAt: written === undefined ? scoredAt : String(written ?? '') };
}
