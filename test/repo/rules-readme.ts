import { join } from 'node:path';
import { z } from 'zod';
import type { Rule, RuleFamily } from '../../src/model/rule.ts';
import { familyOf } from '../../src/model/rule.ts';
import { root } from './source-file.ts';

/** Where `npm run build:rules-readme` writes to. */
export const rulesReadmeTarget = join(root, 'rules/README.md');

const families: Readonly<Record<RuleFamily, string>> = {
  person: 'Persons: contacts and leads',
  lead: 'Leads',
  company: 'Companies',
  deal: 'Deals',
};

const head = `# The rules

<!-- Made from the rules by: npm run build:rules-readme -->

One file per rule, its test beside it. A rule judges a record and says pass, fail, *not applicable* or *unknown*; what is
not known never counts as a fail. \`crm-hygiene explain deal/close-date-past\` shows one of them in the terminal.

- **Half**: \`data\` rules make the data half of the health score, \`stage\` rules the stage half.
- **Set**: \`recommended\` rules are on with \`extends: [recommended@1]\`, \`strict\` ones with \`strict@1\`, which holds the
  recommended ones too. The lists are pinned in \`rules/rulesets\`: an upgrade never changes a score by itself.
- **Silent where**: one fault is one finding, so a rule says nothing of a record where the owner of the fault fails.
- **Options** are written beside \`severity\`: \`deal/stage-aging: {severity: high, limit: 45 days}\`. A record younger
  than \`grace\` is spared by rules of completeness.
`;

interface OptionSchema {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown; readonly items?: unknown }>>;
}

/** \`firstStageLimit\` as the agreement writes it: \`first stage limit\`. */
function optionWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function optionText(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

function optionsOf(rule: Rule): string {
  const schema = z.toJSONSchema(rule.meta.options, { io: 'input', unrepresentable: 'any' }) as OptionSchema;
  const options = Object.entries(schema.properties ?? {});
  return options.map(([name, { default: standard }]) => `\`${optionWords(name)}: ${optionText(standard)}\``).join(', ');
}

function row({ meta }: Rule): string {
  const anchor = meta.id.replace('/', '');
  return `| [${meta.id}](#${anchor}) | ${meta.docs.summary} | ${meta.half} · ${meta.dimension} | ${meta.severity} | ${meta.sets.join(', ')} |`;
}

function section(rule: Rule): string {
  const { meta } = rule;
  const options = optionsOf(rule);
  const titles = (kind: 'passes' | 'fails') => meta.examples[kind].map(({ title }) => title).join('; ');
  return [
    `### ${meta.id}`,
    '',
    `${meta.docs.summary} ${meta.docs.why}`,
    '',
    `- Fix: ${meta.docs.remedy.replace(/\{\{(\w+)\}\}/g, '*$1*')}`,
    ...(meta.yieldsTo.length > 0 ? [`- Silent where one of these fails: ${meta.yieldsTo.join(', ')}`] : []),
    ...(meta.yieldsPerField ? ['- Silent about a field that another rule has reported'] : []),
    ...(options === '' ? [] : [`- Options: ${options}`]),
    `- Passes: ${titles('passes')}`,
    `- Fails: ${titles('fails')}`,
    '',
  ].join('\n');
}

/** The page of all rules: a table and a section per rule, family by family. */
export function rulesReadme(rules: readonly Rule[]): string {
  const parts = Object.entries(families).map(([family, title]) => {
    const own = rules.filter(({ meta }) => familyOf(meta.id) === family);
    const table = ['| rule | says | half · dimension | severity | set |', '|---|---|---|---|---|', ...own.map(row)];
    return `## ${title}\n\n${table.join('\n')}\n\n${own.map(section).join('\n')}`;
  });
  return `${head}\n${parts.join('\n')}`;
}
