import { drawHex, drawUuid, type Random } from '../core/seeded-random.ts';

/** A token and what it may do. OAuth access tokens end; static ones do not. */
export interface Token {
  readonly value: string;
  readonly scopes: ReadonlySet<string>;
  readonly isOAuth: boolean;
  /** Epoch ms of the sandbox's clock, or null. */
  readonly expiresAt: number | null;
}

/** HubSpot: an OAuth access token lives 1800 seconds, a refresh token until the app is uninstalled. */
export const ACCESS_TOKEN_SECONDS = 1800;

/** The tokens of the account's app. */
export class TokenBook {
  private readonly random: Random;
  private readonly byValue = new Map<string, Token>();
  private readonly refreshTokens = new Map<string, ReadonlySet<string>>();
  private readonly codes = new Map<string, ReadonlySet<string>>();

  constructor(random: Random) {
    this.random = random;
  }

  /** A static token, as a private app or service key has. */
  mint(scopes: readonly string[], value = `pat-na1-${drawUuid(this.random)}`): Token {
    const token = { value, scopes: new Set(scopes), isOAuth: false, expiresAt: null };
    this.byValue.set(value, token);
    return token;
  }

  /** A refresh token: what an installed OAuth app holds. */
  mintRefreshToken(scopes: readonly string[]): string {
    const value = `na1-${drawUuid(this.random)}`;
    this.refreshTokens.set(value, new Set(scopes));
    return value;
  }

  /** An authorization code, as the page gives it where a user installs the app. */
  issueCode(scopes: readonly string[]): string {
    const code = `na1-${drawHex(this.random, 4)}-${drawUuid(this.random)}`;
    this.codes.set(code, new Set(scopes));
    return code;
  }

  /** The scopes of a code, which can be redeemed once; null for any other. */
  redeemCode(code: string): readonly string[] | null {
    const scopes = this.codes.get(code);
    this.codes.delete(code);
    return scopes === undefined ? null : [...scopes];
  }

  /** An OAuth access token that ends 1800 seconds after `now` (epoch ms). */
  mintAccessToken(scopes: ReadonlySet<string>, now: number): Token {
    const value = `C${drawHex(this.random, 87)}`;
    const token = { value, scopes, isOAuth: true, expiresAt: now + ACCESS_TOKEN_SECONDS * 1000 };
    this.byValue.set(value, token);
    return token;
  }

  find(value: string): Token | null {
    return this.byValue.get(value) ?? null;
  }

  /** The scopes of a refresh token, or null where it was revoked or never was. */
  findRefreshToken(value: string): ReadonlySet<string> | null {
    return this.refreshTokens.get(value) ?? null;
  }

  /** Ends a token of either kind; whether there was one. */
  revoke(value: string): boolean {
    return this.byValue.delete(value) || this.refreshTokens.delete(value);
  }

  /** All access tokens, for the sandbox's own pages. */
  list(): readonly Token[] {
    return [...this.byValue.values()];
  }
}
