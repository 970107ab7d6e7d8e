/** What a route answers: JSON unless `contentType` says otherwise; no body at all where it is undefined (204). */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body too long to be held, in the place of `body`; needs `contentType`. */
  readonly pieces?: Iterable<string>;
  /** Whether `pieces` are compressed with gzip. */
  readonly gzip?: boolean;
}

/** The bytes of an answer's body, with its content type. */
export function encodeBody(answer: Answer): { bytes: Buffer; contentType: string | null } {
  if (answer.body === undefined) return { bytes: Buffer.alloc(0), contentType: null };
  if (answer.contentType !== undefined)
    return { bytes: Buffer.from(String(answer.body)), contentType: answer.contentType };
  return { bytes: Buffer.from(JSON.stringify(answer.body)), contentType: 'application/json;charset=utf-8' };
}
