import { extname, relative, resolve } from 'node:path';
import type { ConnectorEnv } from '../../src/model/connector.ts';
import { UserError } from '../../src/model/errors.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { fieldNamed } from './field-names.ts';
import { type FileSettings, type ObjectSettings, objectBlocks, settingsOf } from './settings.ts';
import type { TableFile, WantedColumn } from './table.ts';

/** An object of the agreement with its file: what every part of the connector works from. */
export interface ObjectPlan {
  readonly object: ObjectType;
  readonly settings: ObjectSettings;
  readonly file: TableFile;
  readonly results: ResultsPath;
}

/** Where results go, and how that is named to people. */
export interface ResultsPath {
  readonly path: string;
  readonly shown: string;
}

/** A path of the agreement as it is opened, and as it is shown: from the agreement's folder, with forward slashes. */
function locate(folder: string, written: string): { readonly path: string; readonly shown: string } {
  const path = resolve(folder, written);
  return { path, shown: relative(folder, path).replaceAll('\\', '/') };
}

function blockOf(object: ObjectType): string {
  return Object.entries(objectBlocks).find(([, type]) => type === object)?.[0] ?? object;
}

/** All columns that the settings of an object and the agreement's own fields name. */
function wantedColumns(object: ObjectType, settings: ObjectSettings, env: ConnectorEnv): readonly WantedColumn[] {
  const wanted: WantedColumn[] = [{ column: settings.id, setting: 'id' }];
  const add = (column: string | undefined, setting: string): void => {
    if (column !== undefined) wanted.push({ column, setting });
  };
  for (const [key, column] of Object.entries(settings.columns)) add(column, `columns › ${key}`);
  add(settings.company?.column, 'company');
  add(settings.contact?.column, 'contact');
  if (typeof settings.pipeline === 'object') add(settings.pipeline.column, 'pipeline');
  for (const [name, stage] of Object.entries(settings.stages ?? {}))
    if (typeof stage === 'object') add(stage.entered, `stages › ${name} › entered`);
  for (const own of env.ownFields) if (own.object === object) add(own.column, `fields › ${own.name}`);
  return wanted.map(({ column, setting }) => ({ column: column.trim(), setting: `${blockOf(object)} › ${setting}` }));
}

const jsonEndings = ['.json', '.jsonl', '.ndjson'];

function planObject(object: ObjectType, settings: ObjectSettings, all: FileSettings, env: ConnectorEnv): ObjectPlan {
  const place = locate(env.folder, settings.file);
  const ending = extname(place.path).toLowerCase();
  const beside = `${settings.file.slice(0, settings.file.length - extname(settings.file).length)}-hygiene.csv`;
  const { delimiter } = settings;
  return {
    object,
    settings,
    file: {
      ...place,
      encoding: settings.encoding ?? all.encoding ?? null,
      format: settings.format ?? (jsonEndings.includes(ending) ? 'json' : 'csv'),
      delimiter: delimiter === undefined ? null : delimiter === 'tab' ? '\t' : delimiter,
      wanted: wantedColumns(object, settings, env),
    },
    results: locate(env.folder, all.results ?? beside),
  };
}

/** The plans of the objects to sync, in the order of `sync:`. An object without its file is a mistake of the agreement. */
export function planFiles(settings: FileSettings, env: ConnectorEnv): readonly ObjectPlan[] {
  return env.objects.map((object) => {
    const own = settingsOf(settings, object);
    if (own) return planObject(object, own, settings, env);
    const block = blockOf(object);
    throw new UserError({
      code: 'AGREEMENT_INVALID',
      message: `crms › ${env.source}: \`sync\` names ${block}, but there is no \`${block}:\` with its \`file:\`, \`id:\` and \`columns:\`. Add it, or take ${block} out of \`sync\``,
    });
  });
}

/** The column of each canonical field that has one of its own. */
export function fieldColumns(plan: ObjectPlan): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(plan.settings.columns).flatMap(([key, column]) => {
      const field = fieldNamed(plan.object, key);
      return field === null ? [] : [[field, column.trim()] as const];
    }),
  );
}
