import { escapeHtml } from '../../core/html.ts';
import type { ObjectType } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import { readProperty } from '../records/compute.ts';
import type { CrmRecord } from '../records/record.ts';
import { displayValue, nameOf, pathOf } from './display.ts';
import { formatMoment, renderPage } from './layout.ts';

const PAGE = 30;

/** A page of records in id order, from an id on. */
export function renderListPage(portal: Portal, type: ObjectType, after: string): string {
  const store = portal.stores[type.name];
  const rows: CrmRecord[] = [];
  let position = /^\d+$/.test(after) ? store.positionFrom(Number(after)) : 0;
  for (; position < store.length && rows.length < PAGE; position += 1) {
    const record = store.at(position);
    if (record.isLive) rows.push(record);
  }
  const path = `/_sandbox/records/${type.singular}`;
  const next = position < store.length ? `<p><a href="${path}?after=${store.idAt(position)}">Next page</a></p>` : '';
  const title = type.name.charAt(0).toUpperCase() + type.name.slice(1);
  const body = `<main><section class="card"><h1>${title}</h1>
<form class="inline" action="${path}/find" method="get" style="margin:1rem 0"><label>Open by id${type.name === 'contacts' ? ' or e-mail address' : ''}<input name="id" required></label><button>Open</button></form>
<div class="scroll"><table><thead><tr><th>Name</th><th>Id</th><th>Owner</th><th>Score</th><th>Grade</th><th>Modified</th></tr></thead>
<tbody>${rows.map((record) => renderRow(portal, record)).join('')}</tbody></table></div>${next}</section></main>`;
  return renderPage(portal, title, body);
}

function renderRow(portal: Portal, record: CrmRecord): string {
  const show = (name: string) => {
    const property = portal.properties[record.object].find(name);
    const value = property === null ? null : readProperty(portal, record, name);
    return property === null || value === null
      ? '<span class="soft">–</span>'
      : escapeHtml(displayValue(portal, property, value));
  };
  return `<tr><td class="name"><a href="${pathOf(record)}">${escapeHtml(nameOf(portal, record))}</a></td><td>${record.id}</td>
<td>${show('hubspot_owner_id')}</td><td>${show('hygiene_score')}</td><td>${show('hygiene_grade')}</td><td>${formatMoment(portal, record.modifiedAt)}</td></tr>`;
}
