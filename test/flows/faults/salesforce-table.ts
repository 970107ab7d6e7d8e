import { starterAgreement } from '../../../src/agreement/starter.ts';
import { startSalesforceSandbox } from '../../../src/sandbox/index.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../../src/sandbox/salesforce/switches.ts';
import { lastingRows, later, passingRows } from './connection-rows.ts';
import { bentCalls, type Ending, type FaultRow } from './fault-case.ts';
import type { Crm } from './play.ts';

const few = { leads: 40, contacts: 30, accounts: 15, opportunities: 25 };
/** The connector writes up to a collection's 200 records of an object by REST, whatever the threshold. */
const many = { leads: 230, contacts: 0, accounts: 0, opportunities: 0 };

/** What fits into the first page of REST is read there, whatever the threshold. */
const switches: Partial<Switches> = { maxBatchRows: 4 };

/** An org of a size, with settings of its source in the agreement. */
function salesforce(
  title: string,
  sizes: typeof few,
  options: Readonly<Record<string, unknown>>,
  paths: Crm['paths'],
): Crm {
  return {
    source: 'salesforce',
    title,
    objects: sizes === many ? ['lead'] : ['lead', 'contact', 'company', 'deal'],
    agreement: starterAgreement({
      name: 'Test agreement',
      timeZone: 'UTC',
      currency: 'EUR',
      sources: [
        {
          name: 'salesforce',
          connector: 'salesforce',
          sync: sizes === many ? ['leads'] : ['leads', 'contacts', 'accounts', 'opportunities'],
          options: { daily_share: '100%', ...options },
        },
      ],
    }),
    paths,
    async start(readClock) {
      const { url, clientId, clientSecret, close } = await startSalesforceSandbox({ ...sizes, seed: 5, readClock });
      if (sizes === many) await fetch(`${url}/_sandbox/switches`, { method: 'POST', body: JSON.stringify(switches) });
      const env = { SALESFORCE_LOGIN_URL: url, SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret };
      return { url, env, close };
    },
  };
}

const byRest = { read: '/query', write: '/composite/sobjects' };
const byBulk = { read: '/jobs/query', write: '/jobs/ingest' };
/** An org with some of everything, read and written by REST. */
export const rest = salesforce('Salesforce by REST', few, {}, byRest);
/** Leads, read and written by the Bulk API. */
export const bulk = salesforce('Salesforce by Bulk API', many, { bulk_reads_above: 1, bulk_writes_above: 1 }, byBulk);
/** The same records by REST: what the Bulk API leaves behind must be no different. */
export const bulkByRest = salesforce('the same by REST', many, {}, byRest);

const both = (ending: Ending): FaultRow['endings'] => ({ read: ending, write: ending });

function switched(
  name: string,
  set: Partial<Switches>,
  endings: FaultRow['endings'],
  more: Partial<FaultRow> = {},
): FaultRow {
  const usual = Object.fromEntries(Object.entries(DEFAULT_SWITCHES).filter(([key]) => Object.hasOwn(set, key)));
  return {
    name,
    covers: ['control /switches', ...Object.keys(set).map((key) => `switch ${key}`)],
    endings,
    arm: (play) => play.control('/switches', set),
    lift: (play) => play.control('/switches', usual),
    ...more,
  };
}

function ruled(kind: string, set: object, endings: FaultRow['endings']): FaultRow {
  return {
    name: `a validation rule (${kind})`,
    covers: ['control /validation-rules', `rule ${kind}`],
    endings,
    arm: (play) => play.control('/validation-rules', { kind, object: 'Lead', ...set }),
    lift: (play) => play.control('/validation-rules', undefined, 'DELETE'),
  };
}

/** Calls stay used for 24 hours, so the fault is lifted by allowing more. */
const usualLimits = { daily: 10_000_000, concurrent: 25 };

