import { formatMoment } from '../value.ts';

/** Where a job stands. */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What both kinds of jobs have. */
export interface Job {
  readonly id: string;
  readonly kind: 'query' | 'ingest';
  readonly operation: string;
  readonly object: string;
  readonly createdAt: number;
  /** `67.0`: results must be asked for in the same version. */
  readonly version: string;
  readonly createdById: string;
  changedAt: number;
  state: JobState;
  /** How often it was asked how the job stands since the work began. */
  polls: number;
  processed: number;
  failed: number;
}

/** Whether nothing will change any more. */
export function isOver({ state }: Job): boolean {
  return state === 'JobComplete' || state === 'Failed' || state === 'Aborted';
}

/** The members all job answers share, in Salesforce's order. */
export function describeJob(job: Job): Record<string, unknown> {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: formatMoment(job.createdAt),
    systemModstamp: formatMoment(job.changedAt),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.version),
  };
}

/** The format of a job's CSV, as asked for. */
export interface CsvFormat {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly columnDelimiter: string;
  readonly lineEnding: string;
}

/** By name: Salesforce's column delimiters. */
export const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
};
