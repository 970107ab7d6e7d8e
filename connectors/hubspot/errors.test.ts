import { expect, test } from '@jest/globals';
import { FatalError, RetryableError } from '../../src/model/errors.ts';
import { classifyAnswer, classifyNetworkError, classifyRefresh, cleanSentence, problemBehind } from './errors.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const midnight = Date.parse('2026-11-22T00:00:00Z');
const circumstances = {
  route: 'POST /crm/objects/2026-09/contacts/batch/update',
  now,
  midnight,
  credentials: 'MAIN_ACCESS_TOKEN or HUBSPOT_ACCESS_TOKEN',
};

function classify(status: number, body: unknown, retryAfter: string | null = null) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyAnswer({ status, retryAfter, text }, circumstances);
}

const limited = (sentence: string, policyName: string) => ({
  status: 'error',
  message: sentence,
  errorType: 'RATE_LIMIT',
  correlationId: 'c',
  policyName,
  requestId: 'r',
});
const html = '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>cloudflare</body></html>';

interface Case {
  readonly name: string;
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter?: string;
  readonly is: typeof RetryableError | typeof FatalError;
  readonly code: string;
  /** Milliseconds from now; null for none. */
  readonly retryInMs?: number | null;
  readonly says?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'ten-second limit',
    status: 429,
    body: limited('You have reached your ten_secondly_rolling limit.', 'TEN_SECONDLY_ROLLING'),
    is: RetryableError,
    code: 'CRM_LIMITED',
    retryInMs: 10_000,
  },
  {
    name: 'ten-second limit, told without a policy',
    status: 429,
    body: { message: 'You have reached your ten_secondly_rolling limit.' },
    is: RetryableError,
    code: 'CRM_LIMITED',
    retryInMs: 10_000,
  },
  {
    name: 'search limit',
    status: 429,
    body: limited('You have reached your secondly limit.', 'SECONDLY'),
    is: RetryableError,
    code: 'CRM_LIMITED',
    retryInMs: 1000,
  },
  {
    name: 'search limit, told without a policy',
    status: 429,
    body: { message: 'You have reached your secondly limit.' },
    is: RetryableError,
    code: 'CRM_LIMITED',
    retryInMs: 1000,
  },
  {
    name: 'limit with Retry-After',
    status: 429,
    body: limited('You have reached your ten_secondly_rolling limit.', 'TEN_SECONDLY_ROLLING'),
    retryAfter: '3',
    is: RetryableError,
    code: 'CRM_LIMITED',
    retryInMs: 3000,
  },
  {
    name: 'limit with Retry-After as a date',
    status: 429,
    body: '',
    retryAfter: 'Sat, 21 Nov 2026 12:00:30 GMT',
    is: RetryableError,
    code: 'CRM_LIMITED',
    retryInMs: 30_000,
  },
  {
    name: 'daily limit',
    status: 429,
    body: limited('You have reached your daily limit.', 'DAILY'),
    is: FatalError,
    code: 'CRM_DAILY_LIMIT',
    says: ['2026-11-22T00:00:00.000Z', 'midnight of the account'],
  },
  {
    name: 'no credentials',
    status: 401,
    body: {
      status: 'error',
      message: 'Authentication credentials not found. This API supports OAuth 2.0 authentication.',
      correlationId: 'c',
      category: 'INVALID_AUTHENTICATION',
    },
    is: FatalError,
    code: 'CREDENTIALS_REFUSED',
    says: ['MAIN_ACCESS_TOKEN or HUBSPOT_ACCESS_TOKEN', 'INVALID_AUTHENTICATION'],
  },
  {
    name: 'expired token',
    status: 401,
    body: {
      status: 'error',
      message: 'The OAuth token used to make this call expired 7 second(s) ago.',
      category: 'EXPIRED_AUTHENTICATION',
    },
    is: FatalError,
    code: 'CREDENTIALS_REFUSED',
  },
  {
    name: 'missing scope, inside errors',
    status: 403,
    body: {
      status: 'error',
      message: "This app hasn't been granted all required scopes to make this call.",
      correlationId: 'c',
      errors: [
        {
          message: 'One or more of the following scopes are required.',
          context: { requiredGranularScopes: ['crm.objects.deals.read'] },
        },
      ],
      links: { scopes: 'https://developers.hubspot.com/scopes' },
      category: 'MISSING_SCOPES',
    },
    is: FatalError,
    code: 'SCOPE_MISSING',
    says: ['this scope', 'crm.objects.deals.read'],
  },
  {
    name: 'missing scopes, in the outer context',
    status: 403,
    body: {
      status: 'error',
      message: 'One or more of the following scopes are required.',
      context: { requiredGranularScopes: ['custom-object-read', 'crm.schemas.custom.read'] },
      category: 'MISSING_SCOPES',
    },
    is: FatalError,
    code: 'SCOPE_MISSING',
    says: ['one of these scopes', 'custom-object-read, crm.schemas.custom.read'],
  },
  { name: 'a firewall', status: 403, body: html, is: FatalError, code: 'CRM_REFUSED', says: ['firewall or proxy'] },
  {
    name: 'not found',
    status: 404,
    body: { status: 'error', message: 'resource not found', correlationId: 'c' },
    is: FatalError,
    code: 'CRM_REFUSED',
    says: ['resource not found'],
  },
  { name: 'overlong address', status: 414, body: html, is: FatalError, code: 'CRM_REFUSED', says: ['too long'] },
  {
    name: 'lock',
    status: 423,
    body: { status: 'error', message: 'locked' },
    is: RetryableError,
    code: 'CRM_UNAVAILABLE',
    retryInMs: 2000,
  },
  {
    name: 'migration',
    status: 477,
    body: { status: 'error', message: 'migration in progress' },
    retryAfter: '86400',
    is: RetryableError,
    code: 'CRM_UNAVAILABLE',
    retryInMs: 86_400_000,
  },
  ...[500, 502, 503, 504, 521, 523, 524].map((status) => ({
    name: `status ${status} as a page`,
    status,
    body: html,
    is: RetryableError,
    code: 'CRM_UNAVAILABLE',
    retryInMs: null,
    says: ['a page that is not JSON'],
  })),
  {
    name: 'status 503 with Retry-After',
    status: 503,
    body: '{"message":"bus',
    retryAfter: '5',
    is: RetryableError,
    code: 'CRM_UNAVAILABLE',
    retryInMs: 5000,
  },
  {
    name: 'invalid values, packed into the message',
    status: 400,
    body: {
      status: 'error',
      message:
        'Property values were not valid: [{"isValid":false,"message":"Property \\"a\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"a"}]',
      category: 'VALIDATION_ERROR',
    },
    is: FatalError,
    code: 'CRM_REFUSED',
    says: ['Property "a" does not exist', '400, VALIDATION_ERROR'],
  },
  {
    name: 'a rule of the account',
    status: 400,
    body: {
      status: 'error',
      message: 'my_property is required because of a conditional property rule based on [country]',
      category: 'VALIDATION_ERROR',
      errors: [{ message: 'required', code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' }],
    },
    is: FatalError,
    code: 'CRM_REFUSED',
    says: ['conditional property rule'],
  },
  { name: 'an empty body', status: 400, body: '', is: FatalError, code: 'CRM_REFUSED' },
  { name: 'a body that is a list', status: 400, body: [], is: FatalError, code: 'CRM_REFUSED' },
  {
    name: 'a body of other types',
    status: 400,
    body: { message: 7, errors: 'x' },
    is: FatalError,
    code: 'CRM_REFUSED',
  },
];

test.each(cases)('$status $name', ({ status, body, retryAfter, is, code, retryInMs, says }) => {
  const error = classify(status, body, retryAfter ?? null);
  expect(error).toBeInstanceOf(is);
  expect(error.code).toBe(code);
  expect(error.message).toContain('POST /crm/objects/2026-09/contacts/batch/update');
  if (error instanceof RetryableError)
    expect(error.retryAt).toBe(retryInMs === null || retryInMs === undefined ? null : now + retryInMs);
  for (const part of says ?? []) expect(error.message).toContain(part);
});

test('an error keeps what is needed to find the refused records', () => {
  const error = classify(400, {
    message: 'Duplicate IDs found in batch input: [123456]. IDs must be unique',
    context: { ids: ['123456'], objectWriteTraceId: ['7'] },
    category: 'VALIDATION_ERROR',
    errors: [{ code: 'INVALID_OPTION', context: { propertyName: ['hygiene_flags'] } }],
  });
  expect(problemBehind(error)).toMatchObject({
    ids: ['123456'],
    traceIds: ['7'],
    codes: ['INVALID_OPTION'],
    properties: ['hygiene_flags'],
    category: 'VALIDATION_ERROR',
  });
});

test.each([
  [
    400,
    { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN', message: 'refresh token is invalid, expired or revoked' },
  ],
  [400, { error: 'invalid_client', status: 'BAD_CLIENT_ID', message: 'missing or unknown client id' }],
  [401, { message: 'no' }],
])('a refused refresh (%i) is about credentials', (status, body) => {
  const error = classifyRefresh({ status, retryAfter: null, text: JSON.stringify(body) }, circumstances);
  expect(error).toBeInstanceOf(FatalError);
  expect(error.code).toBe('CREDENTIALS_REFUSED');
  expect(error.message).toContain(body.message);
});

test('a refresh that the server could not answer may be tried again', () => {
  expect(classifyRefresh({ status: 502, retryAfter: null, text: html }, circumstances)).toBeInstanceOf(RetryableError);
});

test.each([
  ['ECONNREFUSED', RetryableError],
  ['ECONNRESET', RetryableError],
  ['ENOTFOUND', RetryableError],
  ['UND_ERR_HEADERS_TIMEOUT', RetryableError],
  ['UND_ERR_BODY_TIMEOUT', RetryableError],
  ['UND_ERR_SOCKET', RetryableError],
  ['CERT_HAS_EXPIRED', FatalError],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', FatalError],
])('a connection that fails with %s', (code, is) => {
  const cause = Object.assign(new Error('with a header: Bearer secret-token'), { code });
  const error = classifyNetworkError(new TypeError('fetch failed', { cause }), 'GET /crm');
  expect(error).toBeInstanceOf(is);
  expect(error.code).toBe('CRM_UNREACHABLE');
  expect(error.message).toContain(code);
  expect(JSON.stringify([error.message, error.cause])).not.toContain('secret-token');
});

test('sentences are cut and lose addresses and tokens', () => {
  expect(cleanSentence('value ann@firm.example is not valid for pat-na1-0000-1111-2222')).toBe(
    'value (address) is not valid for (token)',
  );
  expect(cleanSentence('x'.repeat(1000))).toHaveLength(301);
});
