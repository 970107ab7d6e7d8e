import type { Agreement } from '../model/agreement.ts';
import type { Condition, Conditions } from '../model/condition.ts';
import { lifecycleAside, lifecycleOrder } from '../model/dictionary.ts';
import type { Field, FieldName, ObjectType } from '../model/record.ts';
import type { DefinitionState } from '../model/rule.ts';
import { evaluateConditions, whyUndecided } from './condition.ts';
import { fieldIn, type Place } from './place.ts';

/** The tests that tell whether a record of an object belongs into a lifecycle stage. */
interface StageDefinition {
  readonly tests: Conditions;
  readonly owner: string | null;
}

const stages: readonly string[] = [...lifecycleOrder, ...lifecycleAside];

/** The definitions that are named like a lifecycle stage: what somebody must be to be in it. */
export function stageDefinitions(object: ObjectType, agreement: Agreement): readonly StageDefinition[] {
  return agreement.definitions
    .filter(({ name }) => stages.includes(name))
    .flatMap(({ tests, owner }) => (tests[object] ? [{ tests: tests[object], owner }] : []));
}

const blank: Field = { is: 'unknown', why: 'it is empty' };

function withoutBlanks(field: Field): Field {
  return field.is === 'empty' ? blank : field;
}

/**
 * The same place with empty fields as unknown: a definition that lacks an input is undecided, while in conditions an
 * empty field makes comparisons false.
 */
function asIfFilled(place: Place): Place {
  return {
    frame: place.frame,
    source: place.source,
    object: place.object,
    stage: place.stage,
    field: (name) => withoutBlanks(place.field(name)),
    related(object) {
      const related = place.related(object);
      if (related === 'unknown') return related;
      return related.map((one) => ({
        ...one,
        fields: Object.fromEntries(Object.entries(one.fields).map(([name, field]) => [name, withoutBlanks(field)])),
      }));
    },
    optionsOf: () => [],
    stagesOf: (pipelineId) => place.stagesOf(pipelineId),
  };
}

function ownFields(conditions: readonly Condition[], place: Place): readonly FieldName[] {
  return conditions.flatMap((condition) => {
    if (condition.is === 'sla' || (condition.is === 'meets' ? condition.step : condition.subject.step) !== null)
      return [];
    if (condition.is !== 'meets') return [condition.subject.field];
    const inner = place.frame.definitions.get(condition.definition)?.tests[place.object];
    return inner ? ownFields([...inner.when, ...inner.unless], place) : [];
  });
}

/** The email domain is empty where the email is, which is what people can fill. */
function filledBy(field: FieldName): FieldName {
  return field === 'emailDomain' ? 'email' : field;
}

/** How the record in view stands to a definition; null where there is none by this name for its object. */
export function stateOfDefinition(
  name: string,
  place: Place,
  label: (field: FieldName) => string,
): DefinitionState | null {
  const definition = place.frame.definitions.get(name);
  const tests = definition?.tests[place.object];
  if (!definition || !tests) return null;
  const seen = asIfFilled(place);
  const truth = evaluateConditions(tests, seen, definition.owner);
  if (typeof truth === 'boolean') return { is: truth ? 'met' : 'unmet' };
  const all = [...tests.when, ...tests.unless];
  const open = all.filter(
    (condition) => evaluateConditions({ when: [condition], unless: [] }, seen, definition.owner) === 'unknown',
  );
  const lacks = ownFields(open, place).filter(
    (field) => fieldIn({ [field]: place.field(field) }, field).is === 'empty',
  );
  return {
    is: 'undecided',
    lacks: [...new Set(lacks.map(filledBy))],
    why: whyUndecided(all, seen, definition.owner, label),
  };
}
