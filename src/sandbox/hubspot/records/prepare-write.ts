import type { Generation } from '../generation.ts';
import type { ObjectName } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import { type CheckContext, checkValue, type ValueProblem, type ValueWarning } from '../properties/check-value.ts';
import { isBackward } from '../properties/lifecycle-stages.ts';
import { checkRules } from '../validation-rules.ts';
import { readProperty } from './compute.ts';
import type { CrmRecord } from './record.ts';
import type { Values } from './written.ts';

/** A write as it would be stored, or the problems that refuse it. */
export interface Prepared {
  readonly values: Values;
  readonly problems: readonly ValueProblem[];
  readonly warnings: readonly ValueWarning[];
}

/** Checks the values of a write to a record (null: a new one) against definitions and, on 2026-09 paths, the admin's rules. */
export function prepareWrite(
  portal: Portal,
  object: ObjectName,
  record: CrmRecord | null,
  given: Readonly<Record<string, unknown>>,
  generation: Generation,
): Prepared {
  const registry = portal.properties[object];
  const context = createContext(portal, generation);
  const values: Record<string, string | null> = {};
  const problems: ValueProblem[] = [];
  const warnings: ValueWarning[] = [];
  for (const [name, raw] of Object.entries(given)) {
    const property = registry.find(name);
    if (property === null) {
      problems.push({ property: name, code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` });
      continue;
    }
    const checked = checkValue(property, raw, record?.stored(name) ?? null, context);
    if ('problem' in checked) problems.push(checked.problem);
    else values[name] = checked.value;
    if ('warning' in checked && checked.warning !== undefined) warnings.push(checked.warning);
  }
  keepForward(record, values);
  problems.push(...checkUnique(portal, object, record, values));
  if (problems.length === 0 && generation === '2026-09')
    problems.push(...checkAdminRules(portal, object, record, values));
  return { values, problems, warnings };
}

function createContext(portal: Portal, generation: Generation): CheckContext {
  return {
    normalizesDates: generation === '2026-09',
    isOwner: (id) => portal.findOwner(id) !== null,
    isStage: (id) => portal.findStage(id) !== null,
    isPipeline: (id) => portal.population.pipelines.some((pipeline) => pipeline.id === id),
  };
}

/** HubSpot: a lifecycle stage moves forward only; what it answers to a step back is not documented, here it is silent. */
function keepForward(record: CrmRecord | null, values: Record<string, string | null>): void {
  const to = values.lifecyclestage;
  if (record === null || record.object === 'deals' || to === undefined) return;
  if (isBackward(record.stored('lifecyclestage'), to)) delete values.lifecyclestage;
}

function checkUnique(portal: Portal, object: ObjectName, record: CrmRecord | null, values: Values): ValueProblem[] {
  const problems: ValueProblem[] = [];
  for (const name of portal.properties[object].uniqueNames) {
    const value = values[name];
    if (value === null || value === undefined) continue;
    const other = portal.finder.byUnique(object, name, value);
    if (other === null || other.id === record?.id) continue;
    const message = `Cannot set PropertyValueCoordinates{propertyName=${name}, value=${value}}. ${other.id} already has that value.`;
    problems.push({ property: name, code: 'CONFLICTING_UNIQUE_VALUE', message });
  }
  return problems;
}

function checkAdminRules(portal: Portal, object: ObjectName, record: CrmRecord | null, values: Values): ValueProblem[] {
  if (portal.validationRules.length === 0) return [];
  return checkRules(portal.validationRules, object, {
    isNew: record === null,
    changed: Object.keys(values),
    value: (name) => {
      const written = values[name];
      if (written !== undefined) return written;
      return record === null ? null : readProperty(portal, record, name);
    },
  });
}
