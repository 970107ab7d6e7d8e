import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseDockerIgnore } from './docker-ignore.ts';
import { copiesOf, parseInstructions, parseStages } from './dockerfile.ts';
import { type DockerWorld, findDockerProblems } from './dockerfile-problems.ts';
import { manifest } from './manifest.ts';
import { listFiles, root } from './source-file.ts';

const text = readFileSync(join(root, 'Dockerfile'), 'utf8');
const isIgnored = parseDockerIgnore(readFileSync(join(root, '.dockerignore'), 'utf8'));
const nodeVersion = manifest.devDependencies.node!;
const world: DockerWorld = {
  files: listFiles(''),
  isIgnored,
  scripts: Object.keys(manifest.scripts),
  binary: manifest.bin['crm-hygiene']!,
  produced: ['dist', 'node_modules'],
};

test('the Dockerfile builds what it says from what is there', () => {
  expect(findDockerProblems(text, nodeVersion, world)).toEqual([]);
});

test('nothing but sources enters the build', () => {
  const kept = ['.git/HEAD', 'node_modules/zod/index.js', 'test/kit/make.ts', '.env', 'src/.env', 'src/.env.local'];
  const secret = [
    'hygiene.yaml',
    'hygiene.sqlite',
    'contacts.csv',
    'rules/deal/a.test.ts',
    'connectors/file/x.sqlite-wal',
  ];
  expect([...kept, ...secret].filter((path) => !isIgnored(path))).toEqual([]);
  const needed = ['package.json', 'package-lock.json', 'src/cli/bin.ts', 'rules/index.ts', 'connectors/file/index.ts'];
  expect(needed.filter(isIgnored)).toEqual([]);
});

test('the image holds the build, the packages for users and the licence, and no source', () => {
  const copied = copiesOf(parseStages(text).at(-1)!).flatMap(({ sources }) => sources);
  expect(copied).toEqual(['package.json', 'LICENSE', 'NOTICE', '/app/node_modules', '/app/dist']);
});

test('continuation lines, comments inside them and flags are read', () => {
  const read = parseInstructions('# one\nRUN a \\\n  # two\n  && b\n\ncopy --from=x --chown=1:1 c d\n');
  expect(read).toEqual([
    { name: 'RUN', flags: {}, rest: 'a && b', line: 2 },
    { name: 'COPY', flags: { from: 'x', chown: '1:1' }, rest: 'c d', line: 6 },
  ]);
});

test.each([
  ['a source that is gone', 'COPY rules ./rules', 'COPY scripts ./scripts', /scripts is not in the tree/],
  ['a source that is ignored', 'COPY rules ./rules', 'COPY test ./test', /\.dockerignore keeps test out/],
  ['a stage that is not there', '--from=build /app/dist', '--from=builder /app/dist', /no earlier stage builder/],
  ['a folder the stage does not make', '/app/dist /app/dist', '/app/out /app/dist', /not \/app\/out/],
  ['root', 'USER 1000:1000', 'USER root', /USER is root/],
  ['root by number', 'USER 1000:1000', 'USER 0:0', /USER is root/],
  ['no user', 'USER 1000:1000', '', /USER is root/],
  ['an unknown script', 'npm run build', 'npm run compile', /no npm script compile/],
  ['a command that is no script', 'npm run build', 'npx tsc', /"npx tsc" is no npm script/],
  ['a second Node', 'npm ci --ignore-scripts', 'npm ci', /second Node/],
  ['another entry point', 'ENTRYPOINT ["node", "/app/dist/src', 'ENTRYPOINT ["node", "/app/dist', /ENTRYPOINT/],
  ['a floating base', /FROM node:\S+ AS runtime/, 'FROM node:slim AS runtime', /base node:slim is not pinned/],
  ['no health check', /HEALTHCHECK.*\n.*\n/, '', /HEALTHCHECK is missing/],
  ['no stop signal', 'STOPSIGNAL SIGTERM', '', /STOPSIGNAL/],
  ['a secret', 'ENV NODE_ENV=production', 'ENV HUBSPOT_ACCESS_TOKEN=x', /a secret in the image/],
])('refused: %s', (_, before, after, problem) => {
  const broken = text.replace(before, after);
  expect(broken).not.toBe(text);
  expect(findDockerProblems(broken, nodeVersion, world)).toEqual([expect.stringMatching(problem)]);
});

test.each([
  ['*', 'a/b', true],
  ['*\n!a', 'a/b', false],
  ['*\n!a\n**/*.log', 'a/b/c.log', true],
  ['a/*.ts', 'a/b/c.ts', false],
  ['# a', 'a', false],
  ['a/', 'a/b', true],
])('.dockerignore %j leaves out %s: %s', (rules, path, ignored) => {
  expect(parseDockerIgnore(rules)(path)).toBe(ignored);
});
