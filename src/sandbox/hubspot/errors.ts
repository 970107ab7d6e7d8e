import type { ValueProblem } from './properties/check-value.ts';

/** The members of an error body beside status, message and correlationId; HubSpot leaves out what does not apply. */
export interface ErrorDetails {
  readonly category?: string;
  readonly subCategory?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /** Context that HubSpot gives only where the refusal is a row of a batch. */
  readonly rowContext?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly ErrorItem[];
  readonly links?: Readonly<Record<string, string>>;
}

/** One entry of `errors`. */
export interface ErrorItem {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** A refusal of the API; the server adds the correlation id. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ErrorDetails;

  constructor(status: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.details = details;
  }

  /** The body as HubSpot orders it. */
  toBody(correlationId: string): Record<string, unknown> {
    const { context, errors, links, category, subCategory } = this.details;
    return {
      status: 'error',
      message: this.message,
      correlationId,
      ...(context && { context }),
      ...(errors && { errors }),
      ...(links && { links }),
      ...(category && { category }),
      ...(subCategory && { subCategory }),
    };
  }
}

/** An entry of the `errors` of a batch that partly succeeded. */
export interface BatchError {
  readonly status: 'error';
  readonly category: string;
  readonly subCategory?: string;
  readonly message: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly ErrorItem[];
}

/** 400 for a call that is malformed or asks for what is not allowed. */
export function invalidRequest(message: string, details: Omit<ErrorDetails, 'category'> = {}): ApiError {
  return new ApiError(400, message, { ...details, category: 'VALIDATION_ERROR' });
}

/** 404 for a single record, property, pipeline or owner that does not exist. */
export function notFound(): ApiError {
  return new ApiError(404, 'resource not found', { category: 'OBJECT_NOT_FOUND' });
}

/** The message HubSpot wraps value problems in: a sentence with JSON behind it. `portalId` marks the longer form of 207 rows. */
export function describeProblems(problems: readonly ValueProblem[], portalId?: number): string {
  const rows = problems.map(({ message, code, property }) => ({
    isValid: false,
    message,
    error: code,
    name: property,
    ...(portalId !== undefined && { localizedErrorMessage: message, portalId }),
  }));
  return `Property values were not valid: ${JSON.stringify(rows)}`;
}

/** 400 for a whole call whose values were refused; `problems` are those of all its records. */
export function invalidValues(problems: readonly ValueProblem[]): ApiError {
  const rules = problems.filter((problem) => problem.isRule);
  const message = rules.length > 0 ? (rules[0] as ValueProblem).message : describeProblems(problems);
  return invalidRequest(message, {
    errors: (rules.length > 0 ? rules : problems).map(({ message, code, property }) => ({
      message,
      code,
      context: { propertyName: [property] },
    })),
  });
}
