import { describe, expect, test } from '@jest/globals';
import { connectors } from '../../connectors/index.ts';
import { rules, rulesets } from '../../rules/index.ts';
import { loadAgreement } from '../../src/agreement/load.ts';
import { starterAgreement } from '../../src/agreement/starter.ts';
import { agreementOf, load } from './kit/built-in.ts';

const starter = starterAgreement({
  name: 'Acme: "sales" & marketing #1',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  sources: [
    { name: 'main_hubspot', connector: 'hubspot', sync: ['contacts', 'companies', 'deals'] },
    {
      name: 'export',
      connector: 'file',
      sync: ['contacts'],
      options: { contacts: { file: 'a: b.csv', id: 'Id', columns: { email: 'E-mail #1', phone: 'yes' } }, rows: 3 },
    },
  ],
});

const isExample = (line: string): boolean => /^\s*#\S/.test(line);
const uncomment = (line: string): string => line.replace(/^(\s*)#(?=\S)/, '$1');

/** Numbers of the lines of each run of example lines. */
function exampleBlocks(lines: readonly string[]): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  for (const [index, line] of lines.entries()) {
    if (!isExample(line)) continue;
    if (index > 0 && isExample(lines[index - 1]!)) blocks.at(-1)!.push(index);
    else blocks.push([index]);
  }
  return blocks;
}

test('the starter is an agreement, with the answers in it', () => {
  expect(load(starter)).toMatchObject({ warnings: [] });
  const agreement = agreementOf(starter);
  expect(agreement.name).toBe('Acme: "sales" & marketing #1');
  expect(agreement.sources).toEqual([
    {
      name: 'main_hubspot',
      connector: 'hubspot',
      sync: ['contact', 'company', 'deal'],
      config: { look_back: '5 minutes' },
    },
    {
      name: 'export',
      connector: 'file',
      sync: ['contact'],
      config: { contacts: { file: 'a: b.csv', id: 'Id', columns: { email: 'E-mail #1', phone: 'yes' } }, rows: 3 },
    },
  ]);
  expect(agreement.writeBack.mode).toBe('preview');
});

describe('every example works once its # is gone', () => {
  const lines = starter.split('\n');
  const blocks = exampleBlocks(lines);

  test.each(blocks.map((block) => [uncomment(lines[block[0]!]!).trim(), block] as const))('%s', (_, block) => {
    const text = lines.map((line, index) => (block.includes(index) ? uncomment(line) : line)).join('\n');
    expect(load(text)).not.toHaveProperty('problems');
  });

  test('all together, and each says something', () => {
    expect(blocks.length).toBeGreaterThan(7);
    const agreement = agreementOf(lines.map((line) => (isExample(line) ? uncomment(line) : line)).join('\n'));
    expect(Object.keys(agreement.scope)).toEqual(['contact', 'deal']);
    expect(agreement.fields.map((field) => field.name)).toEqual(['need', 'lossReason']);
    expect(Object.keys(agreement.pipelines)).toEqual(['Sales Pipeline']);
    expect(agreement.rules.map((rule) => rule.id)).not.toContain('person/email-free-mail');
    expect(agreement.writeBack.limit).toBe(500);
  });
});

test('with the rules and connectors that are built in', () => {
  const around = { file: 'hygiene.yaml', rules, rulesets, connectors: connectors.map(({ manifest }) => manifest) };
  const sources = [{ name: 'main', connector: 'hubspot', sync: ['contacts', 'companies', 'deals'] }];
  const text = starterAgreement({ name: 'Acme', timeZone: 'UTC', currency: 'USD', sources });
  expect(loadAgreement(text, around)).not.toHaveProperty('problems');
  expect(loadAgreement(text.split('\n').map(uncomment).join('\n'), around)).not.toHaveProperty('problems');
});

test('only printable text, lines that fit a screen', () => {
  for (const line of starter.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  expect(starter).not.toMatch(/\t| $/m);
});
