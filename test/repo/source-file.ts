import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Comment, type Program, parseSync, Visitor } from 'oxc-parser';

/** The folder that holds package.json. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url));

/** One import, re-export, dynamic import or import type of a file. */
export interface Import {
  readonly specifier: string;
  /** Gone after compilation (`import type`), so that it cannot be part of a cycle at run time. */
  readonly isType: boolean;
  readonly line: number;
}

/** A parsed source file; `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
  /** Line (from 1) of an offset. */
  lineAt(offset: number): number;
}

const skippedFolders = new Set(['node_modules', 'dist', 'coverage', '.git']);

/** Every file below a folder of the tree, relative to the root; none where the folder does not exist. */
export function listFiles(folder: string, base: string = root): readonly string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(join(base, folder));
  } catch {
    return [];
  }
  return entries
    .filter((entry) => !skippedFolders.has(entry.name))
    .flatMap((entry) => {
      const path = relative(base, join(base, folder, entry.name))
        .split(sep)
        .join('/');
      return entry.isDirectory() ? listFiles(path, base) : [path];
    })
    .sort();
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function createLineIndex(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

/** The literal behind a module request, quotes removed; null for a computed one. */
function literalAt(text: string, start: number, end: number): string | null {
  const match = /^(['"])(.*)\1$/s.exec(text.slice(start, end));
  return match ? match[2]! : null;
}

/** Import types (`import('./x.ts').X`) are not in the module record, so the tree is searched, where it is worth it. */
function readImportTypes(text: string, parsed: ReturnType<typeof parseSync>, lineAt: (offset: number) => number) {
  const found: Import[] = [];
  if (!/\bimport\(/.test(text)) return found;
  new Visitor({
    TSImportType({ source, start }) {
      found.push({ specifier: source.value, isType: true, line: lineAt(start) });
    },
  }).visit(parsed.program);
  return found;
}

function readImports(
  text: string,
  parsed: ReturnType<typeof parseSync>,
  lineAt: (offset: number) => number,
): readonly Import[] {
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const found: Import[] = [];
  for (const one of staticImports) {
    const isType = /^import\s+type\b/.test(text.slice(one.start, one.end));
    found.push({ specifier: one.moduleRequest.value, isType, line: lineAt(one.start) });
  }
  for (const one of staticExports) {
    const specifier = one.entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value;
    const isType = /^export\s+type\b/.test(text.slice(one.start, one.end));
    if (specifier !== undefined) found.push({ specifier, isType, line: lineAt(one.start) });
  }
  for (const one of dynamicImports) {
    const specifier = literalAt(text, one.moduleRequest.start, one.moduleRequest.end);
    if (specifier !== null) found.push({ specifier, isType: false, line: lineAt(one.start) });
  }
  found.push(...readImportTypes(text, parsed, lineAt));
  return found;
}

/** Parses one file; throws with the place when it is no TypeScript. */
export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const lineAt = createLineIndex(text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path}:${lineAt(error.labels[0]?.start ?? 0)} cannot be parsed: ${error.message}`);
  return {
    path,
    text,
    program: parsed.program,
    comments: parsed.comments,
    imports: readImports(text, parsed, lineAt),
    lineAt,
  };
}

/** Folders that hold TypeScript of ours. */
export const sourceFolders = ['src', 'rules', 'connectors', 'test'] as const;

/** Written by a generator from a source in the tree, so nobody's style. */
export function isGenerated(path: string): boolean {
  return path.includes('/generated/');
}

/** Parses every TypeScript file of the tree that a person wrote. */
export function readTree(folders: readonly string[] = sourceFolders): readonly SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(folder))
    .filter((path) => /\.tsx?$/.test(path) && !isGenerated(path))
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Test code: what no installation runs. */
export function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path);
}
