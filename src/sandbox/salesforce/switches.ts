import { z } from 'zod';

/** What can be made to go differently while the sandbox runs; faults of single calls are core's. */
export const switchesSchema = z.strictObject({
  /** Token calls are answered as login.salesforce.com answers an app that must use its My Domain. */
  isLoginHost: z.boolean(),
  /** Whether the user the app runs as is active. */
  isRunAsUserActive: z.boolean(),
  /** Whether leads and accounts have an active assignment rule, which REST writes run unless told not to. */
  hasAssignmentRules: z.boolean(),
  /** Whether the app's user may assign permission sets. */
  mayAssignPermissionSets: z.boolean(),
  /** Whether the app's user may change metadata. */
  mayModifyMetadata: z.boolean(),
  /** Ids of records that another transaction holds. */
  lockedIds: z.array(z.string()),
  /** How many of the next row writes find their row locked. */
  locksToCome: z.int().min(0),
  /** A trigger that throws on every write of an object. */
  trigger: z.strictObject({ object: z.string(), message: z.string() }).nullable(),
  /** Rows of a query batch at most, whatever was asked for. */
  maxBatchRows: z.int().min(1).max(2_000),
  /** How often a bulk job is polled before it is complete. */
  bulkPolls: z.int().min(0),
  /** Rows of a page of bulk results where the client names no number. */
  bulkPageRows: z.int().min(1),
  /** How long a page of bulk results takes to begin. */
  bulkPageDelayMs: z.int().min(0),
  /** Ingest jobs fail after so many rows; the rest stays unprocessed. */
  bulkStopsAfter: z.int().min(0).nullable(),
  /** Query jobs end as Failed. */
  bulkQueriesFail: z.boolean(),
});

/** The switches as they stand. */
export type Switches = z.infer<typeof switchesSchema>;

/** Nothing out of the ordinary. */
export const DEFAULT_SWITCHES: Switches = {
  isLoginHost: false,
  isRunAsUserActive: true,
  hasAssignmentRules: true,
  mayAssignPermissionSets: true,
  mayModifyMetadata: true,
  lockedIds: [],
  locksToCome: 0,
  trigger: null,
  maxBatchRows: 2_000,
  bulkPolls: 1,
  bulkPageRows: 100_000,
  bulkPageDelayMs: 0,
  bulkStopsAfter: null,
  bulkQueriesFail: false,
};
