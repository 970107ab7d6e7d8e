import { RE2JS } from 're2js';
import type { FieldTest, NumberTest, Subject, TimeTest } from '../../model/condition.ts';
import { lifecycleOrder } from '../../model/dictionary.ts';
import type { Piece, Rest, RestTest } from '../form.ts';
import { refuse } from '../mistake.ts';
import { checkPiece } from '../pieces.ts';
import { quoted } from '../reading.ts';
import { suggest } from '../suggest.ts';
import { foldName, unknownField } from '../vocabulary.ts';
import { type Asked, kindOf, kindWords, refuseType, restOrWords } from './asked.ts';
import { readSpan } from './changed.ts';
import { isMoney, readAmount, readMatch, readMoment } from './match.ts';

type Reader = (test: RestTest, asked: Asked) => FieldTest;

function pieceOf(rest: Rest): Piece {
  const closed = /^"((?:[^"\\]|\\.)*)"$/.exec(rest.text.trim());
  if (closed === null) return { ...rest, text: rest.text.trim(), isQuoted: false };
  return { ...rest, text: closed[1]!.replace(/\\(["\\])/g, '$1'), isQuoted: true };
}

/** The value after the words of a test; refused where it is missing. */
function readRest(test: RestTest): Piece {
  const piece = pieceOf(test.rest);
  checkPiece(piece.text === '' ? { ...piece, start: test.rest.start } : piece, test.verb);
  return piece;
}

function requireEnd(test: RestTest): void {
  if (test.rest.text.trim() !== '')
    refuse('AGREEMENT_CONDITION', test.rest, `Expected nothing more after "${test.verb}"`);
}

function readBounds(test: RestTest): readonly [Piece, Piece] {
  const [, first = '', word = '', second = ''] = /^(.*?)(\s+and\s+|\s*-\s+|\s+to\s+)(.*)$/is.exec(test.rest.text) ?? [];
  const from = pieceOf({ text: first, start: test.rest.start, end: test.rest.start + first.length });
  const start = test.rest.start + first.length + word.length;
  const to = pieceOf({ text: second, start, end: start + second.trimEnd().length });
  if (from.text !== '' && to.text !== '' && /and/i.test(word)) return [from, to];
  const message = 'Expected two values after "is between", such as 50 and 1000';
  return refuse('AGREEMENT_CONDITION', restOrWords(test, test.rest), message);
}

const compare =
  (is: 'more than' | 'less than' | 'at least' | 'at most'): Reader =>
  (test, asked): NumberTest =>
    asked.kind === 'number' ? { is, amount: readAmount(readRest(test), asked) } : refuseType(asked, test.verb, test);

const readBetween: Reader = (test, asked) => {
  if (asked.kind !== 'number' && asked.kind !== 'time') return refuseType(asked, test.verb, test);
  const [first, second] = readBounds(test);
  if (asked.kind === 'time') {
    const bounds = { from: readMoment(first, asked), to: readMoment(second, asked) };
    if (bounds.from.is === 'day' && bounds.to.is === 'day' && bounds.from.day > bounds.to.day)
      refuse('AGREEMENT_CONDITION', second, 'The second date is before the first, so no date lies between them');
    return { is: 'between days', ...bounds };
  }
  const [from, to] = [readAmount(first, asked), readAmount(second, asked)];
  // `between 10 and 20 EUR` speaks of one currency.
  const isShared = isMoney(asked) && to.currency !== null && !/[a-z]{3}$/i.test(first.text.trim());
  if (from.value > to.value)
    refuse('AGREEMENT_CONDITION', second, `${second.text} is less than ${first.text}, so nothing lies between them`);
  return { is: 'between', from: isShared ? { ...from, currency: to.currency } : from, to };
};

const within =
  (is: 'in the last' | 'in the next' | 'older than'): Reader =>
  (test, asked): TimeTest =>
    asked.kind === 'time' ? { is, duration: readSpan(is, test.rest, test) } : refuseType(asked, test.verb, test);

const side =
  (is: 'in the past' | 'in the future'): Reader =>
  (test, asked) => {
    if (asked.kind !== 'time') return refuseType(asked, test.verb, test);
    requireEnd(test);
    return { is };
  };

function readOrder(test: RestTest, asked: Asked, is: 'before' | 'at or after'): FieldTest {
  const piece = readRest(test);
  if (asked.kind === 'lifecycle') {
    const stage = lifecycleOrder.find((candidate) => foldName(candidate) === foldName(piece.text));
    if (stage !== undefined) return { is: `lifecycle ${is}`, stage };
    const message = `${quoted(piece.text)} is no step of the lifecycle: ${lifecycleOrder.join(', ')}`;
    const suggestion = suggest(piece.text, lifecycleOrder);
    return refuse('AGREEMENT_UNKNOWN_VALUE', piece, message, { suggestion });
  }
  const match = readMatch([piece], asked);
  const value = match.of === 'stages' ? match.values[0]! : null;
  if (value?.is === 'stage') {
    const { is: _, ...stage } = value;
    return { is: `stage ${is}`, stage };
  }
  const message = `${quoted(piece.text)} is no single stage; write "is ${piece.text}", or the name of a stage`;
  return refuse('AGREEMENT_CONDITION', piece, message);
}

const before: Reader = (test, asked) => {
  if (asked.kind === 'stage' || asked.kind === 'lifecycle') return readOrder(test, asked, 'before');
  if (asked.kind !== 'time') return refuseType(asked, test.verb, test);
  return { is: 'before', moment: readMoment(readRest(test), asked) };
};

const after: Reader = (test, asked) =>
  asked.kind === 'time'
    ? { is: 'after', moment: readMoment(readRest(test), asked) }
    : refuseType(asked, test.verb, test);

const atOrAfter: Reader = (test, asked) =>
  asked.kind === 'stage' || asked.kind === 'lifecycle'
    ? readOrder(test, asked, 'at or after')
    : refuseType(asked, test.verb, test);

const inList: Reader = (test, asked) => {
  if (asked.kind !== 'text' && asked.kind !== 'list') return refuseType(asked, test.verb, test);
  const piece = readRest(test);
  const { lists } = asked.vocabulary.known;
  const name = [...lists.keys()].find((candidate) => foldName(candidate) === foldName(piece.text));
  if (name !== undefined) return { is: 'in list', list: name, values: lists.get(name)! };
  const suggestion = suggest(piece.text, lists.keys());
  const hint = suggestion === null ? ' Add it under lists' : ` Did you mean "${suggestion}"?`;
  return refuse('AGREEMENT_UNKNOWN_NAME', piece, `No list ${quoted(piece.text)}.${hint}`, { suggestion });
};

const matches: Reader = (test, asked) => {
  if (asked.kind !== 'text' && asked.kind !== 'list') return refuseType(asked, test.verb, test);
  const text = test.rest.text.trim();
  const [, pattern = '', flags = ''] = /^\/(.*)\/(i?)$/s.exec(text) ?? [];
  if (pattern === '') {
    const message = 'Expected a pattern between slashes after "matches", such as /^ACME-[0-9]+$/';
    return refuse('AGREEMENT_CONDITION', restOrWords(test, test.rest), message);
  }
  try {
    RE2JS.compile(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*?:\s*/, '') : 'it cannot be read';
    return refuse('AGREEMENT_CONDITION', test.rest, `This is no pattern of RE2: ${why}`, { example: 'matches /^A/' });
  }
  return { is: 'matches', pattern, ignoresCase: flags === 'i' };
};

function readOther(test: RestTest, asked: Asked): Subject {
  const piece = readRest(test);
  const { vocabulary } = asked;
  const target = vocabulary.targets.get(foldName(piece.text));
  if (target?.is !== 'field') {
    const { message, suggestion } = unknownField(piece.text, vocabulary);
    return refuse('AGREEMENT_UNKNOWN_FIELD', piece, message, { suggestion });
  }
  const kind = kindOf(target.field, target.step ?? vocabulary.object);
  const isAlike = kind === asked.kind || (target.field.type === 'text' && asked.field.type === 'text');
  if (isAlike) return { step: target.step, field: target.field.name, type: target.field.type };
  const message = `${asked.label} is ${kindWords[asked.kind].a} and ${target.label} is ${kindWords[kind].a}; they cannot be compared`;
  return refuse('AGREEMENT_FIELD_TYPE', piece, message);
}

const sameAs: Reader = (test, asked) => ({ is: 'same as', other: readOther(test, asked) });

const enters: Reader = (test) => {
  const message = '"enters" tells when the clock of an SLA starts; in a condition write "is", or "has changed to"';
  return refuse('AGREEMENT_CONDITION', test, message);
};

const meets: Reader = (test, asked) => {
  const message = `A record meets a definition, not a field: write "${asked.subject.step ?? asked.object} meets …"`;
  return refuse('AGREEMENT_CONDITION', test, message);
};

const readers: Readonly<Record<string, Reader>> = {
  'is more than': compare('more than'),
  'is less than': compare('less than'),
  'is at least': compare('at least'),
  'is at most': compare('at most'),
  'is between': readBetween,
  'is in the last': within('in the last'),
  'is in the next': within('in the next'),
  'is older than': within('older than'),
  'is in the past': side('in the past'),
  'is in the future': side('in the future'),
  'is before': before,
  'is after': after,
  'is at or after': atOrAfter,
  'is in list': inList,
  'is the same as': sameAs,
  'differs from': sameAs,
  matches,
  meets,
  enters,
};

/** Reads the tests whose words are followed by something that the subject's type gives a meaning. */
export function readTest(test: RestTest, asked: Asked): FieldTest {
  return readers[test.verb]!(test, asked);
}
