import type { Answer } from '../../core/answer.ts';
import { notFound } from '../errors.ts';
import type { Owner } from '../population/population.ts';
import { type Call, nextLink, type Route, readFlag, readLimit } from './route.ts';

const CREATED = '2021-03-01T09:12:44.120Z';
const UPDATED = '2026-02-11T16:40:02.518Z';

/** The users that records can belong to. */
export const ownerRoutes: readonly Route[] = [ownerRoute('', listOwners), ownerRoute('/:id', getOwner)];

function ownerRoute(path: string, handle: Route['handle']): Route {
  return {
    method: 'GET',
    dated: `/crm/owners/{V}${path}`,
    legacy: [`/crm/v3/owners${path}`],
    scopes: () => ['crm.objects.owners.read'],
    scopeError: 'errors',
    limitClass: 'standard',
    handle,
  };
}

/** HubSpot: pages of at most 500; deactivated users only with `archived=true`. */
function listOwners(call: Call): Answer {
  const { query, portal } = call;
  const archived = readFlag(query, 'archived');
  const email = query.get('email')?.toLowerCase();
  const owners = portal.population.owners
    .filter((owner) => owner.archived === archived && (email === undefined || owner.email.toLowerCase() === email))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  const limit = readLimit(query, 100, 500);
  const after = query.get('after') ?? '0';
  const rest = owners.filter((owner) => Number(owner.id) > Number(after));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const paging =
    rest.length > limit && last ? { paging: { next: { after: last.id, link: nextLink(call, last.id) } } } : {};
  return { status: 200, body: { results: page.map(formatOwner), ...paging } };
}

function getOwner(call: Call): Answer {
  const byUser = call.query.get('idProperty') === 'userId';
  const id = call.params.id ?? '';
  const archived = readFlag(call.query, 'archived');
  const owner = call.portal.population.owners.find(
    (each) => (byUser ? String(each.userId) : each.id) === id && each.archived === archived,
  );
  if (owner === undefined) throw notFound();
  return { status: 200, body: formatOwner(owner) };
}

/** HubSpot: the user id of a deactivated user reads null; the other one keeps it. */
function formatOwner(owner: Owner): Record<string, unknown> {
  return {
    id: owner.id,
    email: owner.email,
    type: 'PERSON',
    firstName: owner.firstName,
    lastName: owner.lastName,
    userId: owner.archived ? null : owner.userId,
    userIdIncludingInactive: owner.userId,
    createdAt: CREATED,
    updatedAt: UPDATED,
    archived: owner.archived,
  };
}
