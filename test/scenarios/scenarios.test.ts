import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { launch } from '../kit/process.ts';
import { parseScenario } from './parse-scenario.ts';
import { playScenario } from './play-scenario.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const limitMs = 300_000;

// Made at once: concurrent tests start before any hook.
const compileCache = mkdtempSync(join(tmpdir(), 'crm-hygiene-compiled-'));
afterAll(() => rm(compileCache, { recursive: true, force: true }));

describe('the command line', () => {
  for (const name of names) {
    const scenario = parseScenario(readFileSync(join(folder, name), 'utf8'));
    test.concurrent(
      `${name.replace('.txt', '')}: ${scenario.title}`,
      () => playScenario(scenario, compileCache),
      limitMs,
    );
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    test(`sandbox hubspot ends cleanly on ${signal}`, async () => {
      const env = { NODE_COMPILE_CACHE: compileCache };
      const { child, end } = launch(['sandbox', 'hubspot', '--contacts', '5'], { cwd: folder, env });
      child.stdout?.once('data', () => child.kill(signal));
      const { code, stdout, stderr } = await end;
      expect({ code, ready: Object.keys(JSON.parse(stdout) as object) }).toEqual({
        code: 0,
        ready: ['url', 'accessToken', 'clientSecret', 'clientId', 'refreshToken', 'portalId'],
      });
      expect(stderr).not.toContain('rror');
    });
});
