import type { FieldTest } from '../../model/condition.ts';
import { lifecycleOrder } from '../../model/dictionary.ts';
import type { SourceName } from '../../model/record.ts';
import { fold } from '../fold.ts';
import { wantedTexts } from '../match.ts';
import type { Option } from '../place.ts';
import { compilePattern } from './pattern.ts';
import { textSet } from './text-set.ts';

/** A list with more values than this is about words in free text, not about the values of a pick-list. */
const fewValues = 8;

function lifecycleTest(is: 'lifecycle before' | 'lifecycle at or after', stage: string): (text: string) => boolean {
  const order: readonly string[] = lifecycleOrder;
  const wanted = order.indexOf(fold(stage));
  return (text) => {
    const own = order.indexOf(fold(text));
    if (own < 0 || wanted < 0) return false;
    return is === 'lifecycle before' ? own < wanted : own >= wanted;
  };
}

/** A test of one text, for a source whose own names were resolved; null for tests of other things. */
export function directTest(
  test: FieldTest,
  source: SourceName,
  options: readonly Option[],
): ((text: string) => boolean) | null {
  switch (test.is) {
    case 'one of':
      if (test.match.of !== 'texts') return null;
      return textSet([...wantedTexts(test.match.values, source, options)]);
    case 'in list':
      return textSet(test.values);
    case 'matches':
      return compilePattern(test.pattern, test.ignoresCase);
    case 'lifecycle before':
    case 'lifecycle at or after':
      return lifecycleTest(test.is, test.stage);
    case 'contains':
    case 'starts with':
    case 'ends with': {
      const wanted = fold(test.text);
      if (test.is === 'contains') return (text) => fold(text).includes(wanted);
      return test.is === 'starts with'
        ? (text) => fold(text).startsWith(wanted)
        : (text) => fold(text).endsWith(wanted);
    }
    default:
      return null;
  }
}

/** Whether a test is about the few values a pick-list has, so that its answers are worth keeping. */
export function isAboutFewTexts(test: FieldTest, source: SourceName): boolean {
  if (test.is === 'lifecycle before' || test.is === 'lifecycle at or after') return true;
  if (test.is !== 'one of' || test.match.of !== 'texts') return false;
  return (test.match.values.bySource[source] ?? test.match.values.written).length <= fewValues;
}
