import type { Hit } from '../../model/connector.ts';
import type { CrmRecord, ObjectType } from '../../model/record.ts';

/** Stands for the store of an installation: which records were read, and as of when. */
export interface Shelf {
  keep(records: readonly CrmRecord[]): void;
  /** Notes a write of our own: the record as it stands now is known. */
  wrote(object: ObjectType, id: string, updatedAt: Date): void;
  /** What `Ask.unseen` gives: the ids of hits that are not kept as they are. */
  unseen(object: ObjectType, hits: readonly Hit[]): readonly string[];
}

/** An empty store. */
export function createShelf(): Shelf {
  const times = new Map<string, number>();
  const keyOf = (object: ObjectType, id: string): string => `${object} ${id}`;
  return {
    keep(records) {
      for (const { ref, updatedAt } of records) times.set(keyOf(ref.object, ref.id), updatedAt.getTime());
    },
    wrote: (object, id, updatedAt) => void times.set(keyOf(object, id), updatedAt.getTime()),
    unseen: (object, hits) =>
      hits.filter((hit) => times.get(keyOf(object, hit.id)) !== hit.updatedAt.getTime()).map((hit) => hit.id),
  };
}
