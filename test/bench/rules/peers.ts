import { LogicEngine } from 'json-logic-engine';
import { type RuleProperties, Engine as RulesEngine, type TopLevelCondition } from 'json-rules-engine';
import { z } from 'zod';
import { scoreAnswers } from './plain.ts';
import type { RawRecord } from './records.ts';
import { operators, type Test, type TestedRule, testedRules } from './tests.ts';

type Properties = RawRecord['properties'];
/** What every program of the benchmark gives for a record. */
export type PlainScore = ReturnType<typeof scoreAnswers>;

const objects = ['contact', 'deal'] as const;

function otherField(arg: unknown): string | null {
  return typeof arg === 'object' && arg !== null && 'field' in arg ? String(arg.field) : null;
}

/** json-logic-engine: rules as JSON, compiled; tests of values are its own added operators. */
export function openJsonLogic(): (record: RawRecord) => PlainScore {
  const engine = new LogicEngine();
  const kept: unknown[] = [];
  for (const [name, run] of Object.entries(operators))
    engine.addMethod(name, ([raw, arg]: [string | null, number]) => run(raw, kept[arg] ?? arg), {
      deterministic: true,
    });
  const all = (tests: readonly Test[]) =>
    engine.build({
      and: [true, ...tests.map((one) => withKept(one, kept))],
    }) as (data: Properties) => unknown;
  const built = Object.fromEntries(
    objects.map((object) => [
      object,
      testedRules[object].map(({ when, check }) => ({ when: when.length === 0 ? null : all(when), check: all(check) })),
    ]),
  );
  return ({ object, properties }) =>
    scoreAnswers(object, (index) => {
      const { when, check } = built[object]![index]!;
      return when === null || when(properties) ? Boolean(check(properties)) : null;
    });
}

/** Patterns and lists are no JSON: they stand in a list beside it, and the logic holds their places. */
function withKept(test: Test, kept: unknown[]): unknown {
  const other = otherField(test.arg);
  const place = kept.push(test.arg) - 1;
  const logic = { [test.op]: [{ var: test.field }, other === null ? place : { var: other }] };
  return test.not ? { '!': [logic] } : logic;
}

function toConditions(tests: readonly Test[]): TopLevelCondition {
  return {
    all: tests.map(({ field, op, arg, not }) => {
      const other = otherField(arg);
      return { fact: field, operator: not ? `not ${op}` : op, value: other === null ? (arg ?? null) : { fact: other } };
    }),
  };
}

/** json-rules-engine: one rule for where a rule applies and one for where it holds; it runs by promises. */
export function openJsonRules(): (record: RawRecord) => Promise<PlainScore> {
  const engines = Object.fromEntries(
    objects.map((object) => {
      const rules = testedRules[object].flatMap(({ when, check }, index): RuleProperties[] => [
        { conditions: toConditions(when), event: { type: 'applies', params: { index } } },
        { conditions: toConditions([...when, ...check]), event: { type: 'holds', params: { index } } },
      ]);
      const engine = new RulesEngine(rules, { allowUndefinedFacts: true });
      for (const [name, run] of Object.entries(operators)) {
        engine.addOperator(name, (raw: string | null, arg: unknown) => run(raw, arg));
        engine.addOperator(`not ${name}`, (raw: string | null, arg: unknown) => !run(raw, arg));
      }
      return [object, engine];
    }),
  );
  return async ({ object, properties }) => {
    const { events } = await engines[object]!.run({ ...properties });
    const [applies, holds] = (['applies', 'holds'] as const).map(
      (type) => new Set(events.flatMap((event) => (event.type === type ? [event.params?.index as number] : []))),
    );
    return scoreAnswers(object, (index) => (applies!.has(index) ? holds!.has(index) : null));
  };
}

function holdsFor({ field, op, arg, not }: Test, properties: Properties): boolean {
  const other = otherField(arg);
  return operators[op](properties[field], other === null ? arg : properties[other]) !== (not === true);
}

function refine(rules: readonly TestedRule[]) {
  return (properties: Properties, ctx: z.RefinementCtx<Properties>): void => {
    rules.forEach(({ when, check }, index) => {
      if (!when.every((test) => holdsFor(test, properties)))
        ctx.addIssue({ code: 'custom', message: `absent ${index}` });
      else if (!check.every((test) => holdsFor(test, properties)))
        ctx.addIssue({ code: 'custom', message: `failed ${index}` });
    });
  };
}

/** zod: an object of texts with the rules as a refinement, whose issues tell what failed and what does not apply. */
export function openZod(): (record: RawRecord) => PlainScore {
  const text = z.string().nullable();
  const fieldsOf = (rules: readonly TestedRule[]) =>
    z.object(
      Object.fromEntries(rules.flatMap(({ when, check }) => [...when, ...check]).map(({ field }) => [field, text])),
    );
  const schemas = Object.fromEntries(
    objects.map((object) => [object, fieldsOf(testedRules[object]).superRefine(refine(testedRules[object]))]),
  );
  return ({ object, properties }) => {
    const parsed = schemas[object]!.safeParse(properties);
    const issues = new Set(parsed.error?.issues.map(({ message }) => message));
    return scoreAnswers(object, (index) => (issues.has(`absent ${index}`) ? null : !issues.has(`failed ${index}`)));
  };
}
