import { escapeHtml } from '../../core/html.ts';
import type { Portal } from '../portal.ts';
import { readProperty } from '../records/compute.ts';
import type { CrmRecord } from '../records/record.ts';
import { displayValue } from './display.ts';

const PREFIX = 'hygiene_';

/** How good a score is, as a class of the style sheet. */
function tone(score: number): string {
  if (score >= 85) return 'good';
  if (score >= 70) return 'fair';
  return score >= 50 ? 'poor' : 'bad';
}

/** The card of the hygiene fields: score, grade, flags and what to do next, as a seller sees them on the record. */
export function renderHygieneCard(portal: Portal, record: CrmRecord): string {
  const properties = portal.properties[record.object].list(false).filter(({ name }) => name.startsWith(PREFIX));
  const values = new Map(properties.map(({ name }) => [name.slice(PREFIX.length), readProperty(portal, record, name)]));
  const shown = new Map(
    properties.map((property) => {
      const value = readProperty(portal, record, property.name);
      return [
        property.name.slice(PREFIX.length),
        value === null ? null : displayValue(portal, property, value),
      ] as const;
    }),
  );
  if (properties.length === 0)
    return renderEmpty('This account has no hygiene fields yet. They appear here once they are set up.');
  if ([...values.values()].every((value) => value === null)) return renderEmpty('This record has not been scored yet.');
  const score = Number(values.get('score') ?? Number.NaN);
  const toneOf = Number.isNaN(score) ? '' : tone(score);
  return `<section class="card ${toneOf}"><h2>CRM Hygiene</h2><div class="health">${renderRing(score)}
<div class="facts">${renderFacts(shown)}</div></div>${renderFlags(portal, record)}${renderNext(shown.get('next_action') ?? null)}</section>`;
}

function renderEmpty(text: string): string {
  return `<section class="card"><h2>CRM Hygiene</h2><p class="soft">${text}</p></section>`;
}

function renderRing(score: number): string {
  if (Number.isNaN(score)) return '<div class="ring"><div><b>–</b><span>no score</span></div></div>';
  const share = Math.max(0, Math.min(100, score));
  return `<div class="ring" style="--v:${share}"><div><b>${escapeHtml(String(score))}</b><span>of 100</span></div></div>`;
}

function renderFacts(shown: ReadonlyMap<string, string | null>): string {
  const grade = shown.get('grade');
  const rows = [...shown]
    .filter(([name, value]) => value !== null && !['score', 'grade', 'flags', 'next_action'].includes(name))
    .map(
      ([name, value]) =>
        `<div><span class="soft small">${escapeHtml(titleOf(name))}</span><br>${escapeHtml(value ?? '')}</div>`,
    );
  return `${grade ? `<div><span class="grade">${escapeHtml(grade)}</span></div>` : ''}${rows.join('')}`;
}

function titleOf(name: string): string {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function renderFlags(portal: Portal, record: CrmRecord): string {
  const property = portal.properties[record.object].find(`${PREFIX}flags`);
  const flags = property === null ? '' : (readProperty(portal, record, property.name) ?? '');
  if (property === null || flags === '') return '<p class="soft small">No flags.</p>';
  const labels = flags.split(';').map((flag) => displayValue(portal, property, flag));
  const chips = labels.map((label) => `<li>${escapeHtml(label)}</li>`);
  return `<ul class="chips" aria-label="Flags">${chips.join('')}</ul>`;
}

function renderNext(action: string | null): string {
  return action === null
    ? ''
    : `<div class="next"><span class="soft small">Next action</span><br>${escapeHtml(action)}</div>`;
}
