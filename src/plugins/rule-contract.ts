import { objectTypes } from '../model/record.ts';
import {
  dimensions,
  familyObjects,
  familyOf,
  type Rule,
  type RuleFamily,
  type RuleId,
  severities,
} from '../model/rule.ts';
import { type FaultList, inspect, isObject, isOneOf, isText } from './shape.ts';

const families = Object.keys(familyObjects) as readonly RuleFamily[];
const leastExamples = 3;
// The flag becomes the label of a choice that people see on a record.
const longestFlag = 30;

function isRuleId(value: unknown): value is RuleId {
  if (typeof value !== 'string') return false;
  const [family, problem = '', ...rest] = value.split('/');
  return isOneOf(families, family) && rest.length === 0 && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(problem);
}

function checkId(id: unknown, path: string, taken: readonly Rule[], list: FaultList): void {
  const expected = `a family (${families.join(', ')}) and a problem, such as "person/fax-missing"`;
  if (!list.expect(isRuleId(id), path, expected, id)) return;
  if (taken.some(({ meta }) => meta.id === id)) list.note(path, `there is a rule "${String(id)}" already`);
}

function checkFlag(flag: unknown, id: unknown, path: string, taken: readonly Rule[], list: FaultList): void {
  if (!list.text(flag, path, 'a short text, such as "No fax number"')) return;
  if (flag.length > longestFlag) list.note(path, `expected at most ${longestFlag} characters; found ${flag.length}`);
  if (!isRuleId(id)) return;
  const objects = familyObjects[familyOf(id)];
  const twin = taken.find(
    ({ meta }) => meta.docs.flag === flag && familyObjects[familyOf(meta.id)].some((one) => objects.includes(one)),
  );
  if (twin && twin.meta.id !== id)
    list.note(path, `${twin.meta.id} has the flag "${flag}" already; people could not tell them apart`);
}

function checkDocs(
  meta: Readonly<Record<string, unknown>>,
  path: string,
  taken: readonly Rule[],
  list: FaultList,
): void {
  const { docs } = meta;
  if (!list.object(docs, `${path}.docs`, 'summary, why, remedy and flag')) return;
  for (const name of ['summary', 'why', 'remedy']) list.text(docs[name], `${path}.docs.${name}`, 'a sentence');
  checkFlag(docs.flag, meta.id, `${path}.docs.flag`, taken, list);
}

function checkMessages(messages: unknown, path: string, list: FaultList): void {
  if (!list.object(messages, path, "texts by id, such as {missing: 'Fax is empty.'}")) return;
  const entries = Object.entries(messages);
  if (entries.length === 0) list.note(path, 'expected at least one message');
  for (const [id, text] of entries) list.text(text, `${path}.${id}`, 'a sentence');
}

function checkExample(example: unknown, id: unknown, path: string, list: FaultList): void {
  if (!list.object(example, path, 'an example with title, object and fields')) return;
  list.text(example.title, `${path}.title`, 'a title');
  list.object(example.fields, `${path}.fields`, 'field names and their raw values');
  const objects: readonly unknown[] = isRuleId(id) ? familyObjects[familyOf(id)] : Object.values(familyObjects).flat();
  list.expect(
    objects.includes(example.object),
    `${path}.object`,
    `one of ${[...new Set(objects)].join(', ')}`,
    example.object,
  );
}

function checkExamples(meta: Readonly<Record<string, unknown>>, path: string, list: FaultList): void {
  const { examples } = meta;
  if (!list.object(examples, `${path}.examples`, 'passes and fails')) return;
  for (const kind of ['passes', 'fails']) {
    const at = `${path}.examples.${kind}`;
    const all = examples[kind];
    if (!list.list(all, at, 'a list of examples')) continue;
    if (all.length < leastExamples) list.note(at, `expected at least ${leastExamples} examples; found ${all.length}`);
    all.forEach((example, index) => {
      checkExample(example, meta.id, `${at}[${index}]`, list);
    });
  }
}

function checkWords(meta: Readonly<Record<string, unknown>>, path: string, list: FaultList): void {
  const word = (name: string, words: readonly string[]): boolean =>
    list.expect(
      words.some((one) => one === meta[name]),
      `${path}.${name}`,
      `one of ${words.join(', ')}`,
      meta[name],
    );
  word('half', ['data', 'stage']);
  word('dimension', dimensions);
  word('severity', severities);
  for (const name of ['sets', 'yieldsTo']) {
    const value = meta[name];
    if (list.list(value, `${path}.${name}`, 'a list, [] for none'))
      list.expect(value.every(isText), `${path}.${name}`, 'a list of texts', value);
  }
}

/** What a rule reads with its default options, where it has defaults for all of them. */
function checkReads(rule: Readonly<Record<string, unknown>>, path: string, list: FaultList): void {
  const { options } = rule.meta as Rule['meta'];
  const parsed = options.safeParse({});
  if (!parsed.success) return;
  let reads: unknown;
  try {
    reads = (rule as unknown as Rule).reads(parsed.data);
  } catch {
    list.note(`${path}.reads`, 'it throws when it is called with the default options');
    return;
  }
  if (!isReads(reads))
    list.expect(false, `${path}.reads()`, '{own: [field names], related: [{object, fields}]}', reads);
}

/** Whether a value says what a rule reads. */
export function isReads(value: unknown): value is ReturnType<Rule['reads']> {
  const areTexts = (texts: unknown): boolean => Array.isArray(texts) && texts.every((text) => typeof text === 'string');
  if (!isObject(value) || !areTexts(value.own) || !Array.isArray(value.related)) return false;
  return value.related.every((one) => isObject(one) && isOneOf(objectTypes, one.object) && areTexts(one.fields));
}

function checkRule(rule: unknown, path: string, taken: readonly Rule[], list: FaultList): void {
  if (!list.object(rule, path, 'a rule made with defineRule(…), or a list of them')) return;
  const { meta } = rule;
  const isCallable = [list.function(rule.reads, `${path}.reads`), list.function(rule.check, `${path}.check`)].every(
    Boolean,
  );
  if (rule.wakes !== undefined) list.function(rule.wakes, `${path}.wakes`);
  if (!list.object(meta, `${path}.meta`, 'what the rule says of itself')) return;
  checkId(meta.id, `${path}.meta.id`, taken, list);
  checkWords(meta, `${path}.meta`, list);
  checkMessages(meta.messages, `${path}.meta.messages`, list);
  checkDocs(meta, `${path}.meta`, taken, list);
  checkExamples(meta, `${path}.meta`, list);
  if (list.schema(meta.options, `${path}.meta.options`) && isCallable) checkReads(rule, path, list);
}

/** Everything that keeps a module's default export from being a rule or several, each with its path in the module. */
export function findRuleFaults(exported: unknown, taken: readonly Rule[]): readonly string[] {
  return inspect('default', (list) => {
    if (!Array.isArray(exported)) {
      checkRule(exported, 'default', taken, list);
      return;
    }
    if (exported.length === 0) list.note('default', 'expected at least one rule; found an empty list');
    // Rules that come before are taken too, as far as they are rules.
    const before: Rule[] = [];
    exported.forEach((rule: unknown, index) => {
      const path = `default[${index}]`;
      checkRule(rule, path, [...taken, ...before], list);
      if (isObject(rule) && isObject(rule.meta) && isRuleId(rule.meta.id) && isObject(rule.meta.docs))
        before.push(rule as unknown as Rule);
    });
  });
}
