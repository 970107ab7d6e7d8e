import type { Agreement, OwnRule, RuleException, RuleSetting } from '../model/agreement.ts';
import { dayText } from '../model/calendar.ts';
import type { ByObject, Condition, Conditions } from '../model/condition.ts';
import { type Duration, durationText } from '../model/duration.ts';
import { type ObjectType, objectTypes } from '../model/record.ts';
import { printCondition } from './print-condition.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** What an agreement says of one thing, by setting: a text, or a list whose order means nothing. */
export type Facts = ReadonlyMap<string, string | readonly string[]>;

/** All that an agreement says, by the thing it speaks of: `rule deal/close-date-past`, `definition mql`. */
export type Outline = ReadonlyMap<string, Facts>;

type Words = (condition: Condition, object: ObjectType) => string;

/** Prints conditions with the names of the agreement they stand in. */
function wordsOf(agreement: Agreement): Words {
  const known = {
    currency: agreement.currency,
    sources: agreement.sources.map(({ name }) => name),
    catalogs: new Map(),
    lists: new Map(Object.entries(agreement.lists)),
    definitions: new Map(agreement.definitions.map(({ name, tests }) => [name, Object.keys(tests) as ObjectType[]])),
    slas: agreement.slas.map(({ name }) => name),
    pipelines: new Map(Object.entries(agreement.pipelines).map(([name, stages]) => [name, Object.keys(stages)])),
  };
  const vocabularies = new Map<ObjectType, Vocabulary>();
  return (condition, object) => {
    const known_ = vocabularies.get(object) ?? vocabularyOf(object, agreement.fields, agreement.derived, known);
    vocabularies.set(object, known_);
    return printCondition(condition, known_);
  };
}

function isDuration(value: object): value is Duration {
  return 'unit' in value && 'count' in value;
}

/** A setting as a person reads it. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object') return String(value);
  if (isDuration(value)) return durationText(value);
  return Object.entries(value)
    .map(([key, inner]) => `${spaced(key)} ${valueText(inner)}`)
    .join(', ');
}

/** `noLongerThan` as people write it. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
}

/** The settings of a thing, less those that are not set. */
function factsOf(settings: Readonly<Record<string, unknown>>): Map<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>();
  for (const [name, value] of Object.entries(settings)) {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    facts.set(spaced(name), Array.isArray(value) ? value.map(valueText) : valueText(value));
  }
  return facts;
}

function conditionFacts(
  tests: ByObject<Partial<Conditions> & { readonly check?: readonly Condition[] }>,
  words: Words,
): Readonly<Record<string, readonly string[]>> {
  const objects = objectTypes.filter((object) => tests[object] !== undefined);
  const texts = (part: 'when' | 'unless' | 'check'): readonly string[] => [
    ...new Set(objects.flatMap((object) => (tests[object]![part] ?? []).map((condition) => words(condition, object)))),
  ];
  return { appliesTo: objects, when: texts('when'), unless: texts('unless'), check: texts('check') };
}

function exceptionTexts(exceptions: readonly RuleException[], words: Words): readonly string[] {
  return exceptions.map(({ where, reason, until }) => {
    const all = objectTypes.flatMap((object) => (where[object] ?? []).map((condition) => words(condition, object)));
    return `${[...new Set(all)].join(' and ')}, until ${dayText(until)}: ${reason}`;
  });
}

function ruleFacts({ severity, weight, options, exceptions, owner, fix }: RuleSetting, words: Words): Facts {
  const own = typeof options === 'object' && options !== null ? options : {};
  return factsOf({ severity, weight, ...own, exceptions: exceptionTexts(exceptions ?? [], words), owner, fix });
}

function ownRuleFacts(rule: OwnRule, words: Words): Facts {
  const { severity, weight, half, dimension, says, fix, owner, grace, checks, exceptions } = rule;
  return factsOf({
    ...{ severity, weight, half, dimension, says, fix, owner, grace },
    ...conditionFacts(checks, words),
    exceptions: exceptionTexts(exceptions, words),
  });
}

type Topic = readonly [name: string, facts: Facts];

function ruleTopics(agreement: Agreement, words: Words): readonly Topic[] {
  return [
    ...agreement.rules.map((rule): Topic => [`rule ${rule.id}`, ruleFacts(rule, words)]),
    ...agreement.ownRules.map((rule): Topic => [`rule ${rule.id}`, ownRuleFacts(rule, words)]),
  ];
}

