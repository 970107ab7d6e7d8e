import type { Store } from '../model/store.ts';

/** Does a run's work while no other run can touch this database; rejects with RUN_ACTIVE where one is at work. */
export async function exclusively<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const lock = await store.lockRun();
  try {
    return await work();
  } finally {
    lock.release();
  }
}
