import { escapeHtml } from '../../core/html.ts';
import { OBJECT_NAMES, OBJECT_TYPES } from '../object-types.ts';
import type { ObjectName } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import { readProperty } from '../records/compute.ts';
import type { CrmRecord } from '../records/record.ts';
import { displayValue, initialsOf, nameOf, pathOf } from './display.ts';
import { renderEditForm } from './edit-form.ts';
import { renderHistory } from './history.ts';
import { renderHygieneCard } from './hygiene-card.ts';
import { formatMoment, renderPage } from './layout.ts';

/** What the left column says of a record at a glance. */
const GLANCE: Readonly<Record<ObjectName, readonly string[]>> = {
  contacts: [
    'email',
    'phone',
    'mobilephone',
    'jobtitle',
    'company',
    'lifecyclestage',
    'hubspot_owner_id',
    'notes_last_contacted',
  ],
  companies: ['domain', 'website', 'industry', 'city', 'country', 'numberofemployees', 'hubspot_owner_id'],
  deals: [
    'amount',
    'dealstage',
    'pipeline',
    'closedate',
    'hs_next_step',
    'hubspot_owner_id',
    'hs_v2_date_entered_current_stage',
  ],
};

const LINKS_SHOWN = 8;

/** The page of a record, with a note about an edit that was just made. */
export function renderRecordPage(portal: Portal, record: CrmRecord, note: string): string {
  const name = nameOf(portal, record);
  const type = OBJECT_TYPES[record.object];
  const square = record.object === 'contacts' ? '' : ' square';
  const gone = record.isLive ? '' : `<p class="note error">This record is ${record.written?.state ?? 'gone'}.</p>`;
  const body = `<main class="record">
<div class="column"><section class="card"><div class="who"><div class="avatar${square}" aria-hidden="true">${escapeHtml(initialsOf(name))}</div>
<div><h1>${escapeHtml(name)}</h1><div class="soft small">${type.singular} ${record.id}</div></div></div></section>
<section class="card"><h2>About this ${type.singular}</h2>${renderList(portal, record, GLANCE[record.object], '')}
<p class="soft small">Created ${formatMoment(portal, record.createdAt)}<br>Modified ${formatMoment(portal, record.modifiedAt)}</p></section></div>
<div class="column">${gone}${note}${renderHygieneCard(portal, record)}${record.isLive ? renderEditForm(portal, record) : ''}${renderGroups(portal, record)}</div>
<div class="column side">${renderAssociations(portal, record)}${renderHistory(portal, record)}</div>
</main>`;
  return renderPage(portal, `${name} · ${type.singular}`, body);
}

function renderList(portal: Portal, record: CrmRecord, names: readonly string[], css: string): string {
  const registry = portal.properties[record.object];
  const rows = names.flatMap((name) => {
    const property = registry.find(name);
    if (property === null) return [];
    const value = readProperty(portal, record, name);
    const shown =
      value === null ? '<dd class="none">–</dd>' : `<dd>${escapeHtml(displayValue(portal, property, value))}</dd>`;
    return [`<div><dt>${escapeHtml(property.label)}</dt>${shown}</div>`];
  });
  return `<dl class="${css}">${rows.join('')}</dl>`;
}

/** The filled properties by group. */
function renderGroups(portal: Portal, record: CrmRecord): string {
  const registry = portal.properties[record.object];
  const filled = registry.list(false).filter(({ name }) => readProperty(portal, record, name) !== null);
  const groups = registry.listGroups().flatMap((group, place) => {
    const names = filled.filter((property) => property.groupName === group.name).map((property) => property.name);
    if (names.length === 0) return [];
    const open = place === 0 ? ' open' : '';
    return [
      `<details${open}><summary>${escapeHtml(group.label)}</summary>${renderList(portal, record, names, 'grid')}</details>`,
    ];
  });
  return `<section class="card"><h2>All filled properties</h2>${groups.join('')}</section>`;
}

function renderAssociations(portal: Portal, record: CrmRecord): string {
  const parts = OBJECT_NAMES.filter((to) => to !== record.object).map((to) => {
    const links = portal.associations.list(record.object, record.id, to);
    const items = links.slice(0, LINKS_SHOWN).flatMap((link) => {
      const other = portal.stores[to].findLive(link.id);
      if (other === null) return [];
      const primary = link.isPrimary ? ' <span class="soft small">primary</span>' : '';
      return [`<li><a href="${pathOf(other)}">${escapeHtml(nameOf(portal, other))}</a>${primary}</li>`];
    });
    const title = to.charAt(0).toUpperCase() + to.slice(1);
    const more = links.length > LINKS_SHOWN ? `<p class="soft small">and ${links.length - LINKS_SHOWN} more</p>` : '';
    const list =
      items.length === 0 ? '<p class="soft small">None</p>' : `<ul class="links">${items.join('')}</ul>${more}`;
    return `<section class="card"><h2>${title} (${links.length})</h2>${list}</section>`;
  });
  return parts.join('');
}
