import type { ConnectorEnv } from '../../src/model/connector.ts';
import { dictionary, type FieldDefinition } from '../../src/model/dictionary.ts';
import { parseField } from '../../src/model/parse-field.ts';
import {
  type Field,
  type FieldName,
  type FieldType,
  type Link,
  type ObjectType,
  type TimeValue,
  unknownField,
} from '../../src/model/record.ts';
import { compileDates } from './dates.ts';
import { compileLifecycle } from './lifecycle.ts';
import { createLocalTime } from './local-time.ts';
import type { Notices } from './notices.ts';
import { compileNumbers } from './numbers.ts';
import { fieldColumns, type ObjectPlan } from './plan.ts';
import { constantPipeline, declaredStages, foldStage } from './stages.ts';
import { wantedNames } from './table.ts';

/** The wanted cells of a row, in the order of `wantedNames`. */
type Cells = readonly unknown[];
type ReadField = (cells: Cells, notices: Notices) => Field;

/** How the rows of one object become records. */
export interface RowMapping {
  /** The id of a row; empty where it has none. Outer blanks do not count, as links would not find it. */
  idOf(cells: Cells): string;
  fieldsOf(cells: Cells, notices: Notices): Readonly<Record<FieldName, Field>>;
  /** Links to the wanted objects; a cell without an id gives none. */
  linksOf(id: string, cells: Cells, wanted: readonly ObjectType[]): readonly Link[];
  urlOf(id: string): string;
  /** The pipeline a row names; null where it names none, or all rows share one. */
  pipelineOf(cells: Cells): string | null;
}

const noColumn = 'no column is mapped to it';
const noEntered = 'no column tells when this stage was entered';

function textOf(cell: unknown): string {
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell).trim() : '';
}

/** Readers of cells by type, with the dates and numbers of this file. */
function compileCells(plan: ObjectPlan, env: Pick<ConnectorEnv, 'timeZone'>) {
  const { dates = 'ISO', numbers } = plan.settings;
  const readTime = compileDates(typeof dates === 'string' ? [dates] : dates, createLocalTime(env.timeZone));
  const readNumber = numbers ? compileNumbers(numbers) : null;
  return (type: FieldType, cell: unknown): Field => {
    const isTime = type === 'time' || type === 'times';
    const isPlain = !isTime && (type !== 'number' || readNumber === null || typeof cell === 'number');
    if (isPlain || (typeof cell !== 'string' && typeof cell !== 'number')) return parseField(type, cell);
    const text = String(cell);
    if (text.trim() === '') return { is: 'empty' };
    const value = isTime ? readTime(text) : readNumber!(text);
    if (value === null) return { is: 'invalid', raw: cell };
    return { is: 'value', value: type === 'times' ? [value as TimeValue] : value, raw: cell };
  };
}

type ReadCell = ReturnType<typeof compileCells>;

/** Finds the place of a column among the cells; every column asked for is among the wanted ones of the plan. */
function createPlaces(plan: ObjectPlan): (column: string) => number {
  const names = wantedNames(plan.file.wanted);
  return (column) => names.indexOf(column.trim());
}

function mapLifecycle(plan: ObjectPlan, read: ReadField): ReadField {
  const canonical = compileLifecycle(plan.settings.lifecycle ?? {});
  return (cells, notices) => {
    const field = read(cells, notices);
    if (field.is !== 'value') return field;
    const stage = canonical(String(field.value));
    if (stage !== null) return { is: 'value', value: stage, raw: field.raw };
    notices.value(
      'The agreement does not say what this lifecycle stage means; set `lifecycle:`.',
      String(field.value).trim(),
    );
    return unknownField('its lifecycle stage is not explained in the agreement');
  };
}

/** Stage, pipeline and entry date of deals; each rests on the cell of the stage. */
function mapStages(plan: ObjectPlan, readCell: ReadCell): Readonly<Record<FieldName, ReadField>> {
  const place = createPlaces(plan);
  const columns = fieldColumns(plan);
  const declared = declaredStages(plan.settings);
  const byValue = new Map((declared ?? []).map((stage) => [foldStage(stage.id), stage]));
  const stageColumn = columns.get('stage');
  const stageAt = stageColumn === undefined ? -1 : place(stageColumn);
  const enteredColumn = columns.get('stageEnteredAt');
  const found = (cells: Cells) => byValue.get(foldStage(textOf(cells[stageAt])));
  const constant = constantPipeline(plan.settings);
  const { pipeline } = plan.settings;
  const pipelineAt = typeof pipeline === 'object' ? place(pipeline.column) : -1;
  return {
    stage(cells, notices) {
      if (stageAt < 0) return unknownField(noColumn);
      const field = parseField('text', cells[stageAt]);
      if (field.is !== 'value') return field;
      const stage = found(cells);
      if (stage) return { is: 'value', value: stage.id, raw: field.raw };
      if (declared)
        notices.value(
          'A stage is not declared under `stages:`; deals in it are in an unknown stage.',
          textOf(field.raw),
        );
      return field;
    },
    stageEnteredAt(cells) {
      const column = found(cells)?.entered ?? enteredColumn;
      return column === undefined ? unknownField(noEntered) : readCell('time', cells[place(column)]);
    },
    pipeline(cells) {
      if (pipelineAt < 0)
        return constant === null ? unknownField(noColumn) : { is: 'value', value: constant, raw: constant };
      const field = parseField('text', cells[pipelineAt]);
      return field.is === 'value' ? { ...field, value: textOf(field.raw) } : field;
    },
  };
}

