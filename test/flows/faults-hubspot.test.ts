import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { faultSchema } from '../../src/sandbox/core/faults.ts';
import { playControls } from '../../src/sandbox/core/play-controls.ts';
import { controlRoutes } from '../../src/sandbox/hubspot/admin/control.ts';
import { faultStatuses } from '../../src/sandbox/hubspot/fault-answer.ts';
import { validationRuleSchema } from '../../src/sandbox/hubspot/validation-rules.ts';
import { startHubSpotSandbox } from '../../src/sandbox/index.ts';
import { hubspotAgreement } from '../kit/installation.ts';
import { lastingRows, later, passingRows } from './faults/connection-rows.ts';
import { bentCalls, casesOf, type FaultRow, faultWords, gapsOf, playCase, undisturbed } from './faults/fault-case.ts';
import { type Crm, type EndState, Play } from './faults/play.ts';

const noLimits = { perTenSeconds: null, searchPerSecond: null, daily: null };

const hubspot: Crm = {
  source: 'hubspot',
  title: 'HubSpot',
  objects: ['contact', 'company', 'deal'],
  agreement: hubspotAgreement('UTC'),
  paths: { read: '/crm/objects/2026-09/\\w+\\?', write: 'batch/update' },
  async start(readClock) {
    const sizes = { contacts: 60, companies: 25, deals: 40 };
    const { url, accessToken, close } = await startHubSpotSandbox({ ...sizes, seed: 5, readClock, limits: noLimits });
    return { url, env: { HUBSPOT_ACCESS_TOKEN: accessToken, HUBSPOT_BASE_URL: url }, close };
  },
};

const refusedToken = { stops: 'CREDENTIALS_REFUSED', says: /Check HUBSPOT_ACCESS_TOKEN|Check .*ACCESS_TOKEN/ } as const;
const limits = (name: string, set: object): Pick<FaultRow, 'covers' | 'arm' | 'lift'> => ({
  covers: ['control /limits', `limit ${name}`],
  arm: (play) => play.control('/limits', set),
  lift: (play) => play.control('/limits', noLimits),
});
const rule = (kind: string, set: object): Pick<FaultRow, 'covers' | 'arm' | 'lift'> => ({
  covers: ['control /validation-rules', `rule ${kind}`],
  arm: (play) => play.control('/validation-rules', { kind, object: 'contacts', ...set }),
  lift: (play) => play.control('/validation-rules', undefined, 'DELETE'),
});

