import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateCondition, evaluateConditions, isInScope } from '../../src/engine/condition.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { openFrame } from '../../src/engine/frame.ts';
import { fieldIn, type Place } from '../../src/engine/place.ts';
import { rulesFor } from '../../src/engine/ruleset.ts';
import { scoreRecord } from '../../src/engine/score.ts';
import { surroundingsOf } from '../../src/engine/surroundings.ts';
import { every, type Truth } from '../../src/engine/truth.ts';
import type { Agreement, OwnCheck, OwnRule } from '../../src/model/agreement.ts';
import type { Condition } from '../../src/model/condition.ts';
import type { Catalog } from '../../src/model/connector.ts';
import { dictionary } from '../../src/model/dictionary.ts';
import { parseField } from '../../src/model/parse-field.ts';
import type { CrmRecord, Field, ObjectType } from '../../src/model/record.ts';
import { severities } from '../../src/model/rule.ts';
import { agreementOf } from './kit/agreement.ts';
import { anyCondition, anyProperties, anyStageCondition, anyTimeCondition, judgedAt } from './kit/arbitrary.ts';

const base = agreementOf(`
fields:
  contact.visits: {means: Visits, type: number, in: {main: visits}}
  contact.opted in: {means: Opted in, type: yes/no, in: {main: opted}}
  contact.tags: {means: Tags, type: list, in: {main: tags}}
calendars: {work: {days: Mon-Fri, open: "09:00", close: "17:30", holidays: DE-BE}}
teams: {sales: {members: [hubspot team Sales], calendar: work}}
definitions:
  big: {means: Big, applies_to: contact, owner: sales, when: [visits is at least 10, created is in the last 3 business days], unless: [lifecycle is customer]}
`);

const catalog: Catalog = {
  fields: {},
  owners: 'unknown',
  links: [],
  missing: {},
  pipelines: [
    {
      id: 'p',
      label: 'New',
      stages: [
        { id: 'p1', label: 'Proposal', state: 'open' },
        { id: 'p2', label: 'Legal', state: 'open' },
        { id: 'p3', label: 'Won', state: 'won' },
        { id: 'p4', label: 'Gone', state: 'lost' },
      ],
    },
  ],
};

const own = (id: number, check: OwnCheck, over: Partial<OwnRule> = {}): OwnRule => ({
  id: `person/own-${id}`,
  severity: 'medium',
  weight: null,
  half: 'data',
  dimension: 'validity',
  says: 'It holds for {first name}',
  fix: 'Mend it',
  owner: 'sales',
  grace: null,
  checks: { contact: check, deal: check },
  exceptions: [],
  ...over,
});

function recordOf(object: ObjectType, properties: Readonly<Record<string, unknown>>): CrmRecord {
  const fields: Record<string, Field> = {};
  for (const { name, type } of [...dictionary[object], ...base.fields])
    if (properties[name] !== undefined) fields[name] = parseField(type, properties[name]);
  return {
    ref: { source: 'main', object, id: '1' },
    updatedAt: new Date(0),
    url: '',
    fields,
    health: {},
    scoredAt: '',
  };
}

function placeOf(record: CrmRecord, agreement: Agreement): Place {
  const { surround, positions } = surroundingsOf(agreement, catalog, ['contact', 'deal'], new Map());
  const around = surround(record, { related: {}, matched: undefined, peers: undefined });
  return {
    frame: openFrame(agreement, judgedAt),
    source: 'main',
    object: record.ref.object,
    stage: around.stage,
    field: (name) => fieldIn(record.fields, name),
    related: (object) => around.related(object),
    optionsOf: () => [],
    stagesOf: (pipelineId) => positions.filter((position) => position.pipelineId === pipelineId),
  };
}

