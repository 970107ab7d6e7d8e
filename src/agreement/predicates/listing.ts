import type { FieldTest } from '../../model/condition.ts';
import type { Listing, Piece } from '../form.ts';
import { refuse } from '../mistake.ts';
import { checkPiece, checkReserved, splitNumbers } from '../pieces.ts';
import { type Asked, refuseType } from './asked.ts';
import { readMatch } from './match.ts';

function piecesOf(predicate: Listing, asked: Asked, text: string): readonly Piece[] {
  const { values } = predicate;
  if (asked.kind !== 'number' || values.some((value) => value.isQuoted)) return values;
  return splitNumbers(text, { start: values[0]!.start, end: values.at(-1)!.end });
}

/** Reads `is VALUE` and `is one of A, B`. */
export function readListing(predicate: Listing, asked: Asked, text: string): FieldTest {
  const isOneOf = predicate.is === 'one of';
  const verb = isOneOf ? 'is one of' : 'is';
  const not = predicate.not ? ' not' : '';
  const values = piecesOf(predicate, asked, text);
  const first = values[0]!;
  const isDay = asked.kind === 'time' && /^the\s+end\b/i.test(first.text);
  if (!isOneOf && !isDay) checkReserved(first);
  for (const value of values) checkPiece(value, verb);
  if (!isOneOf && values.length > 1)
    refuse(
      'AGREEMENT_CONDITION',
      { start: first.start, end: values.at(-1)!.end },
      `Several values: write "is${not} one of", or put a value that contains a comma in quotes`,
      { example: `${asked.label} is${not} one of ${values.map((value) => value.text.trim()).join(', ')}` },
    );
  return { is: 'one of', match: readMatch(values, asked) };
}

/** Reads `contains`, `starts with`, `ends with`. */
export function readTextTest(predicate: Listing, asked: Asked): FieldTest {
  const is = predicate.is as 'contains' | 'starts with' | 'ends with';
  const isText = asked.kind === 'text' || asked.kind === 'stage' || asked.kind === 'lifecycle';
  const isPossible = isText || (asked.kind === 'list' && is === 'contains');
  if (!isPossible) refuseType(asked, is, predicate);
  for (const value of predicate.values) checkPiece(value, is);
  const [first, second] = predicate.values;
  if (second !== undefined)
    refuse('AGREEMENT_CONDITION', second, `"${is}" takes one text; put a text that contains a comma in quotes`);
  return { is, text: first!.text.trim() };
}
