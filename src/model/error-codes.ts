/** The one catalogue of error codes, AREA_CAUSE, each with what it means; a test asserts that each is used. */
export const errorCodes = {
  AGREEMENT_MISSING: 'there is no agreement file where one was expected',
  AGREEMENT_INVALID: 'the agreement has problems; each is listed with line and column',
  CONFIG_INVALID: 'an environment variable or option cannot be read',
  CREDENTIALS_MISSING: 'a source has no credentials in the environment',
  CREDENTIALS_REFUSED: 'the CRM does not accept the credentials (401)',
  SCOPE_MISSING: 'the credentials lack a permission (403); the message names it',
  ACCOUNT_MISMATCH: 'the credentials belong to another account than this database was filled from',
  CRM_UNREACHABLE: 'no answer from the CRM: connection refused, reset or timed out',
  CRM_UNAVAILABLE: 'the CRM answered with a temporary failure (423, 477, 5xx)',
  CRM_LIMITED: 'the CRM refused the call because of a rate limit (429)',
  CRM_DAILY_LIMIT: 'the daily quota of the CRM account is used up',
  CRM_REFUSED: 'the CRM refused the request as mistaken (4xx)',
  CRM_ANSWER_UNREADABLE: 'the answer of the CRM is not what its documentation says',
  RECORD_REFUSED: 'the CRM refused this record, for example by a validation rule',
  PROPERTY_CONFLICT: 'a field of our name exists in the CRM with another type',
  PROPERTY_MISSING: 'a health field does not exist in the CRM yet; provision first',
  FILE_MISSING: 'a file named in the agreement does not exist or cannot be read',
  FILE_UNREADABLE: 'a file is not what the agreement says: columns, encoding or format',
  FILE_UNWRITABLE: 'a results file cannot be written',
  DATABASE_NEWER: 'the database was written by a newer version of crm-hygiene',
  DATABASE_UNREADABLE: 'the database file cannot be opened or is damaged',
  DATABASE_FULL: 'the disk is full',
  DATABASE_BUSY: 'another process holds the database',
  RUN_UNKNOWN: 'there is no run with this id',
  RUN_STOPPED: 'the person who started the run stopped it; the next scan goes on with it',
  RUN_ACTIVE: 'another run is already at work on this database',
  RECORD_UNKNOWN: 'the record is not in the database; scan first',
  RULE_UNKNOWN: 'there is no rule with this id',
} as const;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCodes;