const rows: readonly FaultRow[] = [
  ...passingRows,
  ...lastingRows,
  bentCalls(
    '400 once',
    { kind: 'status', status: 400, count: 1 },
    { read: { stops: 'CRM_REFUSED', says: /please report this/i }, write: 'same' },
  ),
  bentCalls('401', { kind: 'status', status: 401 }, refusedToken),
  bentCalls('403', { kind: 'status', status: 403 }, { stops: 'SCOPE_MISSING', says: /compare the scopes of the app/ }),
  bentCalls('414', { kind: 'status', status: 414 }, { stops: 'CRM_REFUSED', says: /please report this/ }),
  bentCalls('423 once', { kind: 'status', status: 423, count: 1 }, 'same'),
  bentCalls('423 for ever', { kind: 'status', status: 423 }, later('CRM_UNAVAILABLE')),
  bentCalls('477', { kind: 'status', status: 477, count: 1 }, later('CRM_UNAVAILABLE')),
  bentCalls(
    '429 of ten seconds once',
    { kind: 'status', status: 429, policy: 'TEN_SECONDLY_ROLLING', count: 1 },
    'same',
  ),
  bentCalls('429 of ten seconds for ever', { kind: 'status', status: 429 }, later('CRM_LIMITED')),
  bentCalls('429 of a second once', { kind: 'status', status: 429, policy: 'SECONDLY', count: 1 }, 'same'),
  bentCalls(
    '429 of the day',
    { kind: 'status', status: 429, policy: 'DAILY' },
    { stops: 'CRM_DAILY_LIMIT', says: /Run again after that; what was done is kept\.$/ },
  ),
  bentCalls(
    '404 for a batch once',
    { kind: 'status', status: 404, count: 1 },
    { read: { stops: 'CRM_REFUSED', says: /please report this/i } },
  ),
  {
    name: 'every answer takes some milliseconds',
    covers: ['control /latency'],
    endings: { read: 'same', write: 'same' },
    arm: (play) => play.control('/latency', { ms: 5 }),
    lift: (play) => play.control('/latency', { ms: 0 }),
  },
  {
    name: 'three calls per ten seconds',
    endings: { read: 'same', write: 'same' },
    ...limits('perTenSeconds', { perTenSeconds: 3 }),
  },
  {
    name: 'a search per second',
    endings: { read: 'same', write: 'same' },
    ...limits('searchPerSecond', { searchPerSecond: 1 }),
  },
  {
    name: 'the calls of the day are used up',
    endings: {
      read: { stops: 'CRM_DAILY_LIMIT', says: /Run again after that; what was done is kept\.$/ },
      write: { stops: 'CRM_DAILY_LIMIT', says: /Run again after that; what was done is kept\.$/ },
    },
    ...limits('daily', { daily: 12 }),
  },
  {
    name: 'the token is revoked',
    covers: ['control /tokens'],
    endings: { read: refusedToken, write: refusedToken },
    arm: (play) => play.control(`/tokens?token=${play.env.HUBSPOT_ACCESS_TOKEN}`, undefined, 'DELETE'),
    async lift(play) {
      const { token } = await play.control('/tokens', {});
      play.env.HUBSPOT_ACCESS_TOKEN = String(token);
    },
  },
  {
    name: 'a property is required of new records',
    endings: { read: 'same', write: 'same' },
    ...rule('required', { property: 'jobtitle' }),
  },
  {
    name: 'a property is required where another is filled',
    endings: { read: 'same', write: { refuses: /^RECORD_REFUSED: .*jobtitle is required/ } },
    ...rule('conditional', { property: 'jobtitle', basedOn: 'lastname' }),
  },
  {
    name: 'a rule refuses what we write',
    endings: { read: 'same', write: { refuses: /^RECORD_REFUSED: .*hygiene_next_action does not satisfy/ } },
    ...rule('format', { property: 'hygiene_next_action', ruleType: 'MAX_LENGTH', ruleArguments: ['1'] }),
  },
];

/** Controls that are no faults: they move time and bring records back. */
const noFaults = ['/clock', '/restore', '/faults'];

async function allSwitches(): Promise<readonly string[]> {
  const play = await Play.start(hubspot);
  try {
    return [
      ...faultWords,
      ...faultSchema.shape.policy.unwrap().options.map((policy) => `policy ${policy}`),
      ...faultStatuses.map((status) => `status ${status}`),
      ...Object.keys(await play.control('/limits')).map((name) => `limit ${name}`),
      ...validationRuleSchema.options.map(({ shape }) => `rule ${shape.kind.value}`),
      ...[...playControls, ...controlRoutes]
        .filter(({ method, path }) => method === 'post' && !noFaults.includes(path))
        .map(({ path }) => `control ${path}`),
    ];
  } finally {
    await play.close();
  }
}

const cases = casesOf([hubspot], rows);
let expected: EndState;
let played = 0;

beforeAll(async () => {
  expected = await undisturbed(hubspot);
  expect(Object.keys(expected.values).length).toBeGreaterThan(80);
});
afterAll(() => void process.stdout.write(`Faults on HubSpot: ${played} of ${cases.length} cases played.\n`));

test('every switch of the sandbox has a row, on read and on write', async () => {
  expect(gapsOf(rows, await allSwitches())).toEqual({ read: [], write: [], unknown: [] });
});

test.each(cases.map((one) => [one.title, one] as const))('%s', async (_title, one) => {
  await playCase(one, expected);
  played++;
});
