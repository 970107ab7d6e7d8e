import { dictionary } from '../../../model/dictionary.ts';
import { parseTime } from '../../../model/parse-field.ts';
import type { CrmRecord, Field, FieldName, ObjectType, TimeValue } from '../../../model/record.ts';
import { type Bench, changeOf, needed } from '../bench.ts';
import { expectSame, expectSameSet, expectThat } from '../expect-that.ts';
import type { Case, Group } from '../group.ts';
import { longTexts, type OddValue, oddDates, oddIds, oddNumbers, oddTexts } from '../odd-values.ts';
import { freeText, idsOf, plainSeed } from '../plain-seeds.ts';

/** Whether a field tells the truth about what the CRM holds. */
type IsHonest = (field: Field, stored: string) => boolean;

/** Texts compare equal but for NULs, which databases refuse, and lone surrogates, which UTF-8 cannot carry. */
function plainText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

const isHonestText: IsHonest = (field, stored) => {
  if (stored.trim() === '') return field.is === 'empty';
  if (field.is === 'value') return typeof field.value === 'string' && plainText(field.value) === plainText(stored);
  return field.is === 'invalid' && plainText(String(field.raw)) === plainText(stored);
};

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

/** A plain decimal is read as that number; anything else is invalid, or a number of the same digits. */
const isHonestNumber: IsHonest = (field, stored) => {
  const isPlain = /^-?\d+(\.\d+)?$/.test(stored);
  if (field.is === 'invalid') return !isPlain && String(field.raw) === stored;
  if (field.is !== 'value' || typeof field.value !== 'number' || !Number.isFinite(field.value)) return false;
  if (field.value === Number(stored)) return true;
  return !isPlain && digits(String(field.value)).replace(/0+$/, '') === digits(stored).replace(/^0+|0+$/g, '');
};

/** An ISO day or time is read as that moment; anything else is invalid, or a real moment. */
const isHonestTime: IsHonest = (field, stored) => {
  const iso = /^\d{4}-\d{2}/.test(stored) ? parseTime(stored) : null;
  if (field.is === 'invalid') return iso === null && String(field.raw) === stored;
  if (field.is !== 'value') return false;
  const { ms } = field.value as TimeValue;
  if (iso !== null) return ms === iso.ms;
  // A day that does not exist must not become the next one that does.
  return Number.isFinite(ms) && !/^\d{4}-\d{2}-\d{2}/.test(stored);
};

async function checkOdd(
  bench: Bench,
  object: ObjectType,
  name: FieldName,
  values: readonly OddValue[],
  isHonest: IsHonest,
): Promise<void> {
  const plain = (number: number) => plainSeed(object, number);
  // Every odd record has a plain one on each side, which must not change.
  const seeds = values.flatMap(({ text }, index) => [
    plain(2 * index + 1),
    plainSeed(object, 2 * index + 2, { [name]: text }),
  ]);
  const { account, session, ids } = await bench.stand([...seeds, plain(2 * values.length + 1)]);
  const records = new Map((await session.list(object)).map((record) => [record.ref.id, record]));
  expectSameSet([...records.keys()], ids, 'odd values lose no record and make none');
  if (name in ((await session.connector.catalog()).missing[object] ?? {})) return;
  for (const [index, value] of values.entries()) {
    const stored = (await account.stored(object, ids[2 * index + 1]!))?.[name];
    const field = records.get(ids[2 * index + 1]!)!.fields[name] ?? { is: 'unknown', why: 'absent' };
    const asks = `${name} with ${value.name} is read as the CRM holds it, or is honestly invalid or empty`;
    if (stored === null || stored === undefined || stored === '') expectThat(field.is === 'empty', asks, field);
    else expectThat(isHonest(field, String(stored)), asks, { stored, field });
  }
  for (let index = 0; index < ids.length; index += 2) checkPlain(records.get(ids[index]!)!, plain(index + 1).values);
}

