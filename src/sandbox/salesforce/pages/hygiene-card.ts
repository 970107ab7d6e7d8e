import { escapeHtml } from '../../core/html.ts';
import type { Org } from '../org.ts';
import type { SfRecord } from '../records/sf-record.ts';
import type { Field } from '../schema/field.ts';
import { displayField } from './display.ts';

const PREFIX = 'hygiene_';

/** How good a score is, as a class of the style sheet. */
function tone(score: number): string {
  if (score >= 85) return 'good';
  if (score >= 70) return 'fair';
  return score >= 50 ? 'poor' : 'bad';
}

function partOf(field: Field): string {
  return field.name.slice(PREFIX.length, -'__c'.length).toLowerCase();
}

/** The card of the hygiene fields: score, grade, flags and what to do next, as a seller sees them on the record. */
export function renderHygieneCard(org: Org, record: SfRecord): string {
  const all = [...org.schema.get(record.object).fields.values()];
  const fields = all.filter(({ custom, name }) => custom && name.toLowerCase().startsWith(PREFIX));
  if (fields.length === 0)
    return renderEmpty('This organization has no hygiene fields yet. They appear here once they are set up.');
  const shown = new Map(fields.map((field) => [partOf(field), displayField(org, record, field)]));
  const isScored = fields.some((field) => record.stored(field.name) !== null);
  if (!isScored) return renderEmpty('This record has not been scored yet.');
  const score = Number(shown.get('score') ?? Number.NaN);
  const css = Number.isNaN(score) ? '' : tone(score);
  return `<section class="card ${css}"><h2>CRM Hygiene</h2><div class="health">${renderRing(score)}
<div class="facts">${renderFacts(shown)}</div></div>${renderFlags(shown.get('flags') ?? null)}${renderNext(shown.get('next_action') ?? null)}</section>`;
}

function renderEmpty(text: string): string {
  return `<section class="card"><h2>CRM Hygiene</h2><p class="soft">${text}</p></section>`;
}

function renderRing(score: number): string {
  if (Number.isNaN(score)) return '<div class="ring"><div><b>–</b><span>no score</span></div></div>';
  const share = Math.max(0, Math.min(100, score));
  return `<div class="ring" style="--v:${share}"><div><b>${score}</b><span>of 100</span></div></div>`;
}

function renderFacts(shown: ReadonlyMap<string, string | null>): string {
  const grade = shown.get('grade');
  const rows = [...shown]
    .filter(([name, value]) => value !== null && !['score', 'grade', 'flags', 'next_action'].includes(name))
    .map(([name, value]) => {
      const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
      return `<div><span class="soft small">${escapeHtml(title)}</span><br>${escapeHtml(value ?? '')}</div>`;
    });
  return `${grade ? `<div><span class="grade">${escapeHtml(grade)}</span></div>` : ''}${rows.join('')}`;
}

function renderFlags(flags: string | null): string {
  if (flags === null) return '<p class="soft small">No flags.</p>';
  const chips = flags.split(', ').map((flag) => `<li>${escapeHtml(flag)}</li>`);
  return `<ul class="chips" aria-label="Flags">${chips.join('')}</ul>`;
}

function renderNext(action: string | null): string {
  if (action === null) return '';
  return `<div class="next"><span class="soft small">Next action</span><br>${escapeHtml(action)}</div>`;
}
