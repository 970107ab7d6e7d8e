import type { Condition, SlaState, Subject } from '../model/condition.ts';
import type { ObjectType } from '../model/record.ts';
import { type Form, type RestTest, readForm } from './form.ts';
import { type Mistake, Mistaken, refuse, type Stretch } from './mistake.ts';
import { type Asked, kindOf, kindWords } from './predicates/asked.ts';
import { readChanged } from './predicates/changed.ts';
import { readListing, readTextTest } from './predicates/listing.ts';
import { readTest } from './predicates/test.ts';
import { quoted } from './reading.ts';
import { suggest } from './suggest.ts';
import { foldName, type Target, unknownField, type Vocabulary } from './vocabulary.ts';

/** A condition with the places of its words, or the mistake that keeps it from being one. */
export type ParsedCondition =
  | { readonly condition: Condition; readonly subject: Stretch; readonly predicate: Stretch }
  | { readonly mistake: Mistake };

const longestCondition = 1000;
const slaStates: readonly SlaState[] = ['met', 'pending', 'at risk', 'breached'];

function isStray(form: Form): boolean {
  return form.predicate.is === 'none' && !form.subject.isQuoted && form.predicate.rest.text === '';
}

function findTarget(form: Form, vocabulary: Vocabulary): Target {
  const { subject } = form;
  const target = vocabulary.targets.get(foldName(subject.text));
  if (target !== undefined) return target;
  if (subject.text.trim() === '')
    refuse('AGREEMENT_CONDITION', { start: 0, end: 1 }, 'Expected a field at the beginning', {
      example: 'country is filled',
    });
  if (isStray(form)) {
    const name = quoted(subject.text.trim());
    const message = `${name} is not a condition. If it belongs to the line above, put that line in quotes`;
    refuse('AGREEMENT_STRAY_ITEM', subject, message);
  }
  const { message, suggestion } = unknownField(subject.text, vocabulary);
  return refuse('AGREEMENT_UNKNOWN_FIELD', subject, message, { suggestion });
}

/** Finds a definition and checks that it speaks of the object; refused at its name otherwise. */
function readDefinition(name: string, at: Stretch, object: ObjectType, vocabulary: Vocabulary): string {
  const { definitions } = vocabulary.known;
  const found = definitions.has(name)
    ? name
    : [...definitions.keys()].find((candidate) => foldName(candidate) === foldName(name));
  if (found === undefined) {
    const suggestion = suggest(name, definitions.keys());
    const hint = suggestion === null ? ' Add it under definitions' : ` Did you mean "${suggestion}"?`;
    return refuse('AGREEMENT_UNKNOWN_NAME', at, `No definition ${quoted(name)}.${hint}`, { suggestion });
  }
  const objects = definitions.get(found)!;
  if (objects.length === 0 || objects.includes(object)) return found;
  const message = `${found} applies to ${objects.join(' and ')}, not to ${object}`;
  return refuse('AGREEMENT_VALUE', at, message);
}

function readRecordTest(form: Form, target: Target & { readonly is: 'record' }, vocabulary: Vocabulary): Condition {
  const { predicate, subject } = form;
  if (predicate.is === 'none' && predicate.rest.text === '' && isStray(form))
    refuse('AGREEMENT_CONDITION', subject, `Expected "meets" and a definition after "${subject.text}"`);
  if (predicate.is !== 'test' || predicate.verb !== 'meets') {
    const message = `${quoted(subject.text)} is a record: write "${target.label} meets DEFINITION", or name a field of it`;
    return refuse('AGREEMENT_CONDITION', predicate, message);
  }
  const name = predicate.rest.text.trim().replace(/^"(.*)"$/s, '$1');
  if (name === '') refuse('AGREEMENT_CONDITION', predicate, 'Expected a definition after "meets"');
  const definition = readDefinition(name, predicate.rest, target.step ?? vocabulary.object, vocabulary);
  return { is: 'meets', step: target.step, definition, not: predicate.not };
}