/** What a rule says, told from its conditions one after another and nothing else. */
function expectedOf(check: OwnCheck, place: Place): string {
  const outcome = (truth: Truth, no: string): string | null =>
    truth === true ? null : truth === false ? no : truth === 'unknown' ? 'unknown' : 'not applicable';
  const guard = outcome(evaluateConditions(check, place, 'sales'), 'not applicable');
  const checked = outcome(every(check.check.map((one) => evaluateCondition(one, place, 'sales'))), 'fail');
  return guard ?? checked ?? 'pass';
}

const anyCheck = (condition: fc.Arbitrary<Condition>): fc.Arbitrary<OwnCheck> =>
  fc.record({
    when: fc.array(condition, { maxLength: 2 }),
    unless: fc.array(condition, { maxLength: 1 }),
    check: fc.array(condition, { minLength: 1, maxLength: 2 }),
  });

function compare(
  object: 'contact' | 'deal',
  checks: readonly OwnCheck[],
  properties: Readonly<Record<string, unknown>>,
) {
  const agreement: Agreement = { ...base, rules: [], ownRules: checks.map((check, index) => own(index, check)) };
  const engine = createEngine(agreement, [], judgedAt).forSource(catalog, ['contact', 'deal']);
  const record = recordOf(object, properties);
  const place = placeOf(record, agreement);
  const order = rulesFor(object, agreement, []).map(({ id }) => Number(id.slice('person/own-'.length)));
  const expected = order.map((index) => expectedOf(checks[index]!, place));
  for (const result of [engine.evaluate(record, {})!, engine.evaluateProperties(object, properties)!]) {
    const { judgements } = result;
    expect(judgements.map(({ verdict }) => verdict.is)).toEqual(expected);
    const score = scoreRecord(
      object,
      judgements.flatMap(({ tally }) => tally ?? []),
      agreement.scoring,
    );
    expect(result.score).toEqual(score);
    expect(result.health).toBe(score?.health ?? null);
    expect(result.failed).toEqual(judgements.filter(({ verdict }) => verdict.is === 'fail').map(({ rule }) => rule));
    expect(result.findings.map(({ rule }) => rule)).toEqual(result.failed);
  }
}

describe('compiled programs say what the interpreter says', () => {
  test('of contacts, raw and parsed', () => {
    fc.assert(
      fc.property(
        fc.array(anyCheck(anyCondition), { minLength: 1, maxLength: 6 }),
        anyProperties,
        (checks, properties) => compare('contact', checks, properties),
      ),
      { numRuns: 300 },
    );
  });

  test('of the stages of deals', () => {
    const anyDeal = fc.record({
      stage: fc.constantFrom<unknown>('p1', 'p2', 'p3', 'p4', 'elsewhere', null, undefined, ''),
      pipeline: fc.constantFrom<unknown>('p', 'q', null, undefined),
    }) as fc.Arbitrary<Readonly<Record<string, unknown>>>;
    fc.assert(
      fc.property(
        fc.array(anyCheck(anyStageCondition), { minLength: 1, maxLength: 4 }),
        anyDeal,
        (checks, properties) => compare('deal', checks, properties),
      ),
      { numRuns: 300 },
    );
  });

  test('of more rules than one word of bits holds', () => {
    fc.assert(
      fc.property(
        fc.array(anyCheck(anyCondition), { minLength: 31, maxLength: 70 }),
        anyProperties,
        (checks, properties) => compare('contact', checks, properties),
      ),
      { numRuns: 20 },
    );
  });

  test('of scope and exceptions', () => {
    const conditions = fc.array(anyCondition, { maxLength: 2 });
    fc.assert(
      fc.property(conditions, conditions, conditions, anyProperties, (when, unless, where, properties) => {
        const always: OwnCheck = {
          when: [],
          unless: [],
          check: [{ is: 'filled', subject: { step: null, field: 'firstName', type: 'text' }, not: false }],
        };
        const exceptions = [{ where: { contact: where }, reason: 'so', until: 30_000 }];
        const agreement: Agreement = {
          ...base,
          rules: [],
          scope: { contact: { when, unless } },
          ownRules: [own(0, always, { exceptions })],
        };
        const record = recordOf('contact', properties);
        const place = placeOf(record, agreement);
        const result = createEngine(agreement, [], judgedAt).forSource(catalog, []).evaluate(record, {});
        expect(result !== null).toBe(isInScope({ when, unless }, place));
        const isExcepted = evaluateConditions({ when: where, unless: [] }, place) === true;
        if (result)
          expect(result.judgements[0]!.verdict.is).toBe(isExcepted ? 'not applicable' : expectedOf(always, place));
      }),
      { numRuns: 300 },
    );
  });

  test('time alone changes nothing before the record is woken', () => {
    const ahead = [1, 60_000, 5 * 3_600_000, 86_400_000, 3 * 86_400_000, 15 * 86_400_000, 45 * 86_400_000];
    fc.assert(
      fc.property(anyTimeCondition, anyProperties, fc.constantFrom(...ahead), (condition, properties, shift) => {
        const check: OwnCheck = { when: [], unless: [], check: [condition] };
        const agreement: Agreement = {
          ...base,
          rules: [],
          ownRules: [own(0, check)],
        };
        const verdictAt = (at: Date) => {
          const result = createEngine(agreement, [], at)
            .forSource(catalog, [])
            .evaluate(recordOf('contact', properties), {})!;
          return { is: result.judgements[0]!.verdict.is, wakeAt: result.wakeAt };
        };
        // As in the product: whoever is woken is judged again and told the next time.
        const later = judgedAt.getTime() + shift;
        let at = judgedAt.getTime();
        let known = verdictAt(judgedAt);
        for (let wakes = 0; known.wakeAt !== null && known.wakeAt <= later; wakes++) {
          expect(known.wakeAt).toBeGreaterThan(at);
          expect(wakes).toBeLessThan(500);
          at = known.wakeAt;
          known = verdictAt(new Date(at));
        }
        expect(verdictAt(new Date(later)).is).toBe(known.is);
      }),
      { numRuns: 200 },
    );
  });
});

