/** What is wrong with a call or a row, in Salesforce's words. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Left out of the answer where null (recorded: "No such column" has none, most others have an empty list). */
  readonly fields: readonly string[] | null;
}

/** A refused call: REST answers a list with one member, whatever the status. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly string[] | null;

  constructor(status: number, code: string, message: string, fields: readonly string[] | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** The body of the answer. */
  toBody(): unknown {
    return [{ message: this.message, errorCode: this.code, ...(this.fields !== null && { fields: this.fields }) }];
  }
}

/** An OAuth refusal: one object, not a list. */
export class GrantError extends Error {
  readonly code: string;

  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

/** A problem of a row as the error of a whole call. */
export function asApiError(problem: Problem): ApiError {
  const isGone = problem.code === 'ENTITY_IS_DELETED' || problem.code === 'NOT_FOUND';
  return new ApiError(isGone ? 404 : 400, problem.code, problem.message, problem.fields);
}

/** Salesforce's answer to an id or path that is not there. */
export function notFound(message = 'The requested resource does not exist'): ApiError {
  return new ApiError(404, 'NOT_FOUND', message);
}

/** Salesforce's answer to a body it cannot read. */
export function badJson(message: string): ApiError {
  return new ApiError(400, 'JSON_PARSER_ERROR', message);
}
