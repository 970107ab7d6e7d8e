import type { Response } from 'express';
import { joinJson, streamText } from '../../core/stream-json.ts';
import { OBJECT_TYPES } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import { readObjects } from './planted.ts';

/** Streams the current values of the properties whose names begin with a prefix, of all live records that have any. */
export async function streamValues(portal: Portal, query: URLSearchParams, response: Response): Promise<void> {
  const objects = readObjects(query.get('object'));
  const prefix = query.get('prefix') ?? 'hygiene_';
  const names = objects.map((object) => ({ object, names: namesOf(portal, object, prefix) }));
  response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8' });
  await streamText(response, describe(portal, prefix, names));
}

type Names = readonly { readonly object: keyof Portal['stores']; readonly names: readonly string[] }[];

function namesOf(portal: Portal, object: keyof Portal['stores'], prefix: string): string[] {
  const names = portal.properties[object].list(false).map((property) => property.name);
  return names.filter((name) => name.startsWith(prefix)).sort();
}

function* describe(portal: Portal, prefix: string, names: Names): Generator<string> {
  yield `{"prefix":${JSON.stringify(prefix)},"values":[`;
  yield* joinJson(listValues(portal, names));
  yield ']}';
}

/** Planted records have none of an app's fields, so only what was written to can. */
function* listValues(portal: Portal, names: Names): Generator<unknown> {
  for (const { object, names: wanted } of names) {
    for (const record of portal.stores[object].writtenRecords()) {
      if (!record.isLive) continue;
      const filled = wanted.flatMap((name) => {
        const value = record.written?.values[name] ?? null;
        return value === null ? [] : [[name, value] as const];
      });
      if (filled.length === 0) continue;
      yield { object: OBJECT_TYPES[object].singular, id: record.id, properties: Object.fromEntries(filled) };
    }
  }
}
