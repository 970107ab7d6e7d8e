import type { FatalError, RetryableError } from '../../src/model/errors.ts';
import { classifyProblem, cleanSentence } from './errors.ts';
import type { WireAnswer } from './fetch-transport.ts';

/** The kinds of metadata we create. */
export type MetadataKind = 'CustomField' | 'PermissionSet';

/** What became of one component. */
export interface UpsertResult {
  readonly fullName: string;
  readonly success: boolean;
  readonly created: boolean;
  /** `CODE: sentence` for each complaint. */
  readonly errors: readonly string[];
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const items = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return items.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
}

/** Reads the results of an upsert; one result may come without its list around it. */
export function readUpserts(value: unknown): readonly UpsertResult[] {
  return list(value).map((result) => ({
    fullName: String(result.fullName ?? ''),
    success: String(result.success) === 'true',
    created: String(result.created) === 'true',
    errors: list(result.errors).map(({ statusCode, message }) => `${statusCode}: ${cleanSentence(String(message))}`),
  }));
}

/** Reads components; Salesforce answers an empty component for a name it does not know. */
export function readComponents(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return list(value).filter((component) => typeof component.fullName === 'string' && component.fullName !== '');
}

/** Turns a fault of the Metadata API into our error: its code is `sf:CODE`, its status always 500. */
export function classifySoapError(
  error: unknown,
  answer: WireAnswer,
  route: string,
  now: number,
): FatalError | RetryableError {
  const name = error instanceof Error ? error.name : '';
  const code = /^\w+:([A-Z_]+)$/.exec(name)?.[1];
  if (code === undefined)
    return classifyProblem(
      { status: answer.statusCode, codes: [], sentence: '', fields: [], isJson: false },
      route,
      now,
    );
  const sentence = cleanSentence(error instanceof Error ? error.message : '');
  // A fault is a refusal, so its 500 is not a server that failed.
  return classifyProblem({ status: 400, codes: [code], sentence, fields: [], isJson: true }, route, now);
}