test('any values give a score of 0 to 100 whose ledger adds up', () => {
  const anyRule = fc.tuple(
    anyCheck(anyCondition),
    fc.constantFrom(...severities),
    fc.constantFrom('data' as const, 'stage' as const),
  );
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 8 }),
      fc.dictionary(fc.string(), fc.anything()),
      anyProperties,
      (rules, noise, properties) => {
        const ownRules = rules.map(([check, severity, half], index) => own(index, check, { severity, half }));
        const engine = createEngine({ ...base, rules: [], ownRules }, [], judgedAt);
        const result = engine.evaluate('contact', { ...noise, ...properties })!;
        if (result.health !== null) expect(result.health).toBeGreaterThanOrEqual(0);
        if (result.health !== null) expect(result.health).toBeLessThanOrEqual(100);
        for (const half of [result.score?.data, result.score?.stage]) {
          if (!half) continue;
          const lost = half.lost.reduce((sum, line) => sum + line.hundredths, 0);
          expect(lost + half.roundingHundredths + half.capHundredths + 100 * half.value).toBe(10_000);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('the same records give the same bytes in any order', () => {
  fc.assert(
    fc.property(
      fc.array(anyCheck(anyCondition), { minLength: 1, maxLength: 4 }),
      fc.array(anyProperties, { minLength: 2, maxLength: 6 }),
      (checks, all) => {
        const ownRules = checks.map((check, index) => own(index, check));
        const bytes = (list: typeof all, rules: readonly OwnRule[]): readonly string[] => {
          const engine = createEngine({ ...base, rules: [], ownRules: rules }, [], judgedAt);
          const results = list.map((properties) => engine.evaluate('contact', properties)!);
          // Read in another order than judged, since results are made when they are read.
          return [...results]
            .reverse()
            .map(({ score, findings, judgements, wakeAt }) => JSON.stringify({ score, findings, judgements, wakeAt }));
        };
        expect([...bytes([...all].reverse(), [...ownRules].reverse())].reverse()).toEqual(bytes(all, ownRules));
      },
    ),
    { numRuns: 100 },
  );
});
