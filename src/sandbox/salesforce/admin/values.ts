import type { Response } from 'express';
import { joinJson, streamText } from '../../core/stream-json.ts';
import { OBJECT_WORDS } from '../object-words.ts';
import type { Org } from '../org.ts';
import type { ObjectName } from '../population/population.ts';
import { readObjects } from './planted.ts';

/** Streams the current values of the fields whose names begin with a prefix (in any case), of all live records that have any. */
export async function streamValues(org: Org, query: URLSearchParams, response: Response): Promise<void> {
  const objects = readObjects(query.get('object'));
  const prefix = query.get('prefix') ?? 'Hygiene_';
  response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8' });
  await streamText(response, describe(org, prefix, objects));
}

function* describe(org: Org, prefix: string, objects: readonly ObjectName[]): Generator<string> {
  yield `{"prefix":${JSON.stringify(prefix)},"values":[`;
  yield* joinJson(listValues(org, prefix.toLowerCase(), objects));
  yield ']}';
}

/** Planted records have none of an app's fields, so only what was written to can. */
function* listValues(org: Org, prefix: string, objects: readonly ObjectName[]): Generator<unknown> {
  for (const object of objects) {
    for (const record of org.stores[object].writtenRecords()) {
      if (record.isDeleted) continue;
      const filled = Object.entries(record.written?.values ?? {})
        .filter(([name, value]) => value !== null && name.toLowerCase().startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      if (filled.length === 0) continue;
      yield { object: OBJECT_WORDS[object], id: record.id, fields: Object.fromEntries(filled) };
    }
  }
}
