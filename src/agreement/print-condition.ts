import type { Amount, Condition, FieldTest, Match, StageName, StageValue, Subject } from '../model/condition.ts';
import { durationText } from '../model/duration.ts';
import type { FieldName, ObjectType } from '../model/record.ts';
import { amountText } from './amount.ts';
import { parseCondition } from './condition.ts';
import { momentText } from './moment.ts';
import type { Vocabulary } from './vocabulary.ts';

type Quoting = (text: string) => string;
type Parted = { readonly verb: string; readonly rest: string; readonly isDoes?: boolean };

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function labelOf(step: ObjectType | null, field: FieldName, vocabulary: Vocabulary): string {
  for (const target of vocabulary.targets.values())
    if (target.is === 'field' && target.step === step && target.field.name === field) return target.label;
  return `${step ? `${step} ` : ''}${field}`;
}

function stageText({ pipeline, stage }: StageName): string {
  return pipeline === null ? stage : `${pipeline}: ${stage}`;
}

function stageValueText(value: StageValue, quoting: Quoting): string {
  return value.is === 'state' ? value.state : quoting(stageText(value));
}

function matchTexts(match: Match, quoting: Quoting, currency: string | null): readonly string[] {
  switch (match.of) {
    case 'texts':
      return match.values.written.map(quoting);
    case 'numbers':
      return match.values.map((amount) => amountText(amount, currency));
    case 'yes/no':
      return [match.value ? 'yes' : 'no'];
    case 'moments':
      return match.values.map(momentText);
    case 'stages':
      return match.values.map((value) => stageValueText(value, quoting));
  }
}

interface Printing {
  readonly quoting: Quoting;
  readonly currency: string | null;
  subject(subject: Subject): string;
}

function equality(match: Match, printing: Printing): Parted {
  const texts = matchTexts(match, printing.quoting, printing.currency);
  return { verb: texts.length === 1 ? 'is' : 'is one of', rest: texts.join(', ') };
}

function changed(test: FieldTest & { readonly is: 'changed' }, printing: Printing): Parted {
  const end = (word: string, match: Match | null): string =>
    match === null ? '' : ` ${word} ${matchTexts(match, printing.quoting, printing.currency).join(', ')}`;
  const within = test.within === null ? '' : ` in the last ${durationText(test.within)}`;
  return { verb: 'has changed', rest: `${end('from', test.from)}${end('to', test.to)}${within}`.trimStart() };
}

function orderParts(test: FieldTest, printing: Printing): Parted {
  const { quoting } = printing;
  switch (test.is) {
    case 'stage before':
    case 'stage at or after':
      return { verb: `is ${test.is.slice('stage '.length)}`, rest: quoting(stageText(test.stage)) };
    case 'lifecycle before':
    case 'lifecycle at or after':
      return { verb: `is ${test.is.slice('lifecycle '.length)}`, rest: test.stage };
    default:
      return { verb: `is ${test.is}`, rest: '' };
  }
}

function textParts(test: FieldTest, printing: Printing): Parted {
  const { quoting } = printing;
  switch (test.is) {
    case 'contains':
    case 'starts with':
    case 'ends with':
      return { verb: test.is, rest: quoting(test.text), isDoes: true };
    case 'matches':
      return { verb: 'matches', rest: `/${test.pattern}/${test.ignoresCase ? 'i' : ''}`, isDoes: true };
    case 'in list':
      return { verb: 'is in list', rest: quoting(test.list) };
    case 'same as':
      return { verb: 'is the same as', rest: quoting(printing.subject(test.other)) };
    default:
      return orderParts(test, printing);
  }
}

function partsOf(test: FieldTest, printing: Printing): Parted {
  const amount = (value: Amount): string => amountText(value, printing.currency);
  switch (test.is) {
    case 'one of':
      return equality(test.match, printing);
    case 'changed':
      return changed(test, printing);
    case 'more than':
    case 'less than':
    case 'at least':
    case 'at most':
      return { verb: `is ${test.is}`, rest: amount(test.amount) };
    case 'between':
      return { verb: 'is between', rest: `${amount(test.from)} and ${amount(test.to)}` };
    case 'in the last':
    case 'in the next':
    case 'older than':
      return { verb: `is ${test.is}`, rest: durationText(test.duration) };
    case 'before':
    case 'after':
      return { verb: `is ${test.is}`, rest: momentText(test.moment) };
    case 'between days':
      return { verb: 'is between', rest: `${momentText(test.from)} and ${momentText(test.to)}` };
    default:
      return textParts(test, printing);
  }
}

const plainVerbs: Readonly<Record<string, string>> = {
  contains: 'contain',
  'starts with': 'start with',
  'ends with': 'end with',
  matches: 'match',
};

function predicateOf({ verb, rest, isDoes }: Parted, not: boolean): string {
  if (verb === 'is the same as' && not) return `differs from ${rest}`;
  if (!not) return `${verb} ${rest}`.trimEnd();
  if (isDoes) return `does not ${plainVerbs[verb]} ${rest}`;
  return `${verb.replace(/^(is|has)/, '$1 not')} ${rest}`.trimEnd();
}

function candidates(condition: Condition, vocabulary: Vocabulary): readonly string[] {
  if (condition.is === 'sla') {
    const predicate = `is ${condition.not ? 'not ' : ''}${condition.state}`;
    return [`${condition.sla} ${predicate}`, `${quote(condition.sla)} ${predicate}`];
  }
  if (condition.is === 'meets') {
    const verb = `${condition.step ?? vocabulary.object} ${condition.not ? 'does not meet' : 'meets'}`;
    return [`${verb} ${condition.definition}`, `${verb} ${quote(condition.definition)}`];
  }
  const label = labelOf(condition.subject.step, condition.subject.field, vocabulary);
  const usual = [vocabulary.known.currency, null];
  return [label, quote(label)].flatMap((subject) =>
    [(text: string) => text, quote].flatMap((quoting) =>
      usual.map((currency) => {
        const printing = {
          quoting,
          currency,
          subject: (other: Subject) => labelOf(other.step, other.field, vocabulary),
        };
        return `${subject} ${predicateOf(partsOf(condition, printing), condition.not)}`;
      }),
    ),
  );
}

/** Whether two conditions say the same, whatever the order of their properties. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/** A condition as its author would write it; quotes only where the text could not be read back without them. */
export function printCondition(condition: Condition, vocabulary: Vocabulary): string {
  const texts = candidates(condition, vocabulary);
  for (const text of texts) {
    const parsed = parseCondition(text, vocabulary);
    if ('condition' in parsed && isSame(parsed.condition, condition)) return text;
  }
  return texts.at(-1)!;
}
