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
  // What a source's catalogue made of a value is no part of the agreement.
  const entries = Object.entries(value).filter(([key, inner]) => inner !== undefined && key !== 'bySource');
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]);
}

function byText<T>(items: readonly T[], textOf: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function scoredTerms(agreement: Omit<Agreement, 'version'>) {
  const { calendars, teams, rules, ownRules, fields, derived, definitions, lifecycle, slas } = agreement;
  return {
    rules: byText(
      rules.map(({ id, severity, weight, options, code, exceptions = [] }) => ({
        ...{ id, severity, weight, options, code },
        exceptions: exceptions.map(({ where, until }) => ({ where, until })),
      })),
      (rule) => rule.id,
    ),
    ownRules: ownRules.map(({ says: _, fix: __, owner: ___, exceptions, ...rule }) => ({
      ...rule,
      exceptions: exceptions.map(({ where, until }) => ({ where, until })),
    })),
    fields: byText(
      fields.map(({ object, name, type, in: columns, allowed }) => ({ object, name, type, columns, allowed })),
      (field) => `${field.object}.${field.name}`,
    ),
    derived: byText(derived, (field) => `${field.object}.${field.name}`),
    definitions: byText(
      definitions.map(({ name, tests }) => ({ name, tests })),
      (definition) => definition.name,
    ),
    // Owners decide in whose calendar business time is counted.
    lifecycle: byText(lifecycle, (terms) => terms.stage),
    slas: byText(
      slas.map(({ name, owner, promise }) => ({ name, owner, promise })),
      (sla) => sla.name,
    ),
    calendars: byText(calendars, (calendar) => calendar.name),
    teams: byText(
      teams.map(({ name, calendar }) => ({ name, calendar })),
      (team) => team.name,
    ),
  };
}

/**
 * The version of an agreement: twelve hex digits over everything that can change a score, resolved and with defaults
 * filled, so that comments, order, quotes, names and how results are written make no difference.
 */
export function versionOf(agreement: Omit<Agreement, 'version'>): AgreementVersion {
  const { timeZone, sources, scope, pipelines, scoring } = agreement;
  const scored = {
    timeZone,
    // What is synced decides which related records are known, and unknown ones never fail a rule.
    sources: byText(
      sources.map(({ name, sync }) => ({ name, sync: [...sync].sort() })),
      (source) => source.name,
    ),
    ...scoredTerms(agreement),
    scope,
    pipelines,
    scoring,
  };
  const text = JSON.stringify(canonical(scored));
  return { hash: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}

/**
 * The hash of all terms that people sign: what changes a score, and what it says, promises and aims at. How to reach a
 * CRM, when jobs run and how results are written are settings, no terms.
 */
export function revisionOf(agreement: Agreement): string {
  const { version: _, sources: __, writeBack: ___, schedule: ____, ...terms } = agreement;
  const signed = { ...terms, scored: agreement.version.hash };
  return createHash('sha256')
    .update(JSON.stringify(canonical(signed)))
    .digest('hex')
    .slice(0, 12);
}
