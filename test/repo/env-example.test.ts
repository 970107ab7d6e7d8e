import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { installationVariables } from '../../src/config/environment.ts';
import { listFiles, root } from './source-file.ts';

const lines = readFileSync(join(root, '.env.example'), 'utf8').trimEnd().split('\n');
const manifestShape = z.object({ name: z.string(), secrets: z.object({ names: z.array(z.string()) }) });

/** The variables that the connectors' manifests ask for, under the connector's name. */
async function connectorVariables(): Promise<readonly string[]> {
  const paths = listFiles('connectors').filter((path) => /^connectors\/[^/]+\/manifest\.ts$/.test(path));
  const modules: readonly object[] = await Promise.all(paths.map((path) => import(join(root, path))));
  const manifests = modules.map((one) =>
    Object.values(one).flatMap((value) => {
      const read = manifestShape.safeParse(value);
      return read.success ? [read.data] : [];
    }),
  );
  expect(manifests.filter((found) => found.length !== 1)).toEqual([]);
  return manifests.flat().flatMap(({ name, secrets }) => secrets.names.map((one) => `${name.toUpperCase()}_${one}`));
}

test('.env.example lists the variables that are read, and no others', async () => {
  const listed = lines.flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
  expect([...listed].sort()).toEqual([...installationVariables, ...(await connectorVariables())].sort());
});

test('the commented variables are the per-source form', async () => {
  const commented = lines.flatMap((line) => /^# ([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
  const known = await connectorVariables();
  const others = commented.filter((name) => !known.some((variable) => name === `MAIN_${variable}`));
  expect(commented.length).toBeGreaterThan(0);
  expect(others).toEqual([]);
});

test('every variable has its comment right above, and no value that could be a secret', () => {
  const places = lines.flatMap((line, index) => (/^(# )?[A-Z0-9_]+=/.test(line) ? [index] : []));
  expect(places.length).toBeGreaterThan(0);
  expect(places.filter((index) => !/^# [A-Z].*\w.*\.$|^# [A-Z].*`\.$/.test(lines[index - 1] ?? ''))).toEqual([]);
  expect(lines.filter((line) => /(TOKEN|SECRET|ID)=./.test(line))).toEqual([]);
});
