import { z } from 'zod';
import type { Manifest } from '../model/connector.ts';
import { lifecycleAside, lifecycleOrder } from '../model/dictionary.ts';
import { healthFieldPart, healthKeys } from '../model/health-field.ts';
import { objectTypes } from '../model/record.ts';
import { dimensions, type Rule, type Ruleset, severities } from '../model/rule.ts';
import { type Metric, metrics } from '../model/terms.ts';
import { optionNames, optionWords } from './schema-options.ts';

/** What is built in, or plugged in, where the schema is made. */
export interface SchemaKinds {
  readonly rules: readonly Rule[];
  readonly rulesets: readonly Ruleset[];
  readonly connectors: readonly Manifest<unknown>[];
}

type Json = Readonly<Record<string, unknown>>;

const empty = z.null();
const text = z.union([z.string(), z.number(), z.boolean()]);
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item)]);
const named = <T extends z.ZodType>(value: T) => z.record(z.string(), value);
const section = <T extends z.ZodType>(value: T) => z.union([value, empty]);

const condition = z.string().describe('A condition: SUBJECT PREDICATE, such as: country is one of DE, AT');
const conditions = oneOrMore(condition);
const duration = z
  .string()
  .regex(/^\s*[0-9.]+\s+([Bb]usiness\s+)?([Mm]inute|[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?\s*$/)
  .describe('A duration: 30 minutes, 2 business days, 90 days');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const percent = z.string().regex(/^\s*\d{1,3}(\.\d+)?\s*%\s*$/);
const timeOfDay = z.string().regex(/^\s*\d{1,2}:\d{2}\s*$/);
const severity = z.enum([...severities, 'off']);
const objects = oneOrMore(z.enum(objectTypes));
const team = text.describe('A team, as named under teams');
const stageNames = [...lifecycleOrder, ...lifecycleAside] as const;

const general = z.strictObject({
  name: text,
  timezone: z.string().describe('IANA time zone in which days are counted'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  review_before: date.optional(),
  require_signatures: oneOrMore(team).optional(),
});
const calendar = z.strictObject({
  days: oneOrMore(z.string()).optional(),
  open: timeOfDay.optional(),
  close: timeOfDay.optional(),
  holidays: oneOrMore(z.string()).optional(),
});
const teamSettings = z.strictObject({
  members: oneOrMore(z.string()).optional(),
  calendar: text.optional(),
  address: z.string().optional(),
});
const whenUnless = { when: conditions.optional(), unless: conditions.optional() };
const scope = z.strictObject(
  Object.fromEntries(objectTypes.map((object) => [object, section(z.strictObject(whenUnless)).optional()])),
);
const field = z.union([
  z.strictObject({
    means: text,
    type: z.enum(['text', 'number', 'date', 'yes/no', 'pick-list', 'list']),
    in: named(oneOrMore(text)),
    owner: team.optional(),
    allowed: z.array(text).optional(),
  }),
  z.strictObject({
    count: z.enum(['contacts', 'leads', 'companies', 'deals']),
    where: conditions.optional(),
    means: text.optional(),
  }),
]);
const definition = z.strictObject({
  means: text,
  applies_to: objects,
  owner: team.optional(),
  ...whenUnless,
});
const lifecycleStage = z.strictObject({
  owner: team.optional(),
  is: named(oneOrMore(z.string())).optional(),
  no_longer_than: duration.optional(),
  hand_off_needs: oneOrMore(text).optional(),
});
const lifecycle = z.strictObject(
  Object.fromEntries(stageNames.map((stage) => [stage, section(lifecycleStage).optional()])),
);
const pipelineStage = z.strictObject({
  needs: oneOrMore(text).optional(),
  no_longer_than: z.union([duration, z.string().regex(/^\s*learn/)]).optional(),
});
const slaBase = { promise: text, owner: team, target: percent.optional() };
const sla = z.union([
  z.strictObject({ ...slaBase, starts_when: z.string(), met_by: z.string(), within: duration }),
  z.strictObject({ ...slaBase, attempts: z.int().min(1).max(1000), over_at_least: duration.optional() }),
]);
const goal = z.strictObject({
  name: text,
  metric: z.enum(Object.keys(metrics) as [Metric, ...Metric[]]),
  from: text,
  to: text,
  by: date,
  owners: oneOrMore(team),
});
const exception = z.strictObject({ where: conditions, reason: text, until: date });
const ruleTerms = {
  severity: severity.optional(),
  weight: z.number().min(0).max(1000).optional(),
  exceptions: z.array(exception).optional(),
  owner: team.optional(),
  fix: text.optional(),
};
const examples = z.array(named(z.union([text, empty, z.array(text)])));
const ownRule = z.strictObject({
  ...ruleTerms,
  says: text,
  applies_to: objects.optional(),
  ...whenUnless,
  check: conditions,
  half: z.enum(['data', 'stage']).optional(),
  dimension: z.enum(dimensions).optional(),
  grace: duration.optional(),
  passes: examples.optional(),
  fails: examples.optional(),
});
const points = z.number().min(0).max(1000).optional();
const hundred = z.number().min(0).max(100).optional();
const scoring = z.strictObject({
  severity_points: section(z.strictObject(Object.fromEntries(severities.map((word) => [word, points])))).optional(),
  critical_caps_score_at: hundred,
  grades: section(z.strictObject({ A: hundred, B: hundred, C: hundred, D: hundred })).optional(),
  health: section(
    z.strictObject(
      Object.fromEntries(
        objectTypes.map((object) => [object, z.strictObject({ data: hundred, stage: hundred }).optional()]),
      ),
    ),
  ).optional(),
});
const writeBack = z.strictObject({
  mode: z.enum(['preview', 'on']).optional(),
  field_prefix: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,20}$/)
    .optional(),
  fields: z.array(z.enum(healthKeys.map(healthFieldPart) as [string, ...string[]])).optional(),
  limit: text.describe('5000 records per run, or none').optional(),
});
const schedule = z.strictObject({
  sync: z.string().optional(),
  score: z.string().optional(),
  sweep: z.string().optional(),
  digest: z.string().optional(),
});
const notice = z.strictObject({ when: z.string(), who: z.string(), by: z.literal('email').optional() });

/** All ways to write an option's name: `warn after`, `warn_after`, `warnAfter`. */
function spellings(name: string): readonly string[] {
  const words = optionWords(name);
  return [...new Set([words, words.replaceAll(' ', '_'), name])];
}

/** The settings of a schema of options, each under all its spellings; what it holds is left to the loader. */
function optionsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  const names = optionNames(schema) ?? [];
  return Object.fromEntries(names.flatMap(spellings).map((name) => [name, z.unknown().optional()]));
}

