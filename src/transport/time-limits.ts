import { Agent, setGlobalDispatcher } from 'undici';

/** How long to wait for a connection, for the first byte of an answer, and between two parts of its body. */
export interface TimeLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}

/** CRMs answer large pages in a few seconds; after half a minute without a byte nothing more will come. */
export const defaultTimeLimits: TimeLimits = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000 };

/**
 * Sets the time-outs of the process's built-in `fetch`; the last call wins. Vendor SDKs that take no abort signal
 * can be limited in no other way. undici's timers run in steps of about half a second, so limits are not exact.
 */
export function limitWaiting(limits: TimeLimits): void {
  setGlobalDispatcher(
    new Agent({
      connect: { timeout: limits.connectMs },
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
    }),
  );
}
