import type { FieldTest, Match } from '../../model/condition.ts';
import { type Duration, parseDuration } from '../../model/duration.ts';
import type { ChangedTest, Piece, Rest } from '../form.ts';
import { refuse } from '../mistake.ts';
import { checkPiece } from '../pieces.ts';
import { quoted } from '../reading.ts';
import { type Asked, restOrWords } from './asked.ts';
import { readMatch } from './match.ts';

/** Reads the span after words such as `in the last`. */
export function readSpan(words: string, rest: Rest, at: Parameters<typeof restOrWords>[0]): Duration {
  const duration = parseDuration(rest.text);
  if (duration !== null) return duration;
  const message = `Expected a duration after "${words}", such as 90 days`;
  return refuse('AGREEMENT_CONDITION', restOrWords(at, rest), message);
}

function readEnd(piece: Piece | null, words: string, asked: Asked): Match | null {
  if (piece === null) return null;
  checkPiece(piece, words);
  return readMatch([piece], asked);
}

/** Reads `changed [from A] [to B] [in the last DURATION]`. */
export function readChanged(predicate: ChangedTest, asked: Asked): FieldTest {
  const { from, to, within, rest } = predicate;
  if (asked.field.isDerived) {
    const message = `${asked.label} is counted, and no history of it is kept; use is at least, is at most`;
    refuse('AGREEMENT_FIELD_TYPE', predicate, message);
  }
  if (rest.text.trim() !== '') {
    const message = `Expected "from A", "to B" or "in the last 7 days" after "changed"; found ${quoted(rest.text.trim())}`;
    refuse('AGREEMENT_CONDITION', rest, message, { example: `${asked.label} has changed in the last 7 days` });
  }
  return {
    is: 'changed',
    from: readEnd(from, 'changed from', asked),
    to: readEnd(to, 'changed to', asked),
    within: within === null ? null : readSpan('in the last', within, predicate),
  };
}
