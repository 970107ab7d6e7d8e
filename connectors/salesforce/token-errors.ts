import { FatalError, type RetryableError } from '../../src/model/errors.ts';
import { tokenErrorAnswer } from './answers.ts';
import { classifyAnswer, cleanSentence, type FailedAnswer } from './errors.ts';
import { type Credentials, variableNames } from './secrets.ts';

/** What is known when the token endpoint refuses. */
export interface TokenCircumstances {
  readonly source: string;
  readonly flow: Credentials['is'];
  readonly route: string;
  readonly now: number;
  /** Salesforce's clock minus ours, ms; null where it was not told. */
  readonly clockDifferenceMs: number | null;
}

/** Beyond this a JWT is taken to be expired or from the future. */
const mostClockDifferenceMs = 60_000;

function jwtAdvice({ clockDifferenceMs, source }: TokenCircumstances): string {
  if (clockDifferenceMs !== null && Math.abs(clockDifferenceMs) > mostClockDifferenceMs)
    return (
      `The clock of this machine is ${Math.round(Math.abs(clockDifferenceMs) / 1000)} s ` +
      `${clockDifferenceMs < 0 ? 'ahead of' : 'behind'} Salesforce's: set it, best by NTP.`
    );
  return (
    `Check that ${variableNames(source, 'PRIVATE_KEY_FILE')} belongs to the certificate uploaded to the External Client ` +
    'App, and that the certificate has not expired.'
  );
}

/** Salesforce's descriptions, as far as they are known, and what to do about each. */
const advices: readonly (readonly [RegExp, (at: TokenCircumstances) => string])[] = [
  [
    /not supported on this domain/i,
    ({ source }) =>
      `Set ${variableNames(source, 'LOGIN_URL')} to the org's My Domain (https://yourcompany.my.salesforce.com, ` +
      'Setup › My Domain), not login.salesforce.com.',
  ],
  [
    /hasn'?t approved|not approved|not admin approved|OAUTH_APPROVAL/i,
    () =>
      'Authorise the External Client App for the user: Policies › OAuth Policies › "Admin approved users are ' +
      'pre-authorized", and add a permission set that the integration user has.',
  ],
  [
    /no client credentials user|client credentials flow/i,
    () => 'Enable the client credentials flow of the External Client App and name its "Run As" user (Policies tab).',
  ],
  [
    /expired access\/refresh token|token validity expired|invalid refresh token/i,
    ({ source }) =>
      `Authorise the app again and set the new refresh token in ${variableNames(source, 'REFRESH_TOKEN')}.`,
  ],
  [/assertion|audience|jwt|expired authorization code|certificate/i, jwtAdvice],
  [/inactive|locked|frozen/i, () => 'Activate the integration user, or name another one.'],
  [/ip restrict|login hours/i, () => 'Relax the IP or login-hour limits for this app or user.'],
];

/** The advice for a refused session. */
function adviceFor(error: string, description: string, at: TokenCircumstances): string {
  if (/^invalid_client/.test(error))
    return `Check ${variableNames(at.source, 'CLIENT_ID')} and CLIENT_SECRET: copy them again from the External Client App.`;
  const known = advices.find(([pattern]) => pattern.test(`${error} ${description}`));
  if (known) return known[1](at);
  return at.flow === 'jwt'
    ? jwtAdvice(at)
    : 'Check the External Client App: its flow must be enabled and its policies must allow the user.';
}

/** Turns a refusal of the token endpoint into our error. Only refusals with an OAuth error are the credentials' fault. */
export function classifyTokenAnswer(answer: FailedAnswer, at: TokenCircumstances): RetryableError | FatalError {
  let parsed: ReturnType<typeof tokenErrorAnswer.safeParse>;
  try {
    parsed = tokenErrorAnswer.safeParse(JSON.parse(answer.text));
  } catch {
    return classifyAnswer(answer, at.route, at.now);
  }
  if (!parsed.success || answer.status >= 500) return classifyAnswer(answer, at.route, at.now);
  const { error, error_description: description } = parsed.data;
  const said = cleanSentence(description ?? '');
  return new FatalError({
    code: 'CREDENTIALS_REFUSED',
    message: `Salesforce gave no session (${cleanSentence(error)}${said ? `: ${said}` : ''}). ${adviceFor(error, said, at)}`,
    cause: { codes: [error], sentence: said, status: answer.status, fields: [], isJson: true },
  });
}
