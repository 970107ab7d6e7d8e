import { type Node, Visitor } from 'oxc-parser';
import type { SourceFile } from './source-file.ts';

const cataloguePath = 'src/model/error-codes.ts';
const codeShape = /^[A-Z]+(_[A-Z]+)+$/;
const errorClasses = ['RetryableError', 'FatalError', 'SkippableError', 'UserError'];

/** String literals an expression can come to, followed through `?:`, `??` and `||`. */
function literalsOf(node: Node): readonly { readonly value: string; readonly start: number }[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [{ value: node.value, start: node.start }] : [];
  if (node.type === 'ConditionalExpression') return [...literalsOf(node.consequent), ...literalsOf(node.alternate)];
  if (node.type === 'LogicalExpression') return [...literalsOf(node.left), ...literalsOf(node.right)];
  return [];
}

/** Codes given to an error class of ours where it is built. */
function thrownCodes(file: SourceFile) {
  const found: { readonly value: string; readonly start: number }[] = [];
  new Visitor({
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || !errorClasses.includes(node.callee.name)) return;
      const [details] = node.arguments;
      if (details?.type !== 'ObjectExpression') return;
      for (const property of details.properties)
        if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'code')
          found.push(...literalsOf(property.value));
    },
  }).visit(file.program);
  return found;
}

/** Every string of a file that has the shape of a code. */
function mentionedCodes(file: SourceFile): readonly string[] {
  const found: string[] = [];
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string' && codeShape.test(node.value)) found.push(node.value);
    },
  }).visit(file.program);
  return found;
}

/** Codes of the catalogue that nobody uses, and codes given to an error that the catalogue lacks. */
export function findCodeProblems(files: readonly SourceFile[], catalogue: readonly string[]): readonly string[] {
  const users = files.filter((file) => file.path !== cataloguePath);
  const mentioned = new Set(users.flatMap(mentionedCodes));
  const unknown = users.flatMap((file) =>
    thrownCodes(file)
      .filter(({ value }) => !catalogue.includes(value))
      .map(({ value, start }) => `${file.path}:${file.lineAt(start)} ${value} is not in the catalogue`),
  );
  const unused = catalogue
    .filter((code) => !mentioned.has(code))
    .map((code) => `${cataloguePath}:1 ${code} is used nowhere`);
  return [...unknown, ...unused];
}
