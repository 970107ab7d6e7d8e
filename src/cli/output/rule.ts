import { flagOf, type Rule } from '../../model/rule.ts';

/** A rule of the catalogue as plain data. */
export interface RuleRow {
  readonly id: string;
  readonly half: string;
  readonly dimension: string;
  readonly severity: string;
  readonly sets: readonly string[];
  readonly yieldsTo: readonly string[];
  readonly flag: string;
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  /** The plug-in that brings it, as the agreement names it; null where it is built in. */
  readonly plugin: string | null;
}

/** The catalogue, by id. */
export function ruleRows(rules: readonly Rule[], pluginOf: ReadonlyMap<string, string>): readonly RuleRow[] {
  return [...rules]
    .map(({ meta }) => ({
      id: meta.id,
      half: meta.half,
      dimension: meta.dimension,
      severity: meta.severity,
      sets: meta.sets,
      yieldsTo: meta.yieldsTo,
      flag: flagOf(meta.id),
      summary: meta.docs.summary,
      why: meta.docs.why,
      remedy: meta.docs.remedy,
      plugin: pluginOf.get(meta.id) ?? null,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function exampleLines(rule: Rule, kind: 'passes' | 'fails'): readonly string[] {
  return rule.meta.examples[kind].map((example) => `  ${kind}  ${example.title}`);
}

/** One rule, explained. */
export function ruleText(rule: Rule, plugin: string | null): string {
  const { meta } = rule;
  return [
    `${meta.id}   ${meta.half} · ${meta.dimension} · ${meta.severity}`,
    `  ${meta.docs.summary}`,
    ...(plugin === null ? [] : [`  From the plug-in ${plugin}`]),
    `  Why: ${meta.docs.why}`,
    `  Fix: ${meta.docs.remedy}`,
    ...(meta.yieldsTo.length > 0 ? [`  Silent where one of these fails: ${meta.yieldsTo.join(', ')}`] : []),
    ...exampleLines(rule, 'passes'),
    ...exampleLines(rule, 'fails'),
  ].join('\n');
}
