import { escapeHtml } from '../../core/html.ts';
import { readId } from '../ids.ts';
import { OBJECT_NAMES, type Org } from '../org.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SfRecord } from '../records/sf-record.ts';
import { displayField, nameOf, pathOf } from './display.ts';
import { formatForPeople, renderPage } from './layout.ts';

const PAGE = 30;

/** A page of records in id order, from an id on. */
export function renderListPage(org: Org, store: RecordStore, after: string): string {
  const rows: SfRecord[] = [];
  const from = readId(after);
  let position = from === null ? 0 : store.positionFrom(from);
  for (; position < store.length && rows.length < PAGE; position += 1) {
    const record = store.at(position);
    if (!record.isDeleted) rows.push(record);
  }
  const path = `/_sandbox/records/${store.object}`;
  const next = position < store.length ? `<p><a href="${path}?after=${store.idAt(position)}">Next page</a></p>` : '';
  const title = org.schema.get(store.object).labelPlural;
  const body = `<main><section class="card"><h1>${escapeHtml(title)}</h1>
<form class="inline" action="${path}/find" method="get" style="margin:1rem 0"><label>Open by id<input name="id" required></label><button>Open</button></form>
<div class="scroll"><table><thead><tr><th>Name</th><th>Id</th><th>Owner</th><th>Score</th><th>Grade</th><th>Modified</th></tr></thead>
<tbody>${rows.map((record) => renderRow(org, record)).join('')}</tbody></table></div>${next}</section></main>`;
  return renderPage(org, title, body);
}

function renderRow(org: Org, record: SfRecord): string {
  const show = (name: string) => {
    const field = org.schema.get(record.object).fields.get(name);
    const value = field === undefined ? null : displayField(org, record, field);
    return value === null ? '<span class="soft">–</span>' : escapeHtml(value);
  };
  return `<tr><td class="name"><a href="${pathOf(record)}">${escapeHtml(nameOf(record))}</a></td><td>${record.id}</td>
<td>${show('ownerid')}</td><td>${show('hygiene_score__c')}</td><td>${show('hygiene_grade__c')}</td><td>${formatForPeople(org, record.modifiedAt)}</td></tr>`;
}

const CONTROLS: readonly (readonly [string, string])[] = [
  ['GET /_sandbox/account', 'what this organization is'],
  ['GET, POST /_sandbox/clock', 'its time; {"advanceMs":86400000} or {"now":"2026-12-01T09:00:00Z"}'],
  ['GET /_sandbox/planted?at=…', 'the faults that are to be found at a time'],
  ['GET /_sandbox/values?object=lead&prefix=Hygiene_', 'values that were written to records'],
  ['GET, POST, DELETE /_sandbox/faults', 'errors, cut and hanging connections to come'],
  ['GET, POST /_sandbox/switches', 'locked rows, a throwing trigger, slow bulk pages, missing rights'],
  ['GET, POST /_sandbox/limits', 'daily and concurrent calls'],
  ['POST /_sandbox/latency', '{"ms":200} for every answer'],
  ['GET, POST, DELETE /_sandbox/tokens', 'sessions'],
  ['POST /_sandbox/field-permissions', 'close a field for the app’s user'],
  ['GET, POST, DELETE /_sandbox/validation-rules', 'an admin’s rules for writes'],
  ['POST /_sandbox/restore', '{"object":"lead","id":"…"}: out of the recycle bin'],
  ['GET /_sandbox/requests?since=0', 'the last 10,000 calls'],
  ['GET, DELETE /_sandbox/counters', 'calls by route and status'],
];

/** The first page: what this is, its records, and how to play with it. */
export function renderHomePage(org: Org): string {
  const tiles = OBJECT_NAMES.map((name) => {
    const count = org.stores[name].length.toLocaleString('en');
    const label = escapeHtml(org.schema.get(name).labelPlural);
    return `<section class="card"><b>${count}</b><a href="/_sandbox/records/${name}">${label}</a></section>`;
  });
  const rows = CONTROLS.map(
    ([path, text]) => `<div><dt><code>${escapeHtml(path)}</code></dt><dd>${escapeHtml(text)}</dd></div>`,
  );
  const now = formatForPeople(org, org.clock.now());
  const body = `<main><section class="card"><h1>A Salesforce organization to practise on</h1>
<p class="soft">This is an imitation on your own machine, with invented people and known faults. Its time is ${now} (${escapeHtml(org.settings.timeZone)}).
The API is the vendor’s: use this address in place of your My Domain.</p></section>
<div class="tiles">${tiles.join('')}</div>
<section class="card"><h2>Controls</h2><dl>${rows.join('')}</dl></section></main>`;
  return renderPage(org, 'Salesforce sandbox', body);
}
