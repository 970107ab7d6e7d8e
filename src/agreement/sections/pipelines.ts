import type { Agreement, OwnField } from '../../model/agreement.ts';
import { type CalendarDuration, parseCalendarDuration } from '../../model/duration.ts';
import type { FieldName } from '../../model/record.ts';
import type { StageTerms } from '../../model/rule.ts';
import type { Desk } from '../desk.ts';
import {
  describe,
  entriesOf,
  exampleAt,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readSettings,
  readText,
} from '../reading.ts';
import { findField, unknownField, type Vocabulary, vocabularyOf } from '../vocabulary.ts';

const businessTime = /^\s*\d+(?:\.\d+)?\s+business\s+(?:hour|day)s?\s*$/i;
const learnt = /^\s*learn(?:t|ed)?\s+from\s+won\s+deals\s*$/i;

function readDuration(place: Place, desk: Desk): CalendarDuration | null {
  const { node, path } = place;
  const text = node.is === 'scalar' ? node.text : '';
  const duration = parseCalendarDuration(text);
  if (duration !== null || (node.is === 'scalar' && node.isSecret)) return duration;
  const example = exampleAt(path, '21 days');
  if (businessTime.test(text) || learnt.test(text)) {
    const message = `This version does not read ${describe(node)} yet; write a number of days, weeks, months or years`;
    desk.problem({ code: 'AGREEMENT_NOT_YET', at: node, path, message, example });
  } else {
    const message = `${describe(node)} is not a duration. Examples: 21 days, 12 months`;
    desk.problem({ code: 'AGREEMENT_DURATION', at: node, path, message, example });
  }
  return null;
}

function readNeeds(place: Place, vocabulary: Vocabulary, desk: Desk): readonly FieldName[] {
  const names = new Set<FieldName>();
  for (const item of readItems(place, 'a list of fields', desk, '[amount, next step]', true)) {
    const label = readText(item, 'a field', desk, 'amount');
    if (label === null || (item.node.is === 'scalar' && item.node.isSecret)) continue;
    const field = findField(label, vocabulary);
    if (field !== null) names.add(field.name);
    else {
      const { message, suggestion } = unknownField(label, vocabulary);
      desk.problem({ code: 'AGREEMENT_UNKNOWN_FIELD', at: item.node, path: item.path, message, suggestion });
    }
  }
  return [...names];
}

function readStage(place: KeyPlace, vocabulary: Vocabulary, desk: Desk): StageTerms | null {
  const settings = readSettings(place, { owner: 'a stage', known: ['needs', 'no_longer_than'] }, desk);
  const needs = settings?.get('needs');
  const limit = settings?.get('no_longer_than');
  return (
    settings && {
      needs: needs ? readNeeds(needs, vocabulary, desk) : [],
      limit: limit ? readDuration(limit, desk) : null,
    }
  );
}

/** Entries whose names differ in more than case and outer blanks, because CRMs' labels are compared without them. */
function distinct(entries: readonly KeyPlace[], desk: Desk): readonly KeyPlace[] {
  const seen = new Set<string>();
  return entries.filter(({ key, path }) => {
    const folded = key.text.trim().toLowerCase();
    if (!seen.has(folded)) return seen.add(folded);
    const message = `${quoted(key.text)} is written twice; keep one of them`;
    desk.problem({ code: 'AGREEMENT_DUPLICATE', at: key, path, message });
    return false;
  });
}

/** Reads `pipelines:`: by pipeline and stage, what a deal needs there and how long it may stay. */
export function readPipelines(place: Place | null, own: readonly OwnField[], desk: Desk): Agreement['pipelines'] {
  if (place === null) return {};
  const vocabulary = vocabularyOf('deal', own);
  const pipelines = distinct(entriesOf(place, 'pipelines by name', desk), desk).map((pipeline) => {
    const stages = distinct(entriesOf(pipeline, 'stages by name', desk), desk).flatMap((stage) => {
      const terms = readStage(stage, vocabulary, desk);
      return terms ? [[stage.key.text, terms] as const] : [];
    });
    return [pipeline.key.text, Object.fromEntries(stages)] as const;
  });
  return Object.fromEntries(pipelines);
}
