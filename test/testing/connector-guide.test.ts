import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'test/fixtures/example-connector');
const guide = readFileSync(join(root, 'connectors/README.md'), 'utf8');
const quotes = [...guide.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)].map(([, path, code]) => [path!, code!] as const);

test.each(quotes)('the guide quotes %s as it stands', (path, code) => {
  const file = path.startsWith('connectors/') ? join(root, path) : join(folder, path);
  expect(readFileSync(file, 'utf8')).toContain(code);
});

test.each(['example-connector', 'example-rule'])('the %s imports nothing of ours but what is published', (name) => {
  const home = join(root, 'test/fixtures', name);
  const imports = readdirSync(home).flatMap((file) =>
    [...readFileSync(join(home, file), 'utf8').matchAll(/ from '([^']*)'/g)].map(([, path]) => path!),
  );
  expect(imports.filter((path) => path.startsWith('..'))).toEqual([]);
  const ours = imports.filter((path) => path.startsWith('crm-hygiene'));
  expect([...new Set(ours)].sort()).toEqual(['crm-hygiene', 'crm-hygiene/testing']);
});

test('the tests of the connectors stay short', () => {
  const tests = ['test/fixtures/example-connector/connector.test.ts'].concat(
    ['hubspot', 'file'].map((name) => `connectors/${name}/conformance.test.ts`),
  );
  for (const path of tests) expect(readFileSync(join(root, path), 'utf8').split('\n').length).toBeLessThan(20);
});
