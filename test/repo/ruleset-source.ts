import { parse } from 'yaml';
import { z } from 'zod';
import { type Severity, severities } from '../../src/model/rule.ts';

const rulesetFile = z.strictObject({
  name: z.string().regex(/^[a-z]+@\d+$/),
  extends: z.string().optional(),
  rules: z.record(z.string().regex(/^(?:person|lead|company|deal)\/[a-z-]+$/), z.enum(severities)),
});

/** A ruleset as its file writes it. */
export type RulesetFile = z.infer<typeof rulesetFile>;

/** Reads the file of a ruleset; throws where it is not one. */
export function readRuleset(text: string): RulesetFile {
  return rulesetFile.parse(parse(text));
}

/** All rules of a ruleset, those of the one it extends included, by id. */
function severitiesOf(file: RulesetFile, files: readonly RulesetFile[]): Readonly<Record<string, Severity>> {
  const base = file.extends === undefined ? undefined : files.find(({ name }) => name === file.extends);
  if (file.extends !== undefined && base === undefined)
    throw new Error(`${file.name} extends ${file.extends}, which no file of rules/rulesets/ holds`);
  const all = { ...(base ? severitiesOf(base, files) : {}), ...file.rules };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The module that carries the rulesets in a build, where there are no YAML files. */
export function rulesetModule(texts: readonly string[]): string {
  const files = texts.map(readRuleset).sort((a, b) => (a.name < b.name ? -1 : 1));
  const blocks = files.map((file) => {
    const lines = Object.entries(severitiesOf(file, files)).map(([id, severity]) => `      '${id}': '${severity}',\n`);
    return `  {\n    name: '${file.name}',\n    severities: {\n${lines.join('')}    },\n  },\n`;
  });
  return `// Made from rules/rulesets/*.yaml by: npm run build:rulesets
import type { Ruleset } from '../../src/model/rule.ts';

/** The built-in rulesets, each pinned to its version. */
export const rulesets: readonly Ruleset[] = [
${blocks.join('')}];
`;
}