function ruleSettings(rule: Rule): z.ZodType {
  const settings = z.strictObject({ ...optionsOf(rule.meta.options), ...ruleTerms });
  return z.union([severity, settings]).describe(rule.meta.docs.summary);
}

function crm(manifest: Manifest<unknown>): z.ZodType {
  const words = Object.keys(manifest.objects) as [string, ...string[]];
  const base = { connector: z.literal(manifest.name), sync: oneOrMore(z.enum(words)) };
  const names = optionNames(manifest.config);
  return names === null
    ? z.looseObject(base)
    : z.strictObject({ ...optionsOf(manifest.config), ...base }).describe(manifest.title);
}

/** A connector or rule of one's own, by path or package. */
const plugIn = '^(?:[.@/]|crm-hygiene-)';

function crms(connectors: readonly Manifest<unknown>[]): z.ZodType {
  const ours = z.looseObject({ connector: z.string().regex(new RegExp(plugIn)), sync: oneOrMore(z.string()) });
  const known: readonly z.ZodType[] = [...connectors.map(crm), ours];
  return named(z.union(known));
}

function agreement({ rules, rulesets, connectors }: SchemaKinds): z.ZodType {
  const names = rulesets.map((ruleset) => ruleset.name) as [string, ...string[]];
  return z.strictObject({
    version: z.literal(1),
    agreement: general,
    extends: section(oneOrMore(z.enum(names))).optional(),
    crms: crms(connectors),
    calendars: section(named(section(calendar))).optional(),
    teams: section(named(section(teamSettings))).optional(),
    scope: section(scope).optional(),
    fields: section(named(field)).optional(),
    lists: section(named(z.array(text))).optional(),
    definitions: section(named(definition)).optional(),
    lifecycle: section(lifecycle).optional(),
    pipelines: section(named(section(named(section(pipelineStage))))).optional(),
    slas: section(named(sla)).optional(),
    goals: section(z.array(goal)).optional(),
    rules: section(
      z
        .object(Object.fromEntries(rules.map((rule) => [rule.meta.id, ruleSettings(rule).optional()])))
        .catchall(ownRule),
    ).optional(),
    scoring: section(scoring).optional(),
    write_back: section(writeBack).optional(),
    schedule: section(schedule).optional(),
    notify: section(z.array(notice)).optional(),
  });
}

/** Rules by path or package are set like built-in ones; zod has no patterns for names of properties. */
function withPlugIns(schema: Json): Json {
  const properties = schema.properties as Readonly<Record<string, Json>>;
  const [rules, ...rest] = properties.rules!.anyOf as readonly Json[];
  const set = { anyOf: [{ enum: [...severities, 'off'] }, { type: 'object' }] };
  const open = { ...rules, patternProperties: { [plugIn]: set } };
  return { ...schema, properties: { ...properties, rules: { ...properties.rules, anyOf: [open, ...rest] } } };
}

/** The JSON Schema of hygiene.yaml for editors: names, words and shapes; what a sentence means is told by `check`. */
export function agreementSchema(kinds: SchemaKinds): Json {
  const schema = z.toJSONSchema(agreement(kinds), { io: 'input', unrepresentable: 'any', reused: 'ref' });
  return withPlugIns({ ...schema, title: 'hygiene.yaml, the agreement of sales and marketing' });
}