function limited(name: string, covers: string, set: object, ending: Ending): FaultRow {
  return {
    name,
    covers: ['control /limits', `limit ${covers}`],
    endings: both(ending),
    arm: (play) => play.control('/limits', set),
    lift: (play) => play.control('/limits', usualLimits),
  };
}

const noDay = { stops: 'CRM_DAILY_LIMIT', says: /Run again (later|when)/ } as const;

/** What can befall single calls, on both ways of reading and writing. */
const callRows: readonly FaultRow[] = [
  bentCalls('a locked row (400) once', { kind: 'status', status: 400, count: 1 }, 'same'),
  bentCalls('a locked row (400) for ever', { kind: 'status', status: 400 }, later('CRM_UNAVAILABLE')),
  bentCalls(
    'a mistaken request (400)',
    { kind: 'status', status: 400, body: [{ message: 'unexpected token', errorCode: 'MALFORMED_QUERY' }] },
    { read: { stops: 'CRM_REFUSED', says: /please report this\.$/ } },
  ),
  bentCalls('the session ends once (401)', { kind: 'status', status: 401, count: 1 }, 'same'),
  bentCalls(
    'every session is refused (401)',
    { kind: 'status', status: 401 },
    { stops: 'CREDENTIALS_REFUSED', says: /Check the session and IP policies of the External Client App/ },
  ),
  bentCalls('too many long calls once (403)', { kind: 'status', status: 403, count: 1 }, 'same'),
  bentCalls('too many long calls for ever (403)', { kind: 'status', status: 403 }, later('CRM_LIMITED')),
  bentCalls(
    'the calls of the day are used up (403)',
    {
      kind: 'status',
      status: 403,
      body: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    },
    noDay,
  ),
  bentCalls('the server is unavailable once (503)', { kind: 'status', status: 503, count: 1 }, 'same'),
  bentCalls('the server is unavailable for ever (503)', { kind: 'status', status: 503 }, later('CRM_UNAVAILABLE')),
];

/** What is so of the whole org, by REST. */
const orgRows: readonly FaultRow[] = [
  switched('the wrong login host', { isLoginHost: true }, both({ stops: 'CREDENTIALS_REFUSED', says: /My Domain/ })),
  switched(
    'an inactive user',
    { isRunAsUserActive: false },
    both({ stops: 'CREDENTIALS_REFUSED', says: /Activate the integration user/ }),
  ),
  switched('no assignment rules', { hasAssignmentRules: false }, both('same')),
  switched(
    'no right to assign permission sets',
    { mayAssignPermissionSets: false },
    { read: 'same', write: { stops: 'SCOPE_MISSING', says: /Ask an admin to assign it/ } },
    { provisions: true },
  ),
  switched(
    'no right to change metadata',
    { mayModifyMetadata: false },
    { read: 'same', write: { stops: 'SCOPE_MISSING', says: /Modify Metadata Through Metadata API Functions/ } },
    { provisions: true },
  ),
  {
    ...switched('records that others hold', {}, { read: 'same', write: { refuses: /written with the next run/ } }),
    covers: ['control /switches', 'switch lockedIds'],
    async arm(play) {
      const { planted } = (await play.control('/planted?object=lead')) as { planted: { id: string }[] };
      return play.control('/switches', { lockedIds: [planted[0]!.id, planted.at(-1)!.id] });
    },
    lift: (play) => play.control('/switches', { lockedIds: [] }),
  },
  switched('rows that are locked for a while', { locksToCome: 7 }, both('same')),
  switched(
    'a trigger that throws',
    { trigger: { object: 'Lead', message: 'LeadTrigger: null pointer' } },
    { read: 'same', write: { refuses: /show this to your admin/ } },
  ),
  switched('small batches', { maxBatchRows: 3 }, both('same')),
  limited('a daily limit that is used up', 'daily', { daily: 9 }, noDay),
  limited('calls of another program', 'spend', { spend: 114_999 }, noDay),
  limited('no long calls at all', 'concurrent', { concurrent: 0 }, later('CRM_LIMITED')),
  ruled('required', { field: 'Title' }, { read: 'same', write: { refuses: /mend what it names/ } }),
  ruled(
    'conditional',
    { field: 'Title', basedOn: 'Status', values: ['Open - Not Contacted', 'Working - Contacted'] },
    { read: 'same', write: { refuses: /mend what it names/ } },
  ),
  ruled('format', { field: 'Company', pattern: '^[A-M]' }, { read: 'same', write: { refuses: /mend what it names/ } }),
  {
    name: 'every answer takes some milliseconds',
    covers: ['control /latency'],
    endings: both('same'),
    arm: (play) => play.control('/latency', { ms: 5 }),
    lift: (play) => play.control('/latency', { ms: 0 }),
  },
  {
    name: 'an app that nobody approved',
    covers: ['control /app'],
    endings: both({ stops: 'CREDENTIALS_REFUSED', says: /External Client App/ }),
    arm: (play) => play.control('/app', { isApproved: false }),
    lift: (play) => play.control('/app', { isApproved: true }),
  },
  {
    name: 'an object that may not be read',
    covers: ['control /object-permissions'],
    endings: both({ stops: 'SCOPE_MISSING', says: /Give its profile or permission set the Read permission on Lead/ }),
    arm: (play) => play.control('/object-permissions', { object: 'Lead', readable: false }),
    lift: (play) => play.control('/object-permissions', { object: 'Lead', readable: true }),
  },
  {
    name: 'sessions that end soon',
    covers: ['control /tokens'],
    endings: both('same'),
    arm: (play) => play.control('/tokens', { lifetimeMs: 5000 }),
    lift: (play) => play.control('/tokens', { lifetimeMs: 7_200_000 }),
  },
  {
    name: 'a health field that may not be edited',
    covers: ['control /field-permissions'],
    endings: { read: 'same', write: { stops: 'PROPERTY_MISSING', says: /crm-hygiene provision$/ } },
    arm: (play) => play.control('/field-permissions', healthField(false)),
    lift: (play) => play.control('/field-permissions', healthField(true)),
  },
];

