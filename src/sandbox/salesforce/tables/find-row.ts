import type { Org } from '../org.ts';
import type { Row } from '../value.ts';
import { setupRow } from './setup-rows.ts';

/** The row with an 18-character id, of any object, deleted or not; null where there is none. */
export function findRow(org: Org, id: string): Row | null {
  const object = org.schema.ofId(id)?.name;
  if (object === undefined) return null;
  const store = org.storeOf(object);
  if (store !== null) return store.find(id);
  const children = org.childrenOf(object);
  return children === null ? setupRow(org, object, id) : children.find(id);
}
