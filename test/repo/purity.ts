import { type Node, Visitor } from 'oxc-parser';
import { clockHomes, environmentHomes, vendorHomes, vendorNames } from './import-table.ts';
import { isAtHome, type Problem } from './problem.ts';
import { isTest, type SourceFile } from './source-file.ts';

/** What is read from a global object, and what to say where it must not be. */
interface Global {
  readonly object: string;
  /** Null for every property. */
  readonly property: string | null;
  readonly homes: readonly string[];
  readonly advice: string;
}

const clockAdvice = 'time and randomness are passed in';
const globals: readonly Global[] = [
  { object: 'console', property: null, homes: [], advice: 'write to the log or to a stream that was passed in' },
  { object: 'process', property: 'env', homes: environmentHomes, advice: 'the environment is passed in' },
  { object: 'Date', property: 'now', homes: clockHomes, advice: clockAdvice },
  { object: 'Math', property: 'random', homes: clockHomes, advice: clockAdvice },
  { object: 'performance', property: 'now', homes: clockHomes, advice: clockAdvice },
];

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** Reads of the console, the environment, the clock and randomness where they are not at home. */
function findGlobalReads(file: SourceFile): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (offset: number, text: string) => {
    problems.push({ path: file.path, line: file.lineAt(offset), text });
  };
  const watched = globals.filter(({ object, homes }) => {
    const isFree = object !== 'console' && isTest(file.path);
    return !isFree && file.text.includes(object) && !isAtHome(file.path, homes);
  });
  const readsClock = isTest(file.path) || isAtHome(file.path, clockHomes) || !file.text.includes('Date');
  if (watched.length === 0 && readsClock) return problems;
  new Visitor({
    MemberExpression(node) {
      const property = !node.computed && node.property.type === 'Identifier' ? node.property.name : null;
      for (const { object, property: forbidden, advice } of watched)
        if (isNamed(node.object, object) && (forbidden === null || property === forbidden))
          report(node.start, `reads ${object}.${property ?? '…'}: ${advice}`);
    },
    NewExpression(node) {
      if (!readsClock && isNamed(node.callee, 'Date') && node.arguments.length === 0)
        report(node.start, `reads the clock with new Date(): ${clockAdvice}`);
    },
    CallExpression(node) {
      if (!readsClock && isNamed(node.callee, 'Date'))
        report(node.start, `reads the clock with Date(): ${clockAdvice}`);
    },
  }).visit(file.program);
  return problems;
}

/** Lines of `src` that name a CRM, comments included: the core knows none. */
function findVendorNames(file: SourceFile): readonly Problem[] {
  if (!file.path.startsWith('src/') || isTest(file.path) || isAtHome(file.path, vendorHomes)) return [];
  return file.text
    .split('\n')
    .flatMap((line, index) =>
      vendorNames
        .filter((name) => line.toLowerCase().includes(name))
        .map((name) => ({ path: file.path, line: index + 1, text: `names a CRM ("${name}"): src knows none` })),
    );
}

/** Everything a file reads or names that belongs to the outside or to a connector. */
export function findPurityProblems(files: readonly SourceFile[]): readonly Problem[] {
  return files.flatMap((file) => [...findGlobalReads(file), ...findVendorNames(file)]);
}
