import { createPublicKey, verify } from 'node:crypto';
import { GrantError } from '../errors.ts';
import type { Org } from '../org.ts';

const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const AUDIENCES = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** Salesforce: an assertion may end at most a few minutes ahead. */
const MAX_AHEAD_SECONDS = 300;

/** Checks a token request and opens a session, or throws the refusal. `host` is the address the call came to. */
export function grantToken(org: Org, form: URLSearchParams, basic: string | undefined, host: string): string {
  if (org.switches.isLoginHost) throw new GrantError('invalid_grant', 'request not supported on this domain');
  const grant = form.get('grant_type');
  switch (grant) {
    case 'client_credentials':
      checkClient(org, form, basic, true);
      if (!org.app.isApproved) throw new GrantError('invalid_grant', 'no client credentials user enabled');
      break;
    case 'refresh_token':
      checkClient(org, form, basic, false);
      if (!org.sessions.isRefreshToken(form.get('refresh_token') ?? ''))
        throw new GrantError('invalid_grant', 'expired access/refresh token');
      break;
    case JWT_GRANT:
      checkAssertion(org, form.get('assertion') ?? '', host);
      break;
    case 'password':
      throw new GrantError('invalid_grant', 'authentication failure');
    default:
      throw new GrantError('unsupported_grant_type', 'grant type not supported');
  }
  if (!org.switches.isRunAsUserActive) throw new GrantError('inactive_user', 'user is inactive');
  return org.sessions.open(org.clock.now());
}

function checkClient(org: Org, form: URLSearchParams, basic: string | undefined, needsSecret: boolean): void {
  const decoded = basic?.startsWith('Basic ') ? Buffer.from(basic.slice(6), 'base64').toString('utf8') : '';
  const [user, password] = decoded.includes(':') ? [decoded.split(':')[0], decoded.split(':').slice(1).join(':')] : [];
  const id = form.get('client_id') ?? user ?? '';
  const secret = form.get('client_secret') ?? password ?? null;
  if (id !== org.clientId) throw new GrantError('invalid_client_id', 'client identifier invalid');
  if ((needsSecret || secret !== null) && secret !== org.clientSecret)
    throw new GrantError('invalid_client', 'invalid client credentials');
}

/** A part of a JWT that is to be a JSON object. */
function readPart(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function checkAssertion(org: Org, assertion: string, host: string): void {
  const [head = '', body = '', signature = ''] = assertion.split('.');
  const claims = readPart(body);
  if (readPart(head).alg !== 'RS256') throw new GrantError('invalid_grant', 'invalid assertion');
  if (claims.iss !== org.clientId) throw new GrantError('invalid_client_id', 'client identifier invalid');
  const key = createPublicKey(org.privateKey);
  const isSigned = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
  if (!isSigned || !org.app.isCertificateValid) throw new GrantError('invalid_grant', 'invalid assertion');
  if (![...AUDIENCES, `http://${host}`].includes(String(claims.aud)))
    throw new GrantError('invalid_grant', 'audience is invalid');
  checkTime(org, claims.exp);
  if (claims.sub !== org.username || !org.app.isApproved)
    throw new GrantError('invalid_grant', "user hasn't approved this consumer");
}

function checkTime(org: Org, exp: unknown): void {
  const now = org.clock.now() / 1000;
  if (typeof exp !== 'number' || exp <= now) throw new GrantError('invalid_grant', 'expired authorization code');
  if (exp > now + MAX_AHEAD_SECONDS) throw new GrantError('invalid_grant', 'invalid assertion');
}
