import type { Portal } from '../portal.ts';
import { markNeighbours } from './apply-write.ts';
import type { CrmRecord } from './record.ts';

/** Moves a record to the recycle bin; its neighbours lose it. */
export function archiveRecord(portal: Portal, record: CrmRecord): void {
  markNeighbours(portal, record);
  portal.stores[record.object].setState(record, 'archived', portal.stamp());
}
