import { escapeHtml } from '../../core/html.ts';
import { OBJECT_NAMES, OBJECT_TYPES } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import { formatMoment, renderPage } from './layout.ts';

const CONTROLS: readonly (readonly [string, string])[] = [
  ['GET /_sandbox/account', 'what this account is'],
  ['GET, POST /_sandbox/clock', 'its time; {"advanceMs":86400000} or {"now":"2026-12-01T09:00:00Z"}'],
  ['GET /_sandbox/planted?at=…', 'the faults that are to be found at a time'],
  ['GET /_sandbox/values?object=contact&prefix=hygiene_', 'values that were written to records'],
  ['GET, POST, DELETE /_sandbox/faults', 'errors, cut and hanging connections to come'],
  ['GET, POST /_sandbox/limits', 'rate limits; null switches one off'],
  ['POST /_sandbox/latency', '{"ms":200} for every answer'],
  ['GET, POST, DELETE /_sandbox/tokens', 'access tokens with chosen scopes'],
  ['GET, POST, DELETE /_sandbox/validation-rules', 'an admin’s rules for writes'],
  ['POST /_sandbox/restore', '{"object":"contact","id":"…"}: out of the recycle bin'],
  ['GET /_sandbox/requests?since=0', 'the last 10,000 calls'],
  ['GET, DELETE /_sandbox/counters', 'calls by route and status'],
];

/** The first page: what this is, its records, and how to play with it. */
export function renderHomePage(portal: Portal): string {
  const tiles = OBJECT_NAMES.map((name) => {
    const { singular } = OBJECT_TYPES[name];
    const count = portal.stores[name].length.toLocaleString('en');
    return `<section class="card"><b>${count}</b><a href="/_sandbox/records/${singular}">${name}</a></section>`;
  });
  const rows = CONTROLS.map(
    ([path, text]) => `<div><dt><code>${escapeHtml(path)}</code></dt><dd>${escapeHtml(text)}</dd></div>`,
  );
  const body = `<main><section class="card"><h1>A HubSpot account to practise on</h1>
<p class="soft">This is an imitation on your own machine, with invented people and known faults. Its time is ${formatMoment(portal, portal.clock.now())} (${escapeHtml(portal.settings.timeZone)}).
The API is the vendor’s: use this address in place of <code>https://api.hubapi.com</code>.</p></section>
<div class="tiles">${tiles.join('')}</div>
<section class="card"><h2>Controls</h2><dl>${rows.join('')}</dl></section></main>`;
  return renderPage(portal, 'HubSpot sandbox', body);
}
