import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../src/model/errors.ts';

/** How the connector proves who it is, and where it asks for a session. */
export type Credentials = { readonly loginUrl: string; readonly clientId: string } & (
  | { readonly is: 'client credentials'; readonly clientSecret: string }
  | { readonly is: 'jwt'; readonly username: string; readonly key: KeyObject; readonly audience: string }
  | { readonly is: 'refresh token'; readonly refreshToken: string; readonly clientSecret: string | null }
);

/** `MAIN_SALESFORCE_CLIENT_ID or SALESFORCE_CLIENT_ID`: where a person looks for the credentials of a source. */
export function variableNames(source: string, name: string): string {
  const prefix = source.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return prefix === 'SALESFORCE' ? `SALESFORCE_${name}` : `${prefix}_${name} or SALESFORCE_${name}`;
}

function mistaken(source: string, name: string, sentence: string, cause?: unknown): UserError {
  return new UserError({ code: 'CONFIG_INVALID', message: `${variableNames(source, name)}: ${sentence}`, cause });
}

/** Keys, secrets and tokens are visible ASCII; anything else was copied with a blank or a line end in it. */
function checked(value: string, source: string, name: string): string {
  const trimmed = value.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw mistaken(source, name, 'expected visible ASCII characters; found blanks or others in it. Copy it again.');
}

const myDomain = 'https://yourcompany.my.salesforce.com';

/** The host that is asked for sessions, without a trailing slash; `isShared` for login. and test.salesforce.com. */
function readLoginUrl(text: string, source: string): { readonly url: string; readonly isShared: boolean } {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
  if (!isPlain)
    throw mistaken(source, 'LOGIN_URL', `expected an address such as ${myDomain}, without user name or query.`);
  if (/\.lightning\.force\.com$/.test(url.hostname))
    throw mistaken(
      source,
      'LOGIN_URL',
      `${url.hostname} shows pages to people and has no API. Use the My Domain: ${myDomain} (Setup › My Domain).`,
    );
  return { url: url.origin, isShared: /^(login|test)\.salesforce\.com$/.test(url.hostname) };
}

/** Salesforce: a JWT names the login host of production or of sandboxes as its audience, never the My Domain. */
function audienceOf(loginUrl: string): string {
  const { hostname } = new URL(loginUrl);
  if (hostname === 'test.salesforce.com' || hostname.endsWith('.sandbox.my.salesforce.com'))
    return 'https://test.salesforce.com';
  return hostname.endsWith('.salesforce.com') ? 'https://login.salesforce.com' : loginUrl;
}

/** Reads the key of JWT assertions; the path is relative to the folder of the agreement. */
function readKey(path: string, folder: string, source: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(resolve(folder, path.trim()), 'utf8');
  } catch {
    throw mistaken(source, 'PRIVATE_KEY_FILE', 'the file cannot be read; expected the path of a private key in PEM.');
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // The parser's own words may quote the key.
  }
  throw mistaken(
    source,
    'PRIVATE_KEY_FILE',
    'expected an RSA private key in PEM without a passphrase, the one whose certificate was uploaded to the app.',
  );
}

/** Picks the credentials of a source. Throws UserError where they are missing or cannot be right. */
export function readCredentials(
  secrets: Readonly<Record<string, string>>,
  source: string,
  folder: string,
): Credentials {
  const { LOGIN_URL, CLIENT_ID, CLIENT_SECRET, USERNAME, PRIVATE_KEY_FILE, REFRESH_TOKEN } = secrets;
  if (!LOGIN_URL || !CLIENT_ID || !(CLIENT_SECRET || (USERNAME && PRIVATE_KEY_FILE) || REFRESH_TOKEN))
    throw new UserError({
      code: 'CREDENTIALS_MISSING',
      message:
        `Source ${source} has no credentials: expected ${variableNames(source, 'LOGIN_URL')} (your My Domain), ` +
        'CLIENT_ID and CLIENT_SECRET in the environment; or in place of the secret USERNAME and PRIVATE_KEY_FILE ' +
        '(JWT), or REFRESH_TOKEN, with the same prefix.',
    });
  const { url: loginUrl, isShared } = readLoginUrl(LOGIN_URL, source);
  const clientId = checked(CLIENT_ID, source, 'CLIENT_ID');
  if (REFRESH_TOKEN) {
    const clientSecret = CLIENT_SECRET ? checked(CLIENT_SECRET, source, 'CLIENT_SECRET') : null;
    const refreshToken = checked(REFRESH_TOKEN, source, 'REFRESH_TOKEN');
    return { is: 'refresh token', loginUrl, clientId, refreshToken, clientSecret };
  }
  if (USERNAME && PRIVATE_KEY_FILE) {
    const key = readKey(PRIVATE_KEY_FILE, folder, source);
    return { is: 'jwt', loginUrl, clientId, username: USERNAME.trim(), key, audience: audienceOf(loginUrl) };
  }
  // Salesforce answers "request not supported on this domain" there; that sentence helps nobody.
  if (isShared)
    throw mistaken(
      source,
      'LOGIN_URL',
      `the client credentials flow works on the org's own domain only; expected ${myDomain} (Setup › My Domain), ` +
        `found ${new URL(loginUrl).hostname}.`,
    );
  return {
    is: 'client credentials',
    loginUrl,
    clientId,
    clientSecret: checked(CLIENT_SECRET!, source, 'CLIENT_SECRET'),
  };
}
