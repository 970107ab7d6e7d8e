/** Time and chance as they are handed in, so that tests run on a simulated clock; `ConnectorEnv` offers all three. */
export interface Timing {
  /** Epoch ms. */
  now(): number;
  /** 0 to 1. */
  random(): number;
  /** Resolves after `ms`; rejects when the run is aborted. */
  sleep(ms: number): Promise<void>;
}
