import type { Catalog } from '../../../model/connector.ts';
import { dictionary } from '../../../model/dictionary.ts';
import type { Field, ObjectType } from '../../../model/record.ts';
import type { Bench } from '../bench.ts';
import { expectSame, expectSameSet, expectThat } from '../expect-that.ts';
import type { Case, Group } from '../group.ts';
import { plainSeed } from '../plain-seeds.ts';

const types = ['text', 'number', 'time', 'times', 'boolean', 'list', 'visits'];

function checkUnique(names: readonly string[], what: string): void {
  expectSameSet(names, [...new Set(names)], `${what} are told apart`);
}

function checkFields(catalog: Catalog, object: ObjectType): void {
  const fields = catalog.fields[object];
  expectThat(fields !== undefined && fields.length > 0, `the catalog describes the fields of ${object}`, fields);
  checkUnique(
    fields.map(({ name }) => name),
    'names of fields',
  );
  for (const field of fields) {
    expectThat(field.name.trim() !== '' && field.label.trim() !== '', 'a field has a name and a label', field);
    expectThat(types.includes(field.type), `the type of ${field.name} is one of ${types.join(', ')}`, field.type);
    expectThat(typeof field.readOnly === 'boolean', `${field.name} says whether it is read-only`, field.readOnly);
    checkUnique(
      field.options.map(({ value }) => value),
      `options of ${field.name}`,
    );
  }
}

function checkOwners({ owners }: Catalog): void {
  if (owners === 'unknown') return;
  checkUnique(
    owners.map(({ id }) => id),
    'owners',
  );
  for (const owner of owners) {
    expectThat(owner.id !== '' && owner.name.trim() !== '', 'an owner has an id and a name', owner);
    expectThat(typeof owner.active === 'boolean', 'an owner is active or not', owner);
  }
}

function checkPipelines({ pipelines }: Catalog): void {
  if (pipelines === 'unknown') return;
  checkUnique(
    pipelines.map(({ id }) => id),
    'pipelines',
  );
  for (const { label, stages } of pipelines) {
    expectThat(label.trim() !== '' && stages.length > 0, 'a pipeline has a label and stages', { label, stages });
    checkUnique(
      stages.map(({ id }) => id),
      `stages of ${label}`,
    );
    for (const { state } of stages)
      expectThat(['open', 'won', 'lost'].includes(state), 'a stage is open, won or lost', state);
  }
}

function isUnknownWithReason(field: Field | undefined): boolean {
  return field?.is === 'unknown' && field.why.trim() !== '';
}

async function checkMissing(bench: Bench, object: ObjectType): Promise<void> {
  const { session } = await bench.stand([plainSeed(object, 1)], { objects: [object] });
  const missing = (await session.connector.catalog()).missing[object] ?? {};
  const [record] = await session.list(object);
  expectThat(record !== undefined, `the ${object} of the account is listed`, 'none');
  for (const [name, why] of Object.entries(missing)) {
    expectThat(why.trim() !== '', `the missing field ${name} has a reason`, why);
    const isField = dictionary[object].some((field) => field.name === name);
    expectThat(isField, 'what is missing is a field of the vocabulary', name);
    const field = record.fields[name];
    expectThat(isUnknownWithReason(field), `${object} ${name} is missing, so it is unknown on each record`, field);
  }
  // Whatever is filled in the seed must have come through, or be told as missing.
  for (const name of Object.keys(plainSeed(object, 1).values))
    if (!(name in missing))
      expectThat(record.fields[name]?.is === 'value', `${object} ${name} is not missing, so it is read`, {
        [name]: record.fields[name],
      });
}

function caseFor(object: ObjectType): Case {
  return {
    name: `${object} fields that the account cannot give are missing with a reason, and unknown on each record`,
    run: (bench) => checkMissing(bench, object),
  };
}

/** What an account offers. */
export const catalogGroup: Group = {
  name: 'catalog',
  claims: [],
  cases: ({ objects }) => [
    {
      name: 'the fields of every object are described, each once',
      async run(bench) {
        const { session } = await bench.stand([]);
        const catalog = await session.connector.catalog();
        for (const object of objects) checkFields(catalog, object);
      },
    },
    {
      name: 'owners are a list of people, or unknown',
      async run(bench) {
        const { session } = await bench.stand([]);
        checkOwners(await session.connector.catalog());
      },
    },
    {
      name: 'pipelines are lists of stages, or unknown',
      async run(bench) {
        const { session } = await bench.stand([]);
        checkPipelines(await session.connector.catalog());
      },
    },
    ...objects.map(caseFor),
    {
      name: 'an object that is not synced is not in the catalog',
      async run(bench) {
        const { session } = await bench.stand([], { objects: [bench.main] });
        const catalog = await session.connector.catalog();
        expectSameSet(Object.keys(catalog.fields), [bench.main], 'the catalog describes the synced objects only');
      },
    },
    {
      name: 'asked twice, the catalog is the same',
      async run(bench) {
        const { session } = await bench.stand([]);
        const first = await session.connector.catalog();
        expectSame(await session.connector.catalog(), first, 'a catalog does not change by being read');
      },
    },
  ],
};
