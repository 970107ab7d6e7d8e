import type { Answer } from '../../core/answer.ts';
import { ApiError, badJson } from '../errors.ts';
import type { Org } from '../org.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Writer } from '../writing/writer.ts';

/** A call that passed authentication and limits. */
export interface Call {
  readonly org: Org;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** `/services/data/v67.0`. */
  readonly base: string;
  /** `67.0`. */
  readonly version: string;
  /** `http://127.0.0.1:8891`: where the client thinks the instance is. */
  readonly host: string;
  header(name: string): string | undefined;
}

/** One operation of the API; `{v}` in the path stands for the version, `:name` for a parameter. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** `token`: as REST calls are; `none`: no session, no limits; `soap`: both are looked at by the route. */
  readonly access: 'token' | 'none' | 'soap';
  handle(call: Call): Answer | Promise<Answer>;
}

/** The JSON object of a body; Salesforce answers 400 for one it cannot read. */
export function readJson(call: Call): Record<string, unknown> {
  const text = call.body.toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text === '' ? '{}' : text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    throw badJson('Unexpected character or end of input at [line:1, column:1]');
  }
  throw badJson('Cannot deserialize the body: expected an object at [line:1, column:1]');
}

/** The object a path names, or Salesforce's 404. */
export function objectOf(call: Call): ObjectDefinition {
  const object = call.org.schema.find(call.params.object ?? '');
  if (object !== null) return object;
  throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** Who the call writes as. Salesforce: assignment rules run unless the header says FALSE. */
export function writerOf(call: Call): Writer {
  const options = call.header('sforce-call-options') ?? '';
  const client = /client=([^,;]+)/.exec(options)?.[1]?.trim();
  const autoAssign = (call.header('sforce-auto-assign') ?? 'TRUE').toUpperCase() !== 'FALSE';
  return { userId: call.org.userId, origin: client ?? 'rest', autoAssign };
}

/** A comma-separated parameter. */
export function readList(query: URLSearchParams, name: string): string[] {
  return (query.get(name) ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
