import { createHash } from 'node:crypto';
import type { Agreement, AgreementVersion } from '../model/agreement.ts';

/** One value for equal meanings: keys in order, nothing left out silently that JSON cannot say. */
function canonical(value: unknown): unknown {
  if (value instanceof Date) return { date: value.getTime() };
  if (value instanceof RegExp) return { pattern: String(value) };
  if (value instanceof Set) return canonical([...value]);
  if (value instanceof Map) return canonical([...value]);
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]);
}

function byText<T>(items: readonly T[], textOf: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

/**
 * The version of an agreement: twelve hex digits over everything that can change a score, resolved and with defaults
 * filled, so that comments, order, quotes, names and how results are written make no difference.
 */
export function versionOf(agreement: Omit<Agreement, 'version'>): AgreementVersion {
  const { timeZone, sources, rules, fields, scope, pipelines, scoring } = agreement;
  const scored = {
    timeZone,
    // What is synced decides which related records are known, and unknown ones never fail a rule.
    sources: byText(
      sources.map(({ name, sync }) => ({ name, sync: [...sync].sort() })),
      (source) => source.name,
    ),
    rules: byText(rules, (rule) => rule.id),
    fields: byText(
      fields.map(({ object, name, type, in: columns, allowed }) => ({ object, name, type, columns, allowed })),
      (field) => `${field.object}.${field.name}`,
    ),
    scope,
    pipelines,
    scoring,
  };
  const text = JSON.stringify(canonical(scored));
  return { hash: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}