function checkPlain(record: CrmRecord, values: Readonly<Record<FieldName, string>>): void {
  for (const name of ['name', 'jobTitle', 'lastName'])
    if (values[name] !== undefined && record.fields[name]?.is !== 'unknown') {
      const field = record.fields[name];
      const asks = `the neighbour of an odd record keeps its ${name} "${values[name]}"`;
      expectThat(field?.is === 'value' && field.value === values[name], asks, field);
    }
}

async function checkIds(bench: Bench): Promise<void> {
  const seeds = oddIds.map(({ text }, index) => ({ ...plainSeed(bench.main, index + 1), id: text }));
  const { session, ids } = await bench.stand(seeds);
  expectSameSet(idsOf(await session.list(bench.main)), ids, 'ids are read to the last character');
  const page = await session.connector.read.byId(bench.main, ids);
  expectSameSet(idsOf(page.records), ids, 'records are found by their ids, however odd');
  expectSame(page.gone, [], 'no record is gone');
}

async function checkWritten(bench: Bench, values: readonly OddValue[]): Promise<void> {
  const seeds = values.flatMap((_, index) => [
    plainSeed(bench.main, 2 * index + 1),
    plainSeed(bench.main, 2 * index + 2),
  ]);
  const { account, session, ids } = await bench.writable(seeds);
  const health = needed(account.health, 'health() of the backend', 'the manifest claims capabilities.write');
  const textOf = (index: number): string => (index % 2 === 1 ? values[(index - 1) / 2]!.text : 'Call the customer.');
  const outcomes = await session.write(ids.map((id, index) => changeOf(bench.main, id, { nextAction: textOf(index) })));
  const states = new Map(outcomes.map((outcome) => [outcome.ref.id, outcome.is]));
  const read = new Map((await session.list(bench.main)).map((record) => [record.ref.id, record.health.nextAction]));
  for (const [index, id] of ids.entries()) {
    const name = index % 2 === 1 ? values[(index - 1) / 2]!.name : 'the neighbour of an odd value';
    const asks = `a next action with ${name} is written as it is, or refused`;
    if (states.get(id) === 'refused' && index % 2 === 1) continue;
    expectThat(states.get(id) === 'done', asks, states.get(id));
    const stored = (await health.call(account, bench.main, id)).nextAction ?? '';
    // Blanks at the ends are no part of a sentence; CRMs cut them off.
    expectSame(plainText(stored).trim(), plainText(textOf(index)).trim(), asks);
    expectSame(plainText(read.get(id) ?? '').trim(), plainText(textOf(index)).trim(), `${asks}, and so read again`);
  }
}

function typedCases(
  object: ObjectType,
  name: FieldName,
  values: readonly OddValue[],
  isHonest: IsHonest,
): readonly Case[] {
  if (!dictionary[object].some((field) => field.name === name)) return [];
  return [
    {
      name: `${object} ${name}: odd values are read as they are, or are honestly invalid`,
      run: (bench) => checkOdd(bench, object, name, values, isHonest),
    },
  ];
}

/** What people and imports leave in fields: it comes through, is honestly invalid, and never touches a neighbour. */
export const oddValuesGroup: Group = {
  name: 'odd values',
  claims: [],
  cases: ({ objects, main }) => [
    ...Object.entries(oddTexts).map(([kind, values]) => ({
      name: `${kind} come through`,
      run: (bench: Bench) => checkOdd(bench, main, freeText[main], values, isHonestText),
    })),
    {
      name: 'very long texts come through whole',
      run: (bench) => checkOdd(bench, main, freeText[main], longTexts, isHonestText),
    },
    ...objects.flatMap((object) => [
      ...typedCases(object, 'amount', oddNumbers, isHonestNumber),
      ...typedCases(object, 'employees', oddNumbers, isHonestNumber),
      ...typedCases(object, 'closeDate', oddDates, isHonestTime),
    ]),
    { name: 'odd ids are told apart and found again', run: checkIds },
    ...Object.entries(oddTexts).map(([kind, values]) => ({
      name: `${kind} are written as they are`,
      if: ['write' as const],
      run: (bench: Bench) => checkWritten(bench, values),
    })),
  ],
};
