import type { Answer } from '../../core/answer.ts';
import { isoOf } from '../format.ts';
import type { Call, Route } from './route.ts';

/** What account this is, and how much of the daily quota is used. */
export const accountRoutes: readonly Route[] = [
  accountRoute('/details', readDetails),
  accountRoute('/api-usage/daily/private-apps', readUsage),
];

function accountRoute(path: string, handle: Route['handle']): Route {
  return {
    method: 'GET',
    dated: `/account-info/{V}${path}`,
    legacy: [`/account-info/v3${path}`],
    scopes: () => [],
    scopeError: 'errors',
    limitClass: 'standard',
    handle,
  };
}

function readDetails({ portal }: Call): Answer {
  const { portalId, timeZone } = portal.settings;
  const offsetMs = zoneOffsetMs(timeZone, portal.clock.now());
  return {
    status: 200,
    body: {
      portalId,
      accountType: 'STANDARD',
      timeZone,
      companyCurrency: 'USD',
      additionalCurrencies: ['EUR', 'GBP'],
      utcOffset: formatOffset(offsetMs),
      utcOffsetMilliseconds: offsetMs,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    },
  };
}

/** HubSpot: the daily calls of all private apps together, against the account's limit, until midnight in its zone. */
function readUsage({ portal }: Call): Answer {
  const now = portal.clock.now();
  const { daily } = portal.limits.limits;
  const usage = {
    name: 'private-apps-api-calls-daily',
    usageLimit: daily ?? 1_000_000,
    currentUsage: portal.limits.usedOn(portal.dayOf(now)),
    collectedAt: isoOf(now),
    fetchStatus: 'SUCCESS',
    resetsAt: isoOf(nextMidnight(portal.settings.timeZone, now)),
  };
  return { status: 200, body: { results: [usage] } };
}

/** How far a zone is ahead of UTC at a moment. */
function zoneOffsetMs(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(text);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

function formatOffset(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function nextMidnight(timeZone: string, at: number): number {
  const offset = zoneOffsetMs(timeZone, at);
  const day = Math.floor((at + offset) / 86_400_000) + 1;
  const guess = day * 86_400_000 - offset;
  return day * 86_400_000 - zoneOffsetMs(timeZone, guess);
}
