import { z } from 'zod';

const text = z.string().nullish();

/** A row of a query: fields as JSON sends them; `attributes` says what it is. */
export const rowAnswer = z.record(z.string(), z.unknown());
/** A row of a query, from JSON or, all texts, from CSV; null is empty. */
export type Row = Readonly<Record<string, unknown>>;

/** A page of a query. `nextRecordsUrl` also stands on a last page in some recorded answers: `done` decides. */
export const queryAnswer = z.object({
  totalSize: z.number(),
  done: z.boolean(),
  nextRecordsUrl: text,
  records: z.array(rowAnswer),
});

/** An error inside a result: Salesforce documents `errorCode` and sends `statusCode`. */
export const rowError = z.object({
  statusCode: text,
  errorCode: text,
  message: text,
  fields: z.array(z.string()).nullish(),
});
/** An error inside a result. */
export type RowError = z.infer<typeof rowError>;

/** What became of one record; a failure of a collection has no id. */
export const saveResult = z.object({ id: text, success: z.boolean(), errors: z.array(rowError).nullish() });

/** The results of a collection, in the order of the request. */
export const saveResults = z.array(saveResult);

/** The error body of REST and Bulk API: an array, also for one error. */
export const errorsAnswer = z.array(
  z.object({ errorCode: text, statusCode: text, message: text, fields: z.array(z.string()).nullish() }),
);

/** The error body of the token endpoint. */
export const tokenErrorAnswer = z.object({ error: z.string(), error_description: text });

const picklistValue = z.object({ active: z.boolean().nullish(), value: z.string(), label: text });

/** A field as `describe` shows it; one that the user may not read is left out there. */
export const fieldAnswer = z.object({
  name: z.string(),
  label: text,
  type: z.string(),
  custom: z.boolean().nullish(),
  calculated: z.boolean().nullish(),
  updateable: z.boolean().nullish(),
  filterable: z.boolean().nullish(),
  sortable: z.boolean().nullish(),
  length: z.number().nullish(),
  restrictedPicklist: z.boolean().nullish(),
  picklistValues: z.array(picklistValue).nullish(),
});
/** A field as `describe` shows it. */
export type DescribedField = z.infer<typeof fieldAnswer>;

/** An object as `describe` shows it, as far as we use it. */
export const describeAnswer = z.object({
  name: z.string(),
  label: text,
  keyPrefix: text,
  queryable: z.boolean().nullish(),
  updateable: z.boolean().nullish(),
  fields: z.array(fieldAnswer),
  childRelationships: z.array(z.object({ childSObject: text })).nullish(),
  recordTypeInfos: z
    .array(
      z.object({
        recordTypeId: text,
        developerName: text,
        name: text,
        active: z.boolean().nullish(),
        master: z.boolean().nullish(),
      }),
    )
    .nullish(),
});
/** An object as `describe` shows it. */
export type Described = z.infer<typeof describeAnswer>;

/** The values of one picklist that a record type offers (UI API, since 41.0). */
export const offeredAnswer = z.object({ values: z.array(z.object({ value: z.string() })) });

/** A bulk job; `errorMessage` stands on failed ingest jobs only. */
export const jobAnswer = z.object({
  id: z.string(),
  state: z.string(),
  object: text,
  contentUrl: text,
  numberRecordsProcessed: z.number().nullish(),
  numberRecordsFailed: z.number().nullish(),
  errorMessage: text,
});
/** A bulk job. */
export type Job = z.infer<typeof jobAnswer>;

/** Answers whose content does not matter. */
export const anyAnswer = z.unknown();