function termTopics(agreement: Agreement, words: Words): readonly Topic[] {
  const stages = Object.entries(agreement.pipelines).flatMap(([pipeline, terms]) =>
    Object.entries(terms).map(
      ([stage, { needs, limit, workingLimit, isLearnt }]): Topic => [
        `stage ${pipeline}: ${stage}`,
        factsOf({ needs, noLongerThan: limit ?? workingLimit ?? (isLearnt ? 'learn from won deals' : null) }),
      ],
    ),
  );
  return [
    ...agreement.definitions.map(
      ({ name, means, owner, tests }): Topic => [
        `definition ${name}`,
        factsOf({ means, owner, ...conditionFacts(tests, words) }),
      ],
    ),
    ...agreement.lifecycle.map(
      ({ stage, owner, limit, handOffNeeds, is }): Topic => [
        `lifecycle stage ${stage}`,
        factsOf({ owner, noLongerThan: limit, handOffNeeds: Object.values(handOffNeeds).flat(), is: tests(is) }),
      ],
    ),
    ...stages,
    ...agreement.slas.map(
      ({ name, says, owner, target, promise }): Topic => [
        `SLA ${name}`,
        factsOf({ promise: says, owner, target, terms: promise }),
      ],
    ),
    ...objectTypes.flatMap((object): readonly Topic[] => {
      const scope = agreement.scope[object];
      if (!scope) return [];
      const { when, unless } = conditionFacts({ [object]: scope }, words);
      return [[`scope of ${object}`, factsOf({ when, unless })]];
    }),
  ];
}

function tests(is: Agreement['lifecycle'][number]['is']): readonly string[] {
  return Object.entries(is).flatMap(([source, all]) =>
    all.map(({ object, column, values, not }) =>
      [source, object, column, not ? 'is not' : 'is', values.join(' or ')].filter((part) => part !== null).join(' '),
    ),
  );
}

function fieldTopics(agreement: Agreement, words: Words): readonly Topic[] {
  return [
    ...agreement.fields.map(
      ({ object, name, type, means, in: columns, allowed, owner }): Topic => [
        `field ${object}.${name}`,
        factsOf({ type, means, in: Object.entries(columns).map((entry) => entry.flat().join(' ')), allowed, owner }),
      ],
    ),
    ...agreement.derived.map(
      ({ object, name, count, where }): Topic => [
        `field ${object}.${name}`,
        factsOf({ count, where: where.map((condition) => words(condition, count)) }),
      ],
    ),
    ...Object.entries(agreement.lists).map(([name, values]): Topic => [`list ${name}`, factsOf({ values })]),
  ];
}

function otherTopics(agreement: Agreement): readonly Topic[] {
  const { severityPoints, criticalCapsScoreAt, grades, health } = agreement.scoring;
  const { name, timeZone, currency, requireSignatures, reviewBefore } = agreement;
  const review = reviewBefore === null ? null : dayText(reviewBefore);
  return [
    ['agreement', factsOf({ name, timeZone, currency, requireSignatures, reviewBefore: review })],
    ['scoring', factsOf({ criticalCapsScoreAt })],
    ['points of severities', factsOf(severityPoints)],
    ['grades', new Map(Object.entries(grades).map(([grade, from]) => [grade, String(from)]))],
    ['weights of the halves', factsOf(health)],
    ['writing back', factsOf({ ...agreement.writeBack })],
    ['schedule', factsOf({ ...agreement.schedule })],
    ...agreement.sources.map(({ name: source, sync }): Topic => [`source ${source}`, factsOf({ sync })]),
    ...agreement.teams.map(
      ({ name: team, calendar, address, members }): Topic => [`team ${team}`, factsOf({ calendar, address, members })],
    ),
    ...agreement.calendars.map(({ name: calendar, ...rest }): Topic => [`calendar ${calendar}`, factsOf({ ...rest })]),
    ...agreement.goals.map(
      ({ name: goal, by, ...rest }): Topic => [`goal "${goal}"`, factsOf({ ...rest, by: dayText(by) })],
    ),
    ['notices', factsOf({ all: agreement.notify })],
  ];
}

/** Everything an agreement says, in words that two of them can be compared by. */
export function outlineOf(agreement: Agreement): Outline {
  const words = wordsOf(agreement);
  return new Map([
    ...ruleTopics(agreement, words),
    ...termTopics(agreement, words),
    ...fieldTopics(agreement, words),
    ...otherTopics(agreement),
  ]);
}
