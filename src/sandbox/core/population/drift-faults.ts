import type { PlantedFault } from './planted-fault.ts';
import type { Pair } from './shared-pair.ts';

/** The fault of a record that disagrees with its counterpart in the other CRM; time does not change it. */
export function driftFaults(
  family: 'person' | 'company' | 'deal',
  pair: Pair<string> | undefined,
): readonly PlantedFault[] {
  if (pair === undefined || pair.drift === null) return [];
  return [{ rule: `${family}/crm-drift`, field: pair.drift.field, isFoundAt: () => true }];
}
