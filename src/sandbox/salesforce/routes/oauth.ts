import type { Answer } from '../../core/answer.ts';
import { drawHex, seedRandom } from '../../core/seeded-random.ts';
import { grantToken } from '../access/grant-token.ts';
import { formatMoment } from '../value.ts';
import type { Call, Route } from './route.ts';

/** Sessions, and who they are of. */
export const oauthRoutes: readonly Route[] = [
  { method: 'POST', path: '/services/oauth2/token', access: 'none', handle: token },
  { method: 'POST', path: '/services/oauth2/revoke', access: 'none', handle: revoke },
  { method: 'GET', path: '/services/oauth2/userinfo', access: 'token', handle: userInfo },
  { method: 'GET', path: '/id/:organization/:user', access: 'token', handle: identity },
];

function formOf(call: Call): URLSearchParams {
  return new URLSearchParams(call.body.toString('utf8'));
}

/** Salesforce: the answer does not say how long the session lives. */
function token(call: Call): Answer {
  const { org, host } = call;
  const form = formOf(call);
  const accessToken = grantToken(org, form, call.header('authorization'), host.replace('http://', ''));
  const issuedAt = org.clock.now();
  const signature = Buffer.from(drawHex(seedRandom(issuedAt), 32), 'hex').toString('base64');
  return {
    status: 200,
    body: {
      access_token: accessToken,
      signature,
      scope: 'api',
      instance_url: host,
      id: `${host}/id/${org.organizationId}/${org.userId}`,
      token_type: 'Bearer',
      issued_at: String(issuedAt),
      ...(form.get('grant_type') === 'client_credentials' && { api_instance_url: host }),
    },
  };
}

function revoke(call: Call): Answer {
  const wanted = formOf(call).get('token') ?? call.query.get('token') ?? '';
  if (call.org.sessions.revoke(wanted)) return { status: 200, body: {} };
  return {
    status: 400,
    body: { error: 'unsupported_token_type', error_description: 'this token type is not supported' },
  };
}

function userInfo(call: Call): Answer {
  const { org, host } = call;
  return {
    status: 200,
    body: {
      sub: `${host}/id/${org.organizationId}/${org.userId}`,
      user_id: org.userId,
      organization_id: org.organizationId,
      preferred_username: org.username,
      nickname: 'integration',
      name: 'Integration User',
      email: org.username,
      email_verified: true,
      zoneinfo: org.settings.timeZone,
      user_type: 'STANDARD',
      language: 'en_US',
      locale: 'en_US',
      active: true,
    },
  };
}

function identity(call: Call): Answer {
  const { org, host } = call;
  const data = `${host}/services/data/v{version}/`;
  const urls = {
    enterprise: `${host}/services/Soap/c/{version}/${org.organizationId.slice(0, 15)}`,
    metadata: `${host}/services/Soap/m/{version}/${org.organizationId.slice(0, 15)}`,
    partner: `${host}/services/Soap/u/{version}/${org.organizationId.slice(0, 15)}`,
    rest: data,
    sobjects: `${data}sobjects/`,
    query: `${data}query/`,
  };
  return {
    status: 200,
    body: {
      id: `${host}/id/${org.organizationId}/${org.userId}`,
      asserted_user: true,
      user_id: org.userId,
      organization_id: org.organizationId,
      username: org.username,
      nick_name: 'integration',
      display_name: 'Integration User',
      email: org.username,
      user_type: 'STANDARD',
      active: true,
      timezone: org.settings.timeZone,
      language: 'en_US',
      locale: 'en_US',
      urls,
      last_modified_date: formatMoment(org.clock.now()),
    },
  };
}
