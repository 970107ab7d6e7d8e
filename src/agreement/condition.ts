import type { Condition } from '../model/agreement.ts';
import { dictionary } from '../model/dictionary.ts';
import { parseCalendarDuration } from '../model/duration.ts';
import { parseNumber } from '../model/parse-field.ts';
import type { FieldType } from '../model/record.ts';
import { type Form, type Piece, type Rest, readForm } from './form.ts';
import type { ProblemCode } from './problem.ts';
import { quoted } from './reading.ts';
import { suggest } from './suggest.ts';
import { findField, unknownField, type Vocabulary, type VocabularyField } from './vocabulary.ts';

/** What is wrong with a condition, and where in its text (UTF-16 offsets). */
export interface Mistake {
  readonly code: ProblemCode;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly example: string | null;
  readonly suggestion: string | null;
}

export type ParsedCondition = { readonly condition: Condition } | { readonly mistake: Mistake };

type Stretch = Pick<Mistake, 'start' | 'end'>;
type Listing = Form['predicate'] & { readonly values: readonly Piece[] };
type TextTest = 'contains' | 'starts with' | 'ends with';

const longestCondition = 1000;

/** Words that cannot stand unquoted at the beginning of a value; the reading that was probably meant, where there is one. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['within', 'is in the last 14 days'],
  ['empty', 'is not filled'],
  ['blank', 'is not filled'],
  ['null', 'is not filled'],
  ...['before', 'after', 'between', 'at', 'in', 'one', 'more', 'less', 'the', 'due', 'older', 'filled'].map(
    (word): [string, string] => [word, ''],
  ),
]);

/** Words that make a value look like a second condition; a value with one of them is quoted. */
const operators = /(?:^|\s)(is|not|contains?|does|starts with|ends with|differs|matches|meets|or)(?=\s|$)/i;

const typeWords: Readonly<Record<FieldType, { readonly a: string; readonly use: string }>> = {
  text: { a: 'text', use: 'is, is one of, is filled' },
  number: { a: 'a number', use: 'is, is one of, is filled' },
  time: { a: 'a date', use: 'is filled' },
  times: { a: 'a date', use: 'is filled' },
  boolean: { a: 'yes or no', use: 'is yes, is no, is filled' },
  list: { a: 'a list', use: 'is, is one of, contains, is filled' },
};

/** One word in capitals is a code, never a word of the language: AT, IN and IS are countries, OR is a state. */
const code = /^\s*[A-Z]{2,}\s*$/;

class Mistaken extends Error {
  readonly mistake: Mistake;
  constructor(mistake: Mistake) {
    super(mistake.message);
    this.mistake = mistake;
  }
}

function refuse(
  code: ProblemCode,
  at: Stretch,
  message: string,
  more: { readonly example?: string; readonly suggestion?: string | null } = {},
): never {
  const { start, end } = at;
  throw new Mistaken({ code, start, end, message, example: more.example ?? null, suggestion: more.suggestion ?? null });
}

function isStray(form: Form): boolean {
  return form.predicate.is === 'none' && !form.subject.isQuoted && form.predicate.rest.text === '';
}

/** `company country` on a contact: a field of a related record, which the language knows but this version does not. */
function isRelatedField(name: string): boolean {
  const [object, ...rest] = name.trim().toLowerCase().split(/\s+/);
  const field = rest.join(' ');
  return Object.entries(dictionary).some(
    ([key, fields]) =>
      key === object && fields.some((known) => known.label === field || known.name.toLowerCase() === field),
  );
}

function findSubject(form: Form, vocabulary: Vocabulary): VocabularyField {
  const { subject } = form;
  const field = findField(subject.text, vocabulary);
  if (field !== null) return field;
  if (subject.text.trim() === '')
    refuse('AGREEMENT_CONDITION', { start: 0, end: 1 }, 'Expected a field at the beginning', {
      example: 'country is filled',
    });
  if (isStray(form))
    refuse(
      'AGREEMENT_STRAY_ITEM',
      subject,
      `${quoted(subject.text.trim())} is not a condition. If it belongs to the line above, put that line in quotes`,
    );
  if (isRelatedField(subject.text))
    refuse(
      'AGREEMENT_NOT_YET',
      subject,
      `This version does not read fields of related records (${quoted(subject.text)}) yet`,
    );
  const { message, suggestion } = unknownField(subject.text, vocabulary);
  return refuse('AGREEMENT_UNKNOWN_FIELD', subject, message, { suggestion });
}