function readDefinitionTest(form: Form, name: string, vocabulary: Vocabulary): Condition {
  const { predicate, subject } = form;
  const definition = readDefinition(name, subject, vocabulary.object, vocabulary);
  const isMet =
    predicate.is === 'value' && predicate.values.length === 1 && /^\s*met\s*$/i.test(predicate.values[0]!.text);
  if (isMet) return { is: 'meets', step: null, definition, not: predicate.not };
  return refuse(
    'AGREEMENT_CONDITION',
    predicate,
    `${name} is a definition: write "${vocabulary.object} meets ${name}"`,
  );
}

function readSlaTest(form: Form, sla: string): Condition {
  const { predicate } = form;
  const text = predicate.is === 'value' && predicate.values.length === 1 ? foldName(predicate.values[0]!.text) : '';
  const state = slaStates.find((candidate) => candidate === text);
  if (state !== undefined) return { is: 'sla', sla, state, not: predicate.not };
  const at = predicate.is === 'value' ? predicate.values[0]! : predicate;
  return refuse('AGREEMENT_CONDITION', at, `${sla} is an SLA; use is met, is pending, is at risk, is breached`);
}

function refuseNone(asked: Asked, subject: Form['subject'], test: RestTest): never {
  const at = test.rest.text === '' ? subject : test.rest;
  const message = `Expected ${kindWords[asked.kind].use} after "${subject.text}"`;
  return refuse('AGREEMENT_CONDITION', at, message, { example: `${asked.label} is filled` });
}

function readFieldTest(form: Form, target: Target & { readonly is: 'field' }, vocabulary: Vocabulary, text: string) {
  const { predicate } = form;
  const { step, field, label } = target;
  const object = step ?? vocabulary.object;
  const subject: Subject = { step, field: field.name, type: field.type };
  const asked: Asked = { subject, field, object, kind: kindOf(field, object), label, vocabulary };
  switch (predicate.is) {
    case 'none':
      return refuseNone(asked, form.subject, predicate);
    case 'filled':
      if (predicate.rest.text !== '')
        refuse('AGREEMENT_CONDITION', predicate.rest, 'Expected nothing more after "is filled"');
      return { is: 'filled', subject, not: predicate.not } as const;
    case 'test': {
      const not = predicate.verb === 'differs from' ? !predicate.not : predicate.not;
      return { ...readTest(predicate, asked), subject, not };
    }
    case 'changed':
      return { ...readChanged(predicate, asked), subject, not: predicate.not };
    case 'value':
    case 'one of':
      return { ...readListing(predicate, asked, text), subject, not: predicate.not };
    default:
      return { ...readTextTest(predicate, asked), subject, not: predicate.not };
  }
}

function readCondition(form: Form, vocabulary: Vocabulary, text: string): Condition {
  const target = findTarget(form, vocabulary);
  switch (target.is) {
    case 'field':
      return readFieldTest(form, target, vocabulary, text);
    case 'record':
      return readRecordTest(form, target, vocabulary);
    case 'definition':
      return readDefinitionTest(form, target.name, vocabulary);
    case 'sla':
      return readSlaTest(form, target.name);
  }
}

/**
 * Reads `subject predicate` for the records of one object. The subject is the longest name that fits; the mistake, if
 * there is one, is placed at its word.
 */
export function parseCondition(text: string, vocabulary: Vocabulary): ParsedCondition {
  try {
    if (text.length > longestCondition) {
      const message = 'A condition is one short line; this one is too long';
      refuse('AGREEMENT_CONDITION', { start: 0, end: text.length }, message);
    }
    const form = readForm(text, vocabulary.nameEnd);
    const condition = readCondition(form, vocabulary, text);
    return { condition, subject: form.subject, predicate: form.predicate };
  } catch (error) {
    if (error instanceof Mistaken) return { mistake: error.mistake };
    throw error;
  }
}
