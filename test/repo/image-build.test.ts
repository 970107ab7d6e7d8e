import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import { parseDockerIgnore } from './docker-ignore.ts';
import { commandsOf, copiesOf, effective, execForm, parseStages, type Stage } from './dockerfile.ts';
import { manifest } from './manifest.ts';
import { listFiles, root } from './source-file.ts';

// The steps of the Dockerfile without Docker: the files that COPY names, the scripts that RUN names, then the entry point.
const stages = parseStages(readFileSync(join(root, 'Dockerfile'), 'utf8'));
const runtime = stages.at(-1)!;
const isIgnored = parseDockerIgnore(readFileSync(join(root, '.dockerignore'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'crm-hygiene-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program and gives what it printed; what a failed one printed is in the error. */
async function run(file: string, words: readonly string[], cwd: string): Promise<string> {
  try {
    return (await promisify(execFile)(file, words, { cwd })).stdout;
  } catch (cause) {
    const printed =
      typeof cause === 'object' && cause !== null && 'stdout' in cause ? String(cause.stdout).slice(0, 2000) : '';
    throw new Error(`${file} ${words.join(' ')} failed\n${printed}`, { cause });
  }
}

/** Copies from the tree what the stages copy from the build context, .dockerignore applied. */
function copyContext(from: readonly Stage[], into: string): void {
  mkdirSync(into);
  symlinkSync(join(root, 'node_modules'), join(into, 'node_modules'));
  const sources = from.flatMap(copiesOf).flatMap((copy) => (copy.from === null ? copy.sources : []));
  for (const path of listFiles(''))
    if (sources.some((source) => path === source || path.startsWith(`${source}/`)) && !isIgnored(path))
      cpSync(join(root, path), join(into, path));
}

/** Files that are data of the program: compiled neither here nor before (rulesets become a module, the schema is for editors). */
function dataFiles(): readonly string[] {
  return ['src', 'rules', 'connectors']
    .flatMap((name) => listFiles(name))
    .filter((path) => !/\.(tsx?|peggy|md|schema\.json)$|^rules\/rulesets\//.test(path));
}

test('the image builds and its entry point says its version', async () => {
  const build = join(folder, 'build');
  const app = join(folder, 'app');
  copyContext(stages.slice(0, -1), build);
  for (const command of stages.flatMap(commandsOf).filter((line) => line.startsWith('npm run ')))
    await run('npm', command.split(' ').slice(1), build);
  expect(dataFiles().filter((path) => !existsSync(join(build, 'dist', path)))).toEqual([]);

  copyContext([runtime], app);
  for (const { sources } of copiesOf(runtime).filter((copy) => copy.from !== null))
    for (const source of sources.filter((path) => basename(path) !== 'node_modules'))
      cpSync(join(build, basename(source)), join(app, basename(source)), { recursive: true });
  const words = execForm(effective(stages, runtime, 'ENTRYPOINT')!.rest)!.map((word) => word.replace('/app', app));
  const printed = await run(process.execPath, [...words.slice(1), '--version'], folder);
  expect(printed.trim()).toBe(manifest.version);
}, 60_000);