function isDate(field: VocabularyField): boolean {
  return field.type === 'time' || field.type === 'times';
}

function refuseType(field: VocabularyField, verb: string, at: Stretch): never {
  const { a, use } = typeWords[field.type];
  return refuse('AGREEMENT_FIELD_TYPE', at, `${field.label} is ${a}; use ${use}, not "${verb}"`);
}

function refuseLater(field: VocabularyField, predicate: Form['predicate'] & { readonly rest: Rest }): never {
  const { verb, rest } = predicate;
  const isPeriod = verb === 'is in the last' || verb === 'is in the next' || verb === 'is older than';
  const isForTime = isPeriod || ['is before', 'is after', 'is in the past', 'is in the future'].includes(verb);
  const isForNumber = ['is at least', 'is at most', 'is more than', 'is less than'].includes(verb);
  const fits = isDate(field)
    ? isForTime || verb === 'is between'
    : field.type === 'number'
      ? isForNumber || verb === 'is between'
      : !isForTime && !isForNumber && verb !== 'is between';
  if (!fits) refuseType(field, verb, predicate);
  if (isPeriod && !parseCalendarDuration(rest.text)) {
    const at = rest.text === '' ? predicate : rest;
    refuse('AGREEMENT_CONDITION', at, `Expected a duration after "${verb.slice(3)}", such as 90 days`);
  }
  const message = `This version does not read "${verb}" yet; use ${typeWords[field.type].use}`;
  return refuse('AGREEMENT_NOT_YET', predicate, message);
}

function refuseReserved(word: string, value: Piece): never {
  const meant = reserved.get(word.toLowerCase());
  const duration = parseCalendarDuration(value.text.slice(word.length));
  const asked =
    duration && word.toLowerCase() === 'within' ? `is in the last ${value.text.slice(word.length).trim()}` : meant;
  const hint = asked ? ` Did you mean "${asked}"?` : '';
  const at = { start: value.start, end: value.start + word.length };
  const message = `"${word}" is not a value.${hint} Quote it if it is one`;
  return refuse('AGREEMENT_RESERVED_WORD', at, message, { suggestion: asked || null });
}

function refuseQuote(value: Piece, text: string, verb: string): never {
  const closed = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length;
  const start = value.start + (closed ?? 0);
  const message =
    closed === undefined
      ? 'The quote is not closed; end the value with "'
      : 'Expected nothing after the closing quote; a second condition is a list item of its own';
  return refuse('AGREEMENT_CONDITION', { start, end: value.end }, message, { example: `${verb} "Partner"` });
}

function checkPiece(value: Piece, verb: string): void {
  const text = value.text.trim();
  if (text === '') {
    const message = value.isQuoted
      ? 'Expected a value between the quotes; for an empty field write "is not filled"'
      : `Expected a value after "${verb}"`;
    refuse('AGREEMENT_CONDITION', value, message, { example: `${verb} Partner` });
  }
  if (value.isQuoted) return;
  if (text.startsWith('"')) refuseQuote(value, text, verb);
  const operator = code.test(text) ? null : operators.exec(text);
  if (operator === null) return;
  const start = value.start + operator.index + operator[0].length - operator[1]!.length;
  const message = `"${operator[1]}" within a value: put the value in quotes; a second condition is a list item of its own`;
  refuse('AGREEMENT_CONDITION', { start, end: start + operator[1]!.length }, message);
}

