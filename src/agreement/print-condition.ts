import type { Condition } from '../model/agreement.ts';
import { parseCondition } from './condition.ts';
import type { Vocabulary } from './vocabulary.ts';

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function predicateOf(condition: Condition, values: readonly string[]): string {
  switch (condition.is) {
    case 'filled':
      return condition.not ? 'is not filled' : 'is filled';
    case 'one of':
      return `is ${condition.not ? 'not ' : ''}${values.length === 1 ? '' : 'one of '}${values.join(', ')}`;
    case 'contains':
      return condition.not ? `does not contain ${values[0]}` : `contains ${values[0]}`;
    case 'starts with':
      return condition.not ? `does not start with ${values[0]}` : `starts with ${values[0]}`;
    case 'ends with':
      return condition.not ? `does not end with ${values[0]}` : `ends with ${values[0]}`;
  }
}

function isSame(a: Condition, b: Condition): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

function valuesOf(condition: Condition): readonly string[] {
  return condition.is === 'filled' ? [] : condition.is === 'one of' ? condition.values : [condition.text];
}

/** A condition as its author would write it; quotes only where the text could not be read back without them. */
export function printCondition(condition: Condition, vocabulary: Vocabulary): string {
  const field = vocabulary.fields.find((candidate) => candidate.name === condition.field);
  const label = field?.label ?? condition.field;
  const plain = valuesOf(condition);
  for (const subject of [label, quote(label)])
    for (const values of [plain, plain.map(quote)]) {
      const text = `${subject} ${predicateOf(condition, values)}`;
      const parsed = parseCondition(text, vocabulary);
      if ('condition' in parsed && isSame(parsed.condition, condition)) return text;
    }
  return `${quote(label)} ${predicateOf(condition, plain.map(quote))}`;
}
