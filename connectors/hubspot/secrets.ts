import { UserError } from '../../src/model/errors.ts';

/** How the connector proves who it is: one token until it is rotated, or a refresh token that yields short-lived ones. */
export type Credentials =
  | { readonly is: 'token'; readonly accessToken: string }
  | {
      readonly is: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    };

/** `MAIN_HUBSPOT_ACCESS_TOKEN or HUBSPOT_ACCESS_TOKEN`: where a person looks for the credentials of a source. */
export function variableNames(source: string, name: string): string {
  const prefix = source.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return prefix === 'HUBSPOT' ? `HUBSPOT_${name}` : `${prefix}_${name} or HUBSPOT_${name}`;
}

/** A header takes visible ASCII only, and fetch would quote the whole token in its complaint about anything else. */
function checked(value: string, source: string, name: string): string {
  const trimmed = value.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new UserError({
    code: 'CONFIG_INVALID',
    message: `${variableNames(source, name)}: expected a token of visible ASCII characters; found blanks or others in it. Copy it again.`,
  });
}

/** Picks the credentials of a source. Throws UserError where they are missing or cannot be a token. */
export function readCredentials(secrets: Readonly<Record<string, string>>, source: string): Credentials {
  const { ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN } = secrets;
  if (ACCESS_TOKEN) return { is: 'token', accessToken: checked(ACCESS_TOKEN, source, 'ACCESS_TOKEN') };
  if (CLIENT_ID && CLIENT_SECRET && REFRESH_TOKEN)
    return {
      is: 'oauth',
      clientId: checked(CLIENT_ID, source, 'CLIENT_ID'),
      clientSecret: checked(CLIENT_SECRET, source, 'CLIENT_SECRET'),
      refreshToken: checked(REFRESH_TOKEN, source, 'REFRESH_TOKEN'),
    };
  throw new UserError({
    code: 'CREDENTIALS_MISSING',
    message:
      `Source ${source} has no credentials: expected ${variableNames(source, 'ACCESS_TOKEN')} in the environment, ` +
      'or CLIENT_ID, CLIENT_SECRET and REFRESH_TOKEN with the same prefix.',
  });
}

/** The address of the API without a trailing slash; a sandbox or proxy may stand in for HubSpot's own. */
export function readBaseUrl(secrets: Readonly<Record<string, string>>, source: string): string {
  const text = secrets.BASE_URL?.trim() || 'https://api.hubapi.com';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new UserError({
      code: 'CONFIG_INVALID',
      message: `${variableNames(source, 'BASE_URL')}: expected an address such as https://api.hubapi.com, without user name or query.`,
    });
  return text.replace(/\/+$/, '');
}
