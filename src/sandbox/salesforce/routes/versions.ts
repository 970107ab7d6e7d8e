import type { Answer } from '../../core/answer.ts';
import type { Call, Route } from './route.ts';

/** Salesforce: versions up to 30.0 are retired; Winter '27 is 68.0. */
export const OLDEST_VERSION = 31;
/** Salesforce: 68.0, Winter '27. */
export const NEWEST_VERSION = 68;

const SEASONS = ['Spring', 'Summer', 'Winter'] as const;

/** The release of a version: 66.0 is Spring '26, and three come out a year. */
function releaseOf(version: number): string {
  const season = SEASONS[(((version - 66) % 3) + 3) % 3] ?? 'Spring';
  const year = 26 + Math.floor((version - 66) / 3) + (season === 'Winter' ? 1 : 0);
  return `${season} '${String(year).padStart(2, '0')}`;
}

/** The versions, and what is below each. */
export const versionRoutes: readonly Route[] = [
  { method: 'GET', path: '/services/data', access: 'none', handle: listVersions },
  { method: 'GET', path: '/services/data/{v}', access: 'token', handle: listResources },
  { method: 'GET', path: '/services/data/{v}/limits', access: 'token', handle: limits },
];

function listVersions(): Answer {
  const count = NEWEST_VERSION - OLDEST_VERSION + 1;
  const body = Array.from({ length: count }, (_, place) => {
    const version = `${OLDEST_VERSION + place}.0`;
    return { label: releaseOf(OLDEST_VERSION + place), url: `/services/data/v${version}`, version };
  });
  return { status: 200, body };
}

function listResources({ base, host, org }: Call): Answer {
  const names = ['composite', 'jobs', 'limits', 'query', 'queryAll', 'sobjects'];
  const resources = Object.fromEntries(names.map((name) => [name, `${base}/${name}`]));
  return { status: 200, body: { ...resources, identity: `${host}/id/${org.organizationId}/${org.userId}` } };
}

function limits({ org }: Call): Answer {
  const { daily } = org.limits.limits;
  const used = org.limits.used(org.clock.elapsed());
  const left = (Max: number, Remaining = Max) => ({ Max, Remaining: Math.max(0, Remaining) });
  return {
    status: 200,
    body: {
      ConcurrentAsyncGetReportInstances: left(200),
      DailyApiRequests: left(daily, daily - used),
      DailyAsyncApexExecutions: left(250_000),
      DailyBulkApiBatches: left(15_000),
      DailyBulkV2QueryFileStorageMB: left(976_562),
      DailyBulkV2QueryJobs: left(10_000, 10_000 - org.jobs.count('query')),
      DailyDurableStreamingApiEvents: left(10_000),
      DailyStandardVolumePlatformEvents: left(10_000),
      DailyWorkflowEmails: left(390),
      DataStorageMB: left(1_073),
      FileStorageMB: left(1_073),
      HourlyDashboardRefreshes: left(200),
      MassEmail: left(5_000),
      SingleEmail: left(5_000),
    },
  };
}
