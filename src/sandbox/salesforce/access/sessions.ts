import { drawHex, type Random } from '../../core/seeded-random.ts';

/** Salesforce: the default session time-out is two hours after the last call. */
const DEFAULT_SESSION_MS = 2 * 3_600_000;

/** Access and refresh tokens of the app. */
export class Sessions {
  /** How long a session lives after its last call. */
  lifetimeMs = DEFAULT_SESSION_MS;
  private readonly random: Random;
  private readonly organizationId: string;
  private readonly lastUsed = new Map<string, number>();
  private readonly refreshTokens = new Set<string>();

  constructor(random: Random, organizationId: string) {
    this.random = random;
    this.organizationId = organizationId;
  }

  /** A session id: `00D…` of 15 characters, `!`, and a secret. */
  open(now: number): string {
    const token = `${this.organizationId.slice(0, 15)}!AQ${drawHex(this.random, 80)}`;
    this.lastUsed.set(token, now);
    return token;
  }

  /** Whether a session is alive; using it makes it live on. */
  use(token: string, now: number): boolean {
    const last = this.lastUsed.get(token);
    if (last === undefined) return false;
    if (now - last >= this.lifetimeMs) {
      this.lastUsed.delete(token);
      return false;
    }
    this.lastUsed.set(token, Math.max(last, now));
    return true;
  }

  mintRefreshToken(): string {
    const token = `5Aep861${drawHex(this.random, 80)}`;
    this.refreshTokens.add(token);
    return token;
  }

  isRefreshToken(token: string): boolean {
    return this.refreshTokens.has(token);
  }

  /** Ends a token of either kind; whether there was one. */
  revoke(token: string): boolean {
    return this.lastUsed.delete(token) || this.refreshTokens.delete(token);
  }

  /** Ends every session: what an admin's "revoke all" does. */
  revokeAll(): number {
    const count = this.lastUsed.size;
    this.lastUsed.clear();
    return count;
  }

  /** Open sessions, for the sandbox's own pages. */
  list(): readonly string[] {
    return [...this.lastUsed.keys()];
  }
}
