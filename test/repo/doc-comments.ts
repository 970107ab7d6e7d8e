import type { Program } from 'oxc-parser';
import type { Problem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

type Statement = Program['body'][number];

/** The names an export statement declares; none for re-exports, which are documented where they are declared. */
function declaredNames(statement: Statement): readonly string[] {
  if (statement.type === 'ExportDefaultDeclaration') return ['default'];
  if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
  const { declaration } = statement;
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
}

function hasDocComment(file: SourceFile, start: number): boolean {
  return file.comments.some(
    ({ type, value, end }) =>
      type === 'Block' &&
      value.startsWith('*') &&
      /[^\s*]/.test(value) &&
      end <= start &&
      file.text.slice(end, start).trim() === '',
  );
}

/** Exported symbols without a doc comment right above them. Overloads and merged names need one comment in all. */
export function findUndocumented(files: readonly SourceFile[]): readonly Problem[] {
  return files.flatMap((file) => {
    const isDocumented = new Map<string, boolean>();
    const lines = new Map<string, number>();
    for (const statement of file.program.body)
      for (const name of declaredNames(statement)) {
        const here = hasDocComment(file, statement.start);
        isDocumented.set(name, here || (isDocumented.get(name) ?? false));
        if (!lines.has(name)) lines.set(name, file.lineAt(statement.start));
      }
    return [...isDocumented]
      .filter(([, documented]) => !documented)
      .map(([name]) => ({ path: file.path, line: lines.get(name)!, text: `${name} has no doc comment` }));
  });
}
