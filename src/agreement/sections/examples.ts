import type { OwnRule } from '../../model/agreement.ts';
import type { ExampleRecord } from '../../model/condition.ts';
import { parseField } from '../../model/parse-field.ts';
import { type Field, type FieldName, type ObjectType, objectTypes } from '../../model/record.ts';
import type { ConditionReader } from '../conditions.ts';
import { entriesOf, type KeyPlace, type Place, readItems, type Settings } from '../reading.ts';
import { foldName, unknownField } from '../vocabulary.ts';

/** An example that has been read, to be run once the whole agreement is. */
export interface PendingExample {
  readonly place: Place;
  readonly rule: OwnRule;
  readonly record: ExampleRecord;
  readonly isToPass: boolean;
}

const example = '[{stage: Proposal, next step: Call}]';

interface Setting {
  readonly step: ObjectType | null;
  readonly name: FieldName;
  readonly field: Field;
}

function readSetting(entry: KeyPlace, object: ObjectType, { desk, vocabulary }: ConditionReader): Setting | null {
  const { key, node, path } = entry;
  if (key.isSecret || (node.is === 'scalar' && node.isSecret)) return null;
  const words = vocabulary(object);
  const target = words.targets.get(foldName(key.text));
  if (target?.is !== 'field') {
    const { message, suggestion } = unknownField(key.text, words);
    desk.problem({ code: 'AGREEMENT_UNKNOWN_FIELD', at: key, path, message, suggestion });
    return null;
  }
  const { step, field } = target;
  const texts = node.is === 'list' ? node.items.map((item) => (item.is === 'scalar' ? item.text : '')) : null;
  const text = texts === null ? (node.is === 'scalar' && node.value !== null ? node.text : '') : texts.join(';');
  const raw = field.type === 'boolean' ? text.replace(/^yes$/i, 'true').replace(/^no$/i, 'false') : text;
  const value = parseField(field.type, raw);
  if (value.is !== 'invalid') return { step, name: field.name, field: value };
  const message = `${target.label} cannot be "${text}"`;
  desk.problem({ code: 'AGREEMENT_EXAMPLE', at: node, path, message });
  return null;
}

function readExample(place: Place, object: ObjectType, reader: ConditionReader): ExampleRecord | null {
  const entries = entriesOf(place, 'fields and their values', reader.desk);
  const settings = entries.map((entry) => readSetting(entry, object, reader));
  if (settings.includes(null) || place.node.is !== 'map') return null;
  const of = (step: ObjectType | null): Readonly<Record<FieldName, Field>> =>
    Object.fromEntries(settings.flatMap((setting) => (setting?.step === step ? [[setting.name, setting.field]] : [])));
  const steps = objectTypes.filter((step) => settings.some((setting) => setting?.step === step));
  return { object, fields: of(null), related: Object.fromEntries(steps.map((step) => [step, of(step)])) };
}

/** Reads the examples of an own rule. */
export function readExamples(settings: Settings, rule: OwnRule, reader: ConditionReader): readonly PendingExample[] {
  const object = objectTypes.find((candidate) => rule.checks[candidate] !== undefined);
  if (object === undefined) return [];
  return (['passes', 'fails'] as const).flatMap((name) => {
    const place = settings.get(name);
    const items = place ? readItems(place, 'a list of examples', reader.desk, example) : [];
    return items.flatMap((item) => {
      const record = readExample(item, object, reader);
      return record ? [{ place: item, rule, record, isToPass: name === 'passes' }] : [];
    });
  });
}
