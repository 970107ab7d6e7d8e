/** Lines a TypeScript file may have before it is asked what it hides. */
const lineLimit = 400;
/** Files that are longer with good reason; empty, and meant to stay so. */
const longFiles: readonly string[] = [];
const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'misc'];

/** A jest pattern as a regular expression; understands `<rootDir>`, `**` and `*`, which is all the configuration uses. */
function patternOf(glob: string): RegExp {
  const body = glob
    .replace('<rootDir>/', '')
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:[^/]+/)*'));
  return new RegExp(`^${body}$`);
}

/** Files that look like tests but match none of jest's patterns. */
export function findUnrunTests(paths: readonly string[], testMatch: readonly string[]): readonly string[] {
  const patterns = testMatch.map(patternOf);
  return paths
    .filter((path) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(path))
    .filter((path) => !patterns.some((pattern) => pattern.test(path)));
}

/** Files that are too long or whose name says nothing. */
export function findLayoutProblems(paths: readonly string[], lineCountOf: (path: string) => number): readonly string[] {
  return paths.flatMap((path) => {
    const problems: string[] = [];
    const words = path.split(/[/.-]/);
    for (const name of emptyNames)
      if (words.includes(name)) problems.push(`${path}:1 is named "${name}": name it after what it does`);
    if (!/\.tsx?$/.test(path)) return problems;
    if (!/^[a-z0-9/.-]+$/.test(path)) problems.push(`${path}:1 is not in kebab-case`);
    const lines = lineCountOf(path);
    if (lines > lineLimit && !longFiles.includes(path))
      problems.push(`${path}:1 has ${lines} lines, more than ${lineLimit}: split it by what it does`);
    return problems;
  });
}
