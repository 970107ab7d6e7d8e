import { RE2JS } from 're2js';
import type { TextTest } from '../model/condition.ts';
import type { Value } from '../model/record.ts';
import { fold } from './fold.ts';
import { textsOf } from './match.ts';

const expressions = new Map<string, RE2JS>();
const mostExpressions = 500;

function expressionOf(pattern: string, ignoresCase: boolean): RE2JS {
  const key = `${ignoresCase} ${pattern}`;
  let expression = expressions.get(key);
  if (!expression) {
    expression = RE2JS.compile(pattern, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
    if (expressions.size >= mostExpressions) expressions.clear();
    expressions.set(key, expression);
  }
  return expression;
}

/** Compares a text; of a list one item suffices. */
export function testText(test: TextTest, value: Value): boolean {
  const texts = textsOf(value);
  switch (test.is) {
    case 'contains':
      return texts.some((text) => fold(text).includes(fold(test.text)));
    case 'starts with':
      return texts.some((text) => fold(text).startsWith(fold(test.text)));
    case 'ends with':
      return texts.some((text) => fold(text).endsWith(fold(test.text)));
    case 'matches':
      return texts.some((text) => expressionOf(test.pattern, test.ignoresCase).test(text.trim()));
    case 'in list': {
      const wanted = test.values.map(fold);
      return texts.some((text) => wanted.includes(fold(text)));
    }
  }
}
