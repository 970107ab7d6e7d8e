import { posix } from 'node:path';
import { commandsOf, copiesOf, effective, execForm, parseStages, type Stage } from './dockerfile.ts';

/** What a Dockerfile is checked against. */
export interface DockerWorld {
  /** Every file of the build context, .dockerignore not yet applied. */
  readonly files: readonly string[];
  readonly isIgnored: (path: string) => boolean;
  readonly scripts: readonly string[];
  /** Where package.json says the binary is, relative to the package. */
  readonly binary: string;
  /** What the build writes beside the folders that are copied (`dist`, `node_modules`). */
  readonly produced: readonly string[];
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function checkCopies(stages: readonly Stage[], stage: Stage, world: DockerWorld): readonly string[] {
  return copiesOf(stage).flatMap(({ from, sources, line }) =>
    sources.flatMap((source) => {
      if (from !== null) return checkStageCopy(stages, stage, from, source, line, world);
      const found = world.files.filter((path) => isUnder(path, posix.normalize(source)));
      if (found.length === 0) return [`line ${line}: ${source} is not in the tree`];
      return found.every(world.isIgnored) ? [`line ${line}: .dockerignore keeps ${source} out`] : [];
    }),
  );
}

function checkStageCopy(
  stages: readonly Stage[],
  stage: Stage,
  from: string,
  source: string,
  line: number,
  world: DockerWorld,
): readonly string[] {
  const origin = stages.slice(0, stages.indexOf(stage)).find(({ name }) => name === from);
  if (!origin) return [`line ${line}: there is no earlier stage ${from}`];
  const home = effective(stages, origin, 'WORKDIR')?.rest ?? '/';
  const makes = world.produced.map((name) => posix.join(home, name));
  return makes.includes(source) ? [] : [`line ${line}: stage ${from} makes ${makes.join(', ')}, not ${source}`];
}

function checkCommands(stage: Stage, scripts: readonly string[]): readonly string[] {
  return commandsOf(stage).flatMap((command) => {
    const script = /^npm run (?:-s |--silent )?(\S+)/.exec(command)?.[1];
    if (script !== undefined) return scripts.includes(script) ? [] : [`there is no npm script ${script}`];
    if (/^npm (ci|prune)\b/.test(command))
      return command.includes('--ignore-scripts') ? [] : [`"${command}" would fetch a second Node: --ignore-scripts`];
    return /^(mkdir|chown) /.test(command) ? [] : [`"${command}" is no npm script`];
  });
}

function checkBase(stages: readonly Stage[], stage: Stage, nodeVersion: string): readonly string[] {
  if (stages.some(({ name }) => name === stage.base)) return [];
  const [, tag = ''] = stage.base.split(':');
  return tag.startsWith(`${nodeVersion}-`) ? [] : [`base ${stage.base} is not pinned to Node ${nodeVersion}`];
}

function checkRuntime(stages: readonly Stage[], runtime: Stage, world: DockerWorld): readonly string[] {
  const problems: string[] = [];
  const value = (name: string) => effective(stages, runtime, name)?.rest ?? '';
  if (/^(|root|0)(:|$)/.test(value('USER'))) problems.push('the last USER is root');
  const binary = `/app/${world.binary}`;
  if (execForm(value('ENTRYPOINT'))?.join(' ') !== `node ${binary}`) problems.push(`ENTRYPOINT does not run ${binary}`);
  const health = execForm(value('HEALTHCHECK').replace(/^CMD\s+/, ''));
  if (!health) problems.push('HEALTHCHECK is missing or not in exec form');
  if (value('STOPSIGNAL') !== 'SIGTERM') problems.push('STOPSIGNAL is not SIGTERM');
  for (const { name, rest, line } of runtime.instructions)
    if (/^(ENV|ARG)$/.test(name) && /TOKEN|SECRET|PASSWORD|_KEY/i.test(rest))
      problems.push(`line ${line}: a secret in the image`);
  return problems;
}

/** Everything that would make a build fail, or an image that is not what it should be. */
export function findDockerProblems(text: string, nodeVersion: string, world: DockerWorld): readonly string[] {
  const stages = parseStages(text);
  const runtime = stages.at(-1);
  if (!runtime) return ['there is no FROM'];
  return [
    ...stages.flatMap((stage) => [
      ...checkBase(stages, stage, nodeVersion),
      ...checkCopies(stages, stage, world),
      ...checkCommands(stage, world.scripts),
    ]),
    ...checkRuntime(stages, runtime, world),
  ];
}