function readColumn(type: FieldType, at: number, readCell: ReadCell): ReadField {
  return (cells) => readCell(type, cells[at]);
}

/** One reader for every field of the dictionary, and for the own fields that this source holds. */
function compileFields(plan: ObjectPlan, env: ConnectorEnv): readonly (readonly [FieldName, ReadField])[] {
  const place = createPlaces(plan);
  const readCell = compileCells(plan, env);
  const columns = fieldColumns(plan);
  const unknown = unknownField(noColumn);
  const special = plan.object === 'deal' ? mapStages(plan, readCell) : {};
  const readerOf = ({ name, type }: Pick<FieldDefinition, 'name' | 'type'>): ReadField => {
    const own = special[name];
    if (own) return own;
    const column = columns.get(name === 'lifecycle' ? 'lifecycleStage' : name);
    if (column === undefined) return () => unknown;
    const read = readColumn(type, place(column), readCell);
    return name === 'lifecycle' ? mapLifecycle(plan, read) : read;
  };
  const standard = dictionary[plan.object].map((field) => [field.name, readerOf(field)] as const);
  const own = env.ownFields.flatMap(({ object, name, type, column }) =>
    object === plan.object ? [[name, readColumn(type, place(column), readCell)] as const] : [],
  );
  return [...standard, ...own];
}

/** The links an object can have, and where their ids stand. */
export function linkColumns(plan: ObjectPlan) {
  const { company, contact } = plan.settings;
  const targets: readonly (readonly [ObjectType, typeof company])[] = [
    ['company', company],
    ['contact', contact],
  ];
  return targets.flatMap(([to, link]) =>
    link ? [{ to, column: link.column, separator: link.separator ?? null }] : [],
  );
}

/** Why a canonical field is unknown on every record of the object; fields with a column are not listed. */
export function missingFields(plan: ObjectPlan): Readonly<Record<FieldName, string>> {
  const columns = fieldColumns(plan);
  const stages = declaredStages(plan.settings) ?? [];
  const has = (name: FieldName): boolean => {
    if (name === 'lifecycle') return columns.has('lifecycleStage');
    if (plan.object === 'deal' && name === 'pipeline')
      return typeof plan.settings.pipeline === 'object' || constantPipeline(plan.settings) !== null;
    return columns.has(name) || (name === 'stageEnteredAt' && stages.some(({ entered }) => entered !== null));
  };
  return Object.fromEntries(
    dictionary[plan.object].flatMap(({ name }) => (has(name) ? [] : [[name, noColumn] as const])),
  );
}

/** Prepares the mapping of an object once, so that a row costs only look-ups. */
export function compileMapping(plan: ObjectPlan, env: ConnectorEnv): RowMapping {
  const { settings, object } = plan;
  const place = createPlaces(plan);
  const fields = compileFields(plan, env);
  const links = linkColumns(plan).map((link) => ({ ...link, at: place(link.column) }));
  const idAt = place(settings.id);
  const pipelineAt = typeof settings.pipeline === 'object' ? place(settings.pipeline.column) : -1;
  return {
    idOf: (cells) => textOf(cells[idAt]),
    fieldsOf: (cells, notices) => Object.fromEntries(fields.map(([name, read]) => [name, read(cells, notices)])),
    linksOf: (id, cells, wanted) =>
      links.flatMap(({ to, at, separator }) => {
        if (!wanted.includes(to)) return [];
        const text = textOf(cells[at]);
        const ids = separator === null ? [text] : text.split(separator).map((part) => part.trim());
        return [...new Set(ids)].flatMap((target) =>
          target === '' ? [] : [{ from: { object, id }, to: { object: to, id: target } }],
        );
      }),
    urlOf: (id) => settings.url?.replaceAll('{id}', () => encodeURIComponent(id)) ?? '',
    pipelineOf: (cells) => textOf(cells[pipelineAt]) || null,
  };
}
