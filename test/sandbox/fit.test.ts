import { describe, expect, test } from '@jest/globals';
import { OBJECT_NAMES } from '../../src/sandbox/hubspot/object-types.ts';
import { createPopulation } from '../../src/sandbox/hubspot/population/index.ts';
import { readMoment } from '../../src/sandbox/hubspot/properties/check-value.ts';
import type { Property } from '../../src/sandbox/hubspot/properties/property.ts';
import { PropertyRegistry } from '../../src/sandbox/hubspot/properties/property-registry.ts';
import { NOW } from './open-sandbox.ts';

/** What a stored value of a type looks like when it is read. */
function fits(property: Property, value: string, stages: ReadonlySet<string>): boolean {
  if (property.name === 'dealstage' || property.name === 'pipeline') return stages.has(value);
  if (property.type === 'number') return !Number.isNaN(Number(value)) && value.trim() !== '';
  if (property.type === 'datetime') return readMoment(value) !== null && value.includes('T');
  if (property.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (property.type === 'enumeration' && !property.externalOptions)
    return property.options.some((option) => option.value === value);
  return true;
}

describe.each(OBJECT_NAMES)('planted %s', (object) => {
  test('have only properties that are defined, with values of their types', () => {
    const sizes = { contacts: 600, companies: 200, deals: 400 };
    const population = createPopulation({ seed: 5, sizes, now: NOW.getTime(), timeZone: 'Europe/Berlin' });
    const registry = new PropertyRegistry(object, population.pipelines, { timeInStage: true, salesforce: false });
    const stages = new Set(population.pipelines.flatMap(({ id, stages }) => [id, ...stages.map((stage) => stage.id)]));
    const wrong: string[] = [];
    for (let index = 0; index < sizes[object]; index += 1) {
      for (const [name, value] of Object.entries(population.properties(object, index))) {
        const property = registry.find(name);
        if (property === null || !fits(property, value, stages)) wrong.push(`${index} ${name} = ${value}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('are modified before the present and after they were made', () => {
    const sizes = { contacts: 300, companies: 100, deals: 200 };
    const population = createPopulation({ seed: 6, sizes, now: NOW.getTime(), timeZone: 'UTC' });
    for (let index = 0; index < sizes[object]; index += 1) {
      const [created, modified] = [population.createdAt(object, index), population.modifiedAt(object, index)];
      expect([created <= modified, modified <= NOW.getTime()]).toEqual([true, true]);
    }
  });
});
