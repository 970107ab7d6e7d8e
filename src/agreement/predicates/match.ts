import type { Amount, Match, Moment, StageValue } from '../../model/condition.ts';
import { parseAmount } from '../amount.ts';
import { listed, resolveStage, resolveTexts, type Wanted } from '../choices.ts';
import type { Piece } from '../form.ts';
import { refuse } from '../mistake.ts';
import { parseMoment } from '../moment.ts';
import { quoted } from '../reading.ts';
import { suggest } from '../suggest.ts';
import { foldName } from '../vocabulary.ts';
import { type Asked, refuseType } from './asked.ts';

const states = ['open', 'won', 'lost', 'closed'] as const;
/** Standard fields that hold money, in the record's own currency. */
const moneyFields: ReadonlySet<string> = new Set(['amount', 'annualRevenue']);

/** A number as the field is compared with; money without a currency is in the agreement's. */
export function readAmount(piece: Piece, asked: Asked): Amount {
  const { field, label, vocabulary } = asked;
  const text = piece.text.trim();
  const amount = parseAmount(text);
  if (amount === null)
    return refuse('AGREEMENT_FIELD_TYPE', piece, `${label} is a number; ${quoted(text)} is none`, {
      example: `${label} is 100`,
    });
  const isMoney = moneyFields.has(field.name);
  if (isMoney) return { ...amount, currency: amount.currency ?? vocabulary.known.currency };
  if (amount.currency === null || field.in !== undefined) return amount;
  return refuse('AGREEMENT_FIELD_TYPE', piece, `${label} is a plain number, without a currency`, {
    example: `${label} is ${amount.value}`,
  });
}

/** Whether a field holds money by itself. */
export function isMoney(asked: Asked): boolean {
  return moneyFields.has(asked.field.name);
}

/** A day as the field is compared with. */
export function readMoment(piece: Pick<Piece, 'text' | 'start' | 'end'>, asked: Asked): Moment {
  const moment = parseMoment(piece.text);
  if (moment !== null) return moment;
  const text = piece.text.trim();
  const message = `${asked.label} is a date; ${quoted(text)} is none. Examples: 2027-03-31, today, the end of this month`;
  return refuse('AGREEMENT_FIELD_TYPE', piece, message, { example: `${asked.label} is before 2027-03-31` });
}

function readYesNo(piece: Piece, asked: Asked): boolean {
  const text = piece.text.trim().toLowerCase();
  return text === 'yes' || text === 'no' ? text === 'yes' : refuseType(asked, `is ${piece.text.trim()}`, piece);
}

function readStage(piece: Piece, asked: Asked): StageValue {
  const text = piece.text.trim();
  const state = piece.isQuoted ? undefined : states.find((candidate) => candidate === text.toLowerCase());
  if (state !== undefined) return { is: 'state', state };
  return { is: 'stage', ...resolveStage({ text, at: piece }, asked.vocabulary.known) };
}

/** A text as it is compared; of a field whose values the agreement lists, the value as listed. */
function readText(piece: Piece, asked: Asked): Wanted {
  const text = piece.text.trim();
  const { allowed } = asked.field;
  if (allowed === undefined) return { text, at: piece };
  const found = allowed.find((value) => foldName(value) === foldName(text));
  if (found !== undefined) return { text: found, at: piece };
  const message = `${asked.label} has no value ${quoted(text)}. It has: ${listed(allowed)}`;
  return refuse('AGREEMENT_UNKNOWN_VALUE', piece, message, { suggestion: suggest(text, allowed) });
}

/** Reads values as the field's type has them; `verb` and its pieces were checked for their form already. */
export function readMatch(pieces: readonly Piece[], asked: Asked): Match {
  switch (asked.kind) {
    case 'number':
      return { of: 'numbers', values: pieces.map((piece) => readAmount(piece, asked)) };
    case 'yes/no':
      if (pieces.length > 1) refuseType(asked, 'is one of', pieces[1]!);
      return { of: 'yes/no', value: readYesNo(pieces[0]!, asked) };
    case 'time':
      return { of: 'moments', values: pieces.map((piece) => readMoment(piece, asked)) };
    case 'stage':
      return { of: 'stages', values: pieces.map((piece) => readStage(piece, asked)) };
    default: {
      const texts = pieces.map((piece) => readText(piece, asked));
      return { of: 'texts', values: resolveTexts(texts, asked.field, asked.object, asked.vocabulary.known) };
    }
  }
}
