import { escapeHtml } from '../../core/html.ts';
import type { Org } from '../org.ts';
import type { SfRecord } from '../records/sf-record.ts';
import type { Field } from '../schema/field.ts';
import { findRow } from '../tables/find-row.ts';
import { displayField, initialsOf, nameOf, pathOf } from './display.ts';
import { renderEditForm } from './edit-form.ts';
import { renderHygieneCard } from './hygiene-card.ts';
import { formatForPeople, renderPage } from './layout.ts';

const CHILDREN_SHOWN = 8;
const CHANGES_SHOWN = 25;

/** The page of a record, with a note about an edit that was just made. */
export function renderRecordPage(org: Org, record: SfRecord, note: string): string {
  const name = nameOf(record);
  const square = record.object === 'Lead' || record.object === 'Contact' ? '' : ' square';
  const gone = record.isDeleted ? '<p class="note error">This record is in the recycle bin.</p>' : '';
  const fields = [...org.schema.get(record.object).fields.values()];
  const body = `<main class="record">
<div class="column"><section class="card"><div class="who"><div class="avatar${square}" aria-hidden="true">${escapeHtml(initialsOf(name))}</div>
<div><h1>${escapeHtml(name)}</h1><div class="soft small">${record.object} ${record.id}</div></div></div></section>
<section class="card"><h2>Links</h2>${renderLinks(org, record, fields)}
<p class="soft small">Created ${formatForPeople(org, record.createdAt)}<br>Modified ${formatForPeople(org, record.modifiedAt)}</p></section></div>
<div class="column">${gone}${note}${renderHygieneCard(org, record)}${record.isDeleted ? '' : renderEditForm(org, record)}${renderAll(org, record, fields)}</div>
<div class="column side">${renderChildren(org, record)}${renderHistory(org, record)}</div>
</main>`;
  return renderPage(org, `${name} · ${record.object}`, body);
}

/** References: records as links, people by name. */
function renderLinks(org: Org, record: SfRecord, fields: readonly Field[]): string {
  const rows = fields
    .filter(({ type, name }) => type === 'reference' && record.read(name) !== null)
    .map((field) => {
      const id = String(record.read(field.name));
      const text = escapeHtml(displayField(org, record, field) ?? '');
      const target = findRow(org, id);
      const store = target === null ? null : org.storeOf(target.object);
      const shown = store === null ? text : `<a href="${pathOf({ object: store.object, id })}">${text}</a>`;
      return `<div><dt>${escapeHtml(field.label)}</dt><dd>${shown}</dd></div>`;
    });
  return `<dl>${rows.join('')}</dl>`;
}

function renderAll(org: Org, record: SfRecord, fields: readonly Field[]): string {
  const rows = fields.flatMap((field) => {
    const value = displayField(org, record, field);
    return value === null ? [] : [`<div><dt>${escapeHtml(field.label)}</dt><dd>${escapeHtml(value)}</dd></div>`];
  });
  return `<section class="card"><h2>All filled fields</h2><dl class="grid">${rows.join('')}</dl></section>`;
}

function renderChildren(org: Org, record: SfRecord): string {
  const cards = org.schema.get(record.object).children.map(({ relationshipName, childObject, field }) => {
    const rows = [...(org.childrenOf(childObject)?.of(record) ?? [])].filter((row) => row.read(field) === record.id);
    const items = rows.slice(-CHILDREN_SHOWN).map((row) => {
      const texts = ['Subject', 'Role', 'StageName', 'Field', 'Status', 'NewValue', 'ActivityDate', 'CreatedDate'];
      const shown = texts.map((name) => row.read(name)).filter((value) => value !== null && value !== '');
      return `<li>${escapeHtml(shown.map(String).join(' · '))}</li>`;
    });
    const list =
      items.length === 0 ? '<p class="soft small">None</p>' : `<ul class="links small">${items.join('')}</ul>`;
    return `<section class="card"><h2>${escapeHtml(relationshipName)} (${rows.length})</h2>${list}</section>`;
  });
  return cards.join('');
}

/** The changes since the start, newest first: what, by which client and when. */
function renderHistory(org: Org, record: SfRecord): string {
  const object = org.schema.get(record.object);
  const changes = [...(record.written?.changes ?? [])].reverse().slice(0, CHANGES_SHOWN);
  const items = changes.map(({ at, origin, values }) => {
    const lines = Object.entries(values).map(([name, value]) => {
      const label = object.fields.get(name.toLowerCase())?.label ?? name;
      const shown = value === null ? '<i>empty</i>' : escapeHtml(String(value));
      return `<div class="change"><span class="soft small">${escapeHtml(label)}</span><br>${shown}</div>`;
    });
    const who = `${escapeHtml(origin)} · ${escapeHtml(formatForPeople(org, at))}`;
    return `<li><b>Changed</b><div class="soft small">${who}</div>${lines.join('')}</li>`;
  });
  const list =
    items.length === 0
      ? '<p class="soft small">Nothing was changed since the start.</p>'
      : `<ol class="history">${items.join('')}</ol>`;
  return `<section class="card"><h2>History</h2>${list}</section>`;
}