function checkAgainstType(value: Piece, field: VocabularyField): string {
  const text = value.text.trim();
  if (field.type === 'number' && parseNumber(text) === null)
    refuse('AGREEMENT_FIELD_TYPE', value, `${field.label} is a number; ${quoted(text)} is none`, {
      example: `${field.label} is 100`,
    });
  if (field.type === 'boolean' && !/^(yes|no)$/i.test(text)) refuseType(field, `is ${text}`, value);
  if (field.allowed === undefined) return text;
  const known = field.allowed.find((allowed) => allowed.trim().toLowerCase() === text.toLowerCase());
  if (known !== undefined) return known;
  const suggestion = suggest(text, field.allowed);
  const message = `${field.label} has no value ${quoted(text)}. It has: ${field.allowed.join(', ')}`;
  return refuse('AGREEMENT_UNKNOWN_VALUE', value, message, { suggestion });
}

function readIs(field: VocabularyField, predicate: Listing): Condition {
  const { not, values } = predicate;
  const isOneOf = predicate.is === 'one of';
  const verb = isOneOf ? 'is one of' : 'is';
  const first = values[0]!;
  const word = /^[a-z]+/i.exec(first.text)?.[0] ?? '';
  if (
    !isOneOf &&
    !first.isQuoted &&
    !code.test(first.text) &&
    reserved.has(word.toLowerCase()) &&
    !/^\S/.test(first.text.slice(word.length))
  )
    refuseReserved(word, first);
  for (const value of values) checkPiece(value, verb);
  if (isDate(field)) refuseType(field, verb, predicate);
  if (!isOneOf && values.length > 1)
    refuse(
      'AGREEMENT_CONDITION',
      { start: first.start, end: values.at(-1)!.end },
      `Several values: write "is${not ? ' not' : ''} one of", or put a value that contains a comma in quotes`,
      {
        example: `${field.label} is${not ? ' not' : ''} one of ${values.map((value) => value.text.trim()).join(', ')}`,
      },
    );
  const texts = values.map((value) => checkAgainstType(value, field));
  return { is: 'one of', field: field.name, values: [...new Set(texts)], not };
}

function readTextTest(field: VocabularyField, is: TextTest, predicate: Listing): Condition {
  const { not, values } = predicate;
  const isPossible = field.type === 'text' || (field.type === 'list' && is === 'contains');
  if (!isPossible) refuseType(field, is, predicate);
  for (const value of values) checkPiece(value, is);
  if (values.length > 1)
    refuse('AGREEMENT_CONDITION', values[1]!, `"${is}" takes one text; put a text that contains a comma in quotes`);
  return { is, field: field.name, text: values[0]!.text.trim(), not };
}

function readPredicate(form: Form, field: VocabularyField): Condition {
  const { predicate, subject } = form;
  switch (predicate.is) {
    case 'none': {
      const at = predicate.rest.text === '' ? subject : predicate.rest;
      const message = `Expected ${typeWords[field.type].use} after "${subject.text}"`;
      return refuse('AGREEMENT_CONDITION', at, message, { example: `${field.label} is filled` });
    }
    case 'later':
      return refuseLater(field, predicate);
    case 'filled':
      if (predicate.rest.text === '') return { is: 'filled', field: field.name, not: predicate.not };
      return refuse('AGREEMENT_CONDITION', predicate.rest, 'Expected nothing more after "is filled"');
    case 'value':
    case 'one of':
      return readIs(field, predicate);
    default:
      return readTextTest(field, predicate.is, predicate);
  }
}

/**
 * Reads `subject predicate` for the fields of one object. The subject is the longest name that fits;
 * the mistake, if there is one, is placed at its word.
 */
export function parseCondition(text: string, vocabulary: Vocabulary): ParsedCondition {
  const names = vocabulary.fields.flatMap((field) => [field.label, field.name]);
  try {
    if (text.length > longestCondition)
      refuse(
        'AGREEMENT_CONDITION',
        { start: 0, end: text.length },
        'A condition is one short line; this one is too long',
      );
    const form = readForm(text, names);
    return { condition: readPredicate(form, findSubject(form, vocabulary)) };
  } catch (error) {
    if (error instanceof Mistaken) return { mistake: error.mistake };
    throw error;
  }
}
