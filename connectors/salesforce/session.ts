import { FatalError, isHygieneError, type RetryableError } from '../../src/model/errors.ts';

/** Two new sessions in this time that are refused at once mean that a third would be refused too. */
const windowMs = 60_000;
const renewalsInWindow = 2;

/** Opens sessions, and counts them: jsforce itself asks for a new session after every 401, without end. */
export interface Renewal {
  /** A new session after a 401; throws FatalError when several were refused in a minute. */
  renew(): Promise<void>;
  /** Our error where a renewal is why a call failed; jsforce hands on its sentence only. */
  failure(error: unknown): FatalError | RetryableError | null;
}

/** `open` asks for a session and throws our error where it is refused; only sessions that were given are counted. */
export function createRenewal(open: () => Promise<void>, now: () => number, credentials: string): Renewal {
  let renewedAt: readonly number[] = [];
  let lastFailure: unknown = null;
  const attempt = async (): Promise<void> => {
    renewedAt = renewedAt.filter((at) => at > now() - windowMs);
    if (renewedAt.length >= renewalsInWindow)
      throw new FatalError({
        code: 'CREDENTIALS_REFUSED',
        message:
          `Salesforce refuses every session it gives: ${renewalsInWindow} new ones within a minute. Check the session ` +
          `and IP policies of the External Client App of ${credentials}, and that its user may use the API.`,
      });
    await open();
    renewedAt = [...renewedAt, now()];
  };
  return {
    async renew() {
      try {
        await attempt();
        lastFailure = null;
      } catch (error) {
        lastFailure = error;
        throw error;
      }
    },
    failure(error) {
      const isFromRenewal =
        error === lastFailure || (error instanceof Error && error.message.startsWith('Unable to refresh session'));
      return isFromRenewal && isHygieneError(lastFailure) ? (lastFailure as FatalError | RetryableError) : null;
    },
  };
}
