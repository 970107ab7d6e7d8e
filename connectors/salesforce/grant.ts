import { sign } from 'node:crypto';
import type { Credentials } from './secrets.ts';

/** Salesforce accepts assertions that end at most five minutes ahead; three leave room for a clock that runs fast. */
const assertionSeconds = 180;

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** A JWT that says "this app acts for this user", signed with the key whose certificate the app holds (RS256). */
export function signAssertion(credentials: Extract<Credentials, { is: 'jwt' }>, nowMs: number): string {
  const { clientId, username, audience, key } = credentials;
  const exp = Math.floor(nowMs / 1000) + assertionSeconds;
  const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iss: clientId, sub: username, aud: audience, exp })}`;
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), key).toString('base64url')}`;
}

/** What is posted for a new session, beside client id and secret; `refreshToken` is the newest one handed out. */
export function grantOf(
  credentials: Credentials,
  nowMs: number,
  refreshToken: string | null,
): { readonly grant_type: string } & Readonly<Record<string, string>> {
  switch (credentials.is) {
    case 'client credentials':
      return { grant_type: 'client_credentials' };
    case 'jwt':
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: signAssertion(credentials, nowMs),
      };
    case 'refresh token':
      return { grant_type: 'refresh_token', refresh_token: refreshToken ?? credentials.refreshToken };
  }
}
