import { lifecycleAside, lifecycleOrder } from '../../src/model/dictionary.ts';

/** Names under which exports of HubSpot and Salesforce hold the canonical stages, folded. */
const known: ReadonlyMap<string, string> = new Map([
  ...[...lifecycleOrder, ...lifecycleAside].map((stage) => [stage, stage] as const),
  ['marketingqualifiedlead', 'mql'],
  ['salesqualifiedlead', 'sql'],
  ['unqualified', 'disqualified'],
]);

function fold(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * The canonical stage of a value: as the agreement maps it, else by the vendors' names (blanks, dashes and case do not
 * count, so "Marketing Qualified Lead" is an mql). Null for a stage nobody explained.
 */
export function compileLifecycle(own: Readonly<Record<string, string>>): (value: string) => string | null {
  const mapped = new Map(Object.entries(own).map(([value, stage]) => [fold(value), stage]));
  return (value) => mapped.get(fold(value)) ?? known.get(fold(value)) ?? null;
}
