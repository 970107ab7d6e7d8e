/** A broken invariant of the repository, with the line that breaks it. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** One problem a line, in the form an editor can jump to. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ path, line, text }) => `${path}:${line} ${text}`);
}

/** Whether a path is one of the homes: a folder (ending in `/`) or a file; `*` stands for one folder or file name. */
export function isAtHome(path: string, homes: readonly string[]): boolean {
  return homes.some((home) => {
    const pattern = home.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pattern.join('[^/]*')}${home.endsWith('/') ? '' : '$'}`).test(path);
  });
}
