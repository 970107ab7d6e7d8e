import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { importTable, type Part, packageHomes, pureBuiltins, pureParts } from './import-table.ts';
import { isAtHome, type Problem } from './problem.ts';
import { type Import, isTest, type SourceFile } from './source-file.ts';

/** What a file may import besides files: the packages that package.json declares, and which other files exist. */
export interface ImportWorld {
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Whether a path relative to the root is a file, TypeScript or not. */
  hasFile(path: string): boolean;
}

/** The part of the table a file belongs to; the longest path wins. */
export function partOf(path: string): Part | null {
  let best: { readonly part: Part; readonly length: number } | null = null;
  for (const part of importTable)
    for (const home of part.paths)
      if (path.startsWith(home) && home.length > (best?.length ?? 0)) best = { part, length: home.length };
  return best?.part ?? null;
}

/** The file a relative specifier names, relative to the root. */
export function resolveRelative(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

/** The name of this package in package.json. */
const ownName = 'crm-hygiene';

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}

function checkDirection(file: SourceFile, target: string): string | null {
  if (isTest(file.path)) return null;
  const from = partOf(file.path);
  const to = partOf(target);
  if (isTest(target)) return `imports ${target}: tests are imported by tests only`;
  if (!from || !to) return from ? `imports ${target}, which is in no part of test/repo/import-table.ts` : null;
  if (from === to || from.may.includes(to.name)) return null;
  const allowed = from.may.length === 0 ? 'nothing else of ours' : `${from.may.join(', ')} only`;
  return `imports ${target}: ${from.name} may import ${allowed}`;
}

function checkRelative(file: SourceFile, specifier: string, world: ImportWorld): string | null {
  const target = resolveRelative(file.path, specifier);
  if (!/\.(tsx?|json|js|css)$/.test(specifier))
    return `imports "${specifier}" without an extension: write "${specifier}.ts"`;
  if (!world.hasFile(target)) return `imports ${target}, which does not exist`;
  return checkDirection(file, target);
}

function checkBuiltin(path: string, specifier: string): string | null {
  if (!specifier.startsWith('node:')) return `imports "${specifier}": write "node:${specifier}"`;
  const pure = pureParts.find((part) => path.startsWith(part.path));
  if (!pure || isTest(path) || pureBuiltins.includes(specifier)) return null;
  return `imports ${specifier}: ${pure.path} computes only, so I/O is passed in`;
}

function checkPackage(path: string, specifier: string, world: ImportWorld): string | null {
  const name = packageOf(specifier);
  // Tests may name us as anybody outside does; the package's exports and jest say what that means.
  if (isTest(path) && name === ownName) return null;
  const isDeclared = world.dependencies.includes(name) || (isTest(path) && world.devDependencies.includes(name));
  if (!isDeclared) {
    const where = isTest(path) ? 'package.json' : 'the dependencies of package.json';
    return `imports ${name}, which is not in ${where}`;
  }
  if (isTest(path)) return null;
  const home = packageHomes.find(({ packages }) => packages.includes(name));
  if (home && !isAtHome(path, home.homes)) return `imports ${name}: only ${home.homes.join(', ')} may`;
  const pure = pureParts.find((part) => path.startsWith(part.path));
  if (pure && pure.packages !== 'any' && !pure.packages.includes(name))
    return `imports ${name}: ${pure.path} may import ${pure.packages.join(', ')} only`;
  return null;
}

function checkImport(file: SourceFile, one: Import, world: ImportWorld): string | null {
  if (isRelative(one.specifier)) return checkRelative(file, one.specifier, world);
  const isBuiltin = one.specifier.startsWith('node:') || builtinModules.includes(one.specifier);
  return isBuiltin ? checkBuiltin(file.path, one.specifier) : checkPackage(file.path, one.specifier, world);
}

/** Imports that leave the table, name no file, lack their extension, or take a package that is not ours to take. */
export function findImportProblems(files: readonly SourceFile[], world: ImportWorld): readonly Problem[] {
  return files.flatMap((file) => {
    const problems: Problem[] = [];
    if (!isTest(file.path) && !partOf(file.path))
      problems.push({ path: file.path, line: 1, text: 'is in no part of test/repo/import-table.ts' });
    for (const one of file.imports) {
      const text = checkImport(file, one, world);
      if (text) problems.push({ path: file.path, line: one.line, text });
    }
    return problems;
  });
}
