import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const program = fileURLToPath(new URL('./hanging-server.ts', import.meta.url));

test('a server that hangs before or in its answer ends the call in time, and it is tried again', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const { outcomes, calls } = JSON.parse(stdout) as { outcomes: string[]; calls: Record<string, number> };
  expect(outcomes).toEqual([
    'answered',
    expect.stringMatching(/^RetryableError CRM_UNREACHABLE: .*GET \/hang: no answer came in time .*tried 2 times/),
    expect.stringMatching(/^RetryableError CRM_UNREACHABLE: .*GET \/body: the answer stopped half way .*tried 2 times/),
  ]);
  expect(calls).toEqual({ 'GET /answer': 1, 'GET /hang': 2, 'GET /body': 2 });
}, 20_000);
