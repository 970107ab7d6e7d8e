import { problemLines } from './problem.ts';
import { readTree } from './source-file.ts';
import { findTreeProblems } from './tree-problems.ts';

// `npm run check:imports`: the same check as imports.test.ts, for people who want to see it at once.
const files = readTree();
const problems = findTreeProblems(files);
for (const line of problemLines(problems)) process.stdout.write(`${line}\n`);
process.stdout.write(
  problems.length === 0
    ? `Imports: ${files.length} files, no problem.\n`
    : `Imports: ${files.length} files, ${problems.length} problems. The table is test/repo/import-table.ts.\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
