import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findCycles } from './cycles.ts';
import { findImportProblems } from './imports.ts';
import { manifest } from './manifest.ts';
import type { Problem } from './problem.ts';
import { findPurityProblems } from './purity.ts';
import { root, type SourceFile } from './source-file.ts';

/** Everything that `npm run check:imports` and its test refuse, in the order of files and lines. */
export function findTreeProblems(files: readonly SourceFile[]): readonly Problem[] {
  const world = {
    dependencies: Object.keys(manifest.dependencies),
    devDependencies: Object.keys(manifest.devDependencies),
    hasFile: (path: string) => existsSync(join(root, path)),
  };
  const problems = [...findImportProblems(files, world), ...findCycles(files), ...findPurityProblems(files)];
  return problems.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}
