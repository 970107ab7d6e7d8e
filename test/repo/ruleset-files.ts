import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-file.ts';

/** Where `npm run build:rulesets` writes to. */
export const rulesetTarget = join(root, 'rules/generated/rulesets.ts');

/** The texts of the ruleset files, by name. */
export function rulesetTexts(): ReadonlyMap<string, string> {
  const folder = join(root, 'rules/rulesets');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
