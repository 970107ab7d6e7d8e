import { FatalError } from '../../src/model/errors.ts';
import { tokenAnswer } from './answers.ts';
import type { Credentials } from './secrets.ts';

/** Renewed this long before its end, so that no call starts with a token that ends on the way. */
const marginMs = 60_000;

/** Gives the access token for a call. */
export interface Tokens {
  current(): Promise<string>;
  /** Called when HubSpot refused a token: whether another one can be had, so that the call may be made once more. */
  discard(token: string): boolean;
}

/** Asks HubSpot for a new token with a form; gives the body of a success and throws our error for all else. */
export type Refresh = (form: URLSearchParams) => Promise<unknown>;

/** One token that holds until somebody rotates it. */
export function staticToken(accessToken: string): Tokens {
  return { current: async () => accessToken, discard: () => false };
}

/**
 * OAuth: an access token lives for 30 minutes and is renewed with the refresh token, once for all calls that wait.
 * HubSpot may hand out a new refresh token, which then replaces the old one for this process.
 */
export function oauthTokens(
  credentials: Extract<Credentials, { is: 'oauth' }>,
  refresh: Refresh,
  now: () => number,
): Tokens {
  let held: { readonly token: string; readonly endsAt: number } | null = null;
  let renewal: Promise<string> | null = null;
  let refreshToken = credentials.refreshToken;
  const renew = async (): Promise<string> => {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      refresh_token: refreshToken,
    });
    const answer = tokenAnswer.safeParse(await refresh(form));
    if (!answer.success)
      throw new FatalError({
        code: 'CRM_ANSWER_UNREADABLE',
        message: 'HubSpot answered the token request without an access token.',
      });
    refreshToken = answer.data.refresh_token ?? refreshToken;
    held = { token: answer.data.access_token, endsAt: now() + (answer.data.expires_in ?? 1800) * 1000 };
    return held.token;
  };
  return {
    async current() {
      if (held && now() < held.endsAt - marginMs) return held.token;
      renewal ??= renew().finally(() => {
        renewal = null;
      });
      return renewal;
    },
    discard(token) {
      if (held?.token === token) held = null;
      return true;
    },
  };
}
