import { z } from 'zod';

/** HubSpot's ids are decimal strings; some answers and older versions send numbers. */
const id = z.union([z.string(), z.number()]).transform(String);
const text = z.string().nullish();
const paging = z.object({ next: z.object({ after: id }).nullish() }).nullish();

/** A record as list, search and batch answers carry it. */
export const rowAnswer = z.object({
  id,
  properties: z.record(z.string(), z.unknown()).nullish(),
  createdAt: text,
  updatedAt: text,
  url: text,
  objectWriteTraceId: text,
  associations: z.record(z.string(), z.object({ results: z.array(z.object({ id })).nullish(), paging })).nullish(),
});
/** A record as answers carry it. */
export type Row = z.infer<typeof rowAnswer>;

/** An error inside a batch answer, and the outer shape of error bodies; every field is optional by HubSpot's advice. */
export const problemAnswer = z.object({
  status: text,
  message: text,
  category: text,
  subCategory: text,
  correlationId: text,
  policyName: text,
  error: text,
  error_description: text,
  context: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: text,
        code: text,
        subCategory: text,
        context: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
});
/** An error as answers carry it. */
export type ProblemAnswer = z.infer<typeof problemAnswer>;

/** A page of a list or a search. */
export const pageAnswer = z.object({ results: z.array(rowAnswer), paging, total: z.number().nullish() });

/** A batch read or update. HubSpot: decide on `errors`, not on the status, as 200 may carry failures too. */
export const batchAnswer = z.object({
  results: z.array(rowAnswer).nullish(),
  numErrors: z.number().nullish(),
  errors: z.array(problemAnswer).nullish(),
});

/** Associations by batch read. `toObjectId` is a number in documentation and a string in specifications. */
export const associationsAnswer = z.object({
  results: z
    .array(z.object({ from: z.object({ id }), to: z.array(z.object({ toObjectId: id })).nullish(), paging }))
    .nullish(),
  errors: z.array(problemAnswer).nullish(),
});

const option = z.object({
  value: z.union([z.string(), z.number(), z.boolean()]).transform(String),
  label: text,
  displayOrder: z.number().nullish(),
  hidden: z.boolean().nullish(),
  description: text,
});

/** The definition of a property. */
export const propertyAnswer = z.object({
  name: z.string(),
  label: text,
  type: text,
  fieldType: text,
  groupName: text,
  calculated: z.boolean().nullish(),
  options: z.array(option).nullish(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
/** A property's definition as answers carry it. */
export type Property = z.infer<typeof propertyAnswer>;

/** All properties of an object, in one page. */
export const propertiesAnswer = z.object({ results: z.array(propertyAnswer) });

/** Properties created in one call: those that failed are under `errors`. */
export const createdPropertiesAnswer = z.object({
  results: z.array(propertyAnswer).nullish(),
  errors: z.array(problemAnswer).nullish(),
});

/** Owners, active or archived (deactivated). */
export const ownersAnswer = z.object({
  results: z.array(z.object({ id, email: text, firstName: text, lastName: text, archived: z.boolean().nullish() })),
  paging,
});

/** Pipelines; metadata values are strings. */
export const pipelinesAnswer = z.object({
  results: z.array(
    z.object({
      id,
      label: text,
      displayOrder: z.number().nullish(),
      stages: z
        .array(
          z.object({
            id,
            label: text,
            displayOrder: z.number().nullish(),
            metadata: z.record(z.string(), z.unknown()).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});

/** Which account the token belongs to. */
export const accountAnswer = z.object({ portalId: id, timeZone: text, uiDomain: text });

/** A refreshed OAuth token; `expires_in` in seconds. */
export const tokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: text,
  expires_in: z.number().nullish(),
});

/** Answers whose content does not matter. */
export const anyAnswer = z.unknown();