function healthField(editable: boolean): object {
  return { object: 'Lead', field: 'Hygiene_Score__c', readable: true, editable };
}

/** What is so of the whole org, by the Bulk API. */
const bulkRows: readonly FaultRow[] = [
  switched('bulk jobs that take long', { bulkPolls: 6 }, both('same')),
  switched('bulk pages of another size', { bulkPageRows: 4 }, both('same')),
  switched('bulk pages that begin late', { bulkPageDelayMs: 10 }, both('same')),
  switched('ingest jobs that stop half way', { bulkStopsAfter: 3 }, both('same')),
  switched('ingest jobs that stop at once', { bulkStopsAfter: 0 }, { write: later('CRM_UNAVAILABLE') }),
  switched('query jobs that fail', { bulkQueriesFail: true }, both(later('CRM_UNAVAILABLE'))),
  switched('rows that are locked for a while', { locksToCome: 7 }, both('same')),
  switched(
    'a trigger that throws',
    { trigger: { object: 'Lead', message: 'LeadTrigger: null pointer' } },
    { write: { refuses: /show this to your admin/ } },
  ),
  ...[2, 3, 4, 5, 6, 7].map((nth) =>
    bentCalls(
      `500 at call ${nth} of the jobs, which took effect`,
      { kind: 'status', status: 500, applied: true, nth },
      { write: 'same' },
    ),
  ),
  bentCalls('a cut result file once', { kind: 'truncated', path: '[rR]esults', count: 1 }, 'same'),
  bentCalls('every result file is cut', { kind: 'truncated', path: '[rR]esults' }, later('CRM_UNREACHABLE')),
];

/** The rows that are played by REST. */
export const restTable = [...passingRows, ...lastingRows, ...callRows, ...orgRows];
/** The rows that are played by the Bulk API. */
export const bulkTable = [...passingRows, ...callRows, ...bulkRows];
