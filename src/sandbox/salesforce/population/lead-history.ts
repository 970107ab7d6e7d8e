import { Draw } from '../../core/population/random.ts';
import { childId } from './ids.ts';
import type { LeadPlan } from './lead.ts';
import { ownerValue } from './owners.ts';
import type { ChildRow } from './population.ts';
import { risingInstants } from './rising-instants.ts';
import { STATUSES, type StatusKind } from './stages.ts';
import { stamp } from './stamp.ts';

/** A change of a lead's Status. */
export interface StatusChange {
  readonly at: number;
  readonly from: StatusKind;
  readonly to: StatusKind;
}

/** The statuses a lead came through, the last one its own. */
function pathTo(status: StatusKind, draw: Draw): readonly StatusKind[] {
  if (status === 'open') return ['open'];
  return status === 'working' || draw.chance(30) ? ['open', status] : ['open', 'working', status];
}

/** The changes of a lead's Status up to its last modification; none where it was created in its status. */
export function statusChanges(seed: number, index: number, plan: LeadPlan, modified: number): StatusChange[] {
  const draw = new Draw(seed, 76, index);
  const path = pathTo(plan.status, draw);
  const times = risingInstants(plan.created, modified, path.length - 1, draw);
  const walked = path.slice(path.length - 1 - times.length);
  return times.map((at, step) => ({ at, from: walked[step] as StatusKind, to: walked[step + 1] as StatusKind }));
}

interface HistoryEntry {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: number;
}

/** The LeadHistory of a lead: its creation, the changes of its status, its conversion; it never changed its owner. */
export function leadHistory(
  seed: number,
  lead: { readonly index: number; readonly id: string; readonly plan: LeadPlan },
  changes: readonly StatusChange[],
): ChildRow[] {
  const draw = new Draw(seed, 77, lead.index);
  const entries: HistoryEntry[] = [{ field: 'created', from: null, to: null, at: lead.plan.created }];
  for (const { from, to, at } of changes) {
    if (to === 'qualified') entries.push({ field: 'leadConverted', from: null, to: null, at });
    entries.push({ field: 'Status', from: STATUSES[from].apiName, to: STATUSES[to].apiName, at });
  }
  return entries.map(({ field, from, to, at }, place) => ({
    type: 'LeadHistory',
    fields: {
      Id: childId('LeadHistory', 'Lead', lead.index, place),
      LeadId: lead.id,
      Field: field,
      OldValue: from,
      NewValue: to,
      CreatedById: ownerValue('active', draw),
      CreatedDate: stamp(at),
      IsDeleted: false,
    },
  }));
}
