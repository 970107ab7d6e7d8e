import type { Link, ObjectType } from '../../src/model/record.ts';
import { associationsAnswer, type Row } from './answers.ts';
import type { HubspotClient } from './client.ts';
import { apiVersion, asHubspotObject, type HubspotObject, objectNames } from './objects.ts';

/** HubSpot: at most 1,000 records per call. */
const recordsPerCall = 1000;

function linkTo(object: HubspotObject, id: string, to: HubspotObject, toId: string): Link {
  return { from: { object, id }, to: { object: to, id: toId } };
}

/** Reads all links of records to one object; records without any come back as errors, which mean "none". */
async function readLinksTo(
  client: HubspotClient,
  object: HubspotObject,
  ids: readonly string[],
  to: HubspotObject,
): Promise<readonly Link[]> {
  const links: Link[] = [];
  let inputs: readonly { id: string; after?: string }[] = ids.map((id) => ({ id }));
  const path = `/crm/associations/${apiVersion}/${objectNames[object].path}/${objectNames[to].path}/batch/read`;
  while (inputs.length > 0) {
    const [now, later] = [inputs.slice(0, recordsPerCall), inputs.slice(recordsPerCall)];
    const answer = await client.call({ method: 'POST', path, body: { inputs: now } }, associationsAnswer);
    const more: { id: string; after: string }[] = [];
    for (const result of answer.results ?? []) {
      const toIds = new Set((result.to ?? []).map((target) => target.toObjectId));
      for (const toId of toIds) links.push(linkTo(object, result.from.id, to, toId));
      const after = result.paging?.next?.after;
      if (after) more.push({ id: result.from.id, after });
    }
    inputs = [...later, ...more];
  }
  return links;
}

/** The links of records, by batch read: batch reads of records and searches never carry associations. */
export async function readLinks(
  client: HubspotClient,
  object: HubspotObject,
  ids: readonly string[],
  to: readonly ObjectType[],
): Promise<readonly Link[]> {
  if (ids.length === 0) return [];
  const lists = await Promise.all(to.map((other) => readLinksTo(client, object, ids, asHubspotObject(other))));
  return lists.flat();
}

/** The links that a list page carries. A record with more of them than fit into the page is read apart. */
export async function linksOfRows(
  client: HubspotClient,
  object: HubspotObject,
  rows: readonly Row[],
  to: readonly ObjectType[],
): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const target of to.map(asHubspotObject)) {
    const cut: string[] = [];
    for (const row of rows) {
      const found = row.associations?.[objectNames[target].path];
      if (found?.paging?.next) cut.push(row.id);
      // The same record comes once for each label it is linked under.
      else
        for (const id of new Set(found?.results?.map((result) => result.id)))
          links.push(linkTo(object, row.id, target, id));
    }
    links.push(...(await readLinks(client, object, cut, [target])));
  }
  return links;
}
