import { makeId } from '../ids.ts';
import type { IngestJob } from './ingest-job.ts';
import type { QueryJob } from './query-job.ts';

/** The bulk jobs of the organization; Salesforce keeps them for seven days, the sandbox until it is stopped. */
export class JobBook {
  private readonly jobs = new Map<string, QueryJob | IngestJob>();
  private opened = 0;

  /** The id of the next job. */
  nextId(): string {
    this.opened += 1;
    return makeId('750', this.opened);
  }

  add(job: QueryJob | IngestJob): void {
    this.jobs.set(job.id, job);
  }

  findQuery(id: string): QueryJob | null {
    const job = this.jobs.get(id);
    return job?.kind === 'query' ? job : null;
  }

  findIngest(id: string): IngestJob | null {
    const job = this.jobs.get(id);
    return job?.kind === 'ingest' ? job : null;
  }

  remove(id: string): void {
    this.jobs.delete(id);
  }

  /** The jobs of a kind, newest first. */
  list(kind: 'query' | 'ingest'): readonly (QueryJob | IngestJob)[] {
    return [...this.jobs.values()].filter((job) => job.kind === kind).reverse();
  }

  count(kind: 'query' | 'ingest'): number {
    return this.list(kind).length;
  }
}
