import { escapeHtml } from '../../core/html.ts';
import type { Portal } from '../portal.ts';
import type { CrmRecord } from '../records/record.ts';
import type { Change } from '../records/written.ts';
import { displayValue } from './display.ts';
import { formatMoment } from './layout.ts';

const SHOWN_CHANGES = 25;

/** The changes of a record, newest first: what, by whom and when. Values the CRM computed itself are left out. */
export function renderHistory(portal: Portal, record: CrmRecord): string {
  const changes = record.written?.changes ?? [];
  const items = changes.map((change, place) => renderChange(portal, record, change, changes.slice(0, place)));
  const shown = items.reverse().slice(0, SHOWN_CHANGES);
  const first =
    record.index === null ? '' : renderItem('Imported', 'CSV import', formatMoment(portal, record.createdAt), '');
  return `<section class="card"><h2>History</h2><ol class="history">${shown.join('')}${first}</ol></section>`;
}

function renderChange(portal: Portal, record: CrmRecord, change: Change, earlier: readonly Change[]): string {
  const registry = portal.properties[record.object];
  const lines = Object.entries(change.values).flatMap(([name, value]) => {
    const property = registry.findAny(name);
    if (property === null || property.readOnlyValue) return [];
    const before = valueBefore(record, name, earlier);
    const show = (text: string | null) =>
      text === null ? '<i>empty</i>' : escapeHtml(displayValue(portal, property, text));
    const old = before === value || before === null ? '' : `<s>${show(before)}</s> → `;
    return [
      `<div class="change"><span class="soft small">${escapeHtml(property.label)}</span><br>${old}${show(value)}</div>`,
    ];
  });
  const title =
    change.by.sourceType === 'INTEGRATION'
      ? 'Changed by integration'
      : change.by.sourceType === 'CRM_UI'
        ? 'Changed by user'
        : 'Merged';
  const who = change.by.sourceType === 'INTEGRATION' ? `app ${change.by.sourceId}` : change.by.sourceLabel;
  return renderItem(title, who, formatMoment(portal, change.at), lines.join(''));
}

function valueBefore(record: CrmRecord, name: string, earlier: readonly Change[]): string | null {
  const last = earlier.findLast((change) => name in change.values);
  return last === undefined ? (record.plantedValues()[name] ?? null) : (last.values[name] ?? null);
}

function renderItem(title: string, who: string, when: string, lines: string): string {
  return `<li><b>${title}</b><div class="soft small">${escapeHtml(who)} · ${escapeHtml(when)}</div>${lines}</li>`;
}
