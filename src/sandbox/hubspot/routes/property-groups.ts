import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { ApiError, invalidRequest, notFound } from '../errors.ts';
import { formatGroup } from '../properties/format-property.ts';
import { propertyRoute, readRegistry } from './properties.ts';
import { type Call, type Route, readBody } from './route.ts';

const groupSchema = z.object({ name: z.string(), label: z.string().min(1), displayOrder: z.number().default(-1) });
const changeSchema = z.object({ label: z.string().min(1).optional(), displayOrder: z.number().optional() });

/** Property groups. They stand before the routes of single properties, whose names a path could be taken for. */
export const propertyGroupRoutes: readonly Route[] = [
  propertyRoute('GET', '/groups', 'read', listGroups),
  propertyRoute('POST', '/groups', 'write', createGroup),
  propertyRoute('GET', '/groups/:name', 'read', getGroup),
  propertyRoute('PATCH', '/groups/:name', 'write', updateGroup),
];

function listGroups(call: Call): Answer {
  return { status: 200, body: { results: readRegistry(call).registry.listGroups().map(formatGroup) } };
}

function getGroup(call: Call): Answer {
  const group = readRegistry(call).registry.findGroup(call.params.name ?? '');
  if (group === null) throw notFound();
  return { status: 200, body: formatGroup(group) };
}

function createGroup(call: Call): Answer {
  const { registry } = readRegistry(call);
  const asked = readBody(groupSchema, call.body);
  if (!/^[a-z][a-z0-9_]*$/.test(asked.name)) throw invalidRequest(`Property group name "${asked.name}" is not valid`);
  if (registry.findGroup(asked.name) !== null) {
    throw new ApiError(409, `A property group named '${asked.name}' already exists.`, {
      category: 'OBJECT_ALREADY_EXISTS',
      context: { name: [asked.name] },
    });
  }
  const group = { ...asked, archived: false };
  registry.putGroup(group);
  return { status: 201, body: formatGroup(group) };
}

function updateGroup(call: Call): Answer {
  const { registry } = readRegistry(call);
  const group = registry.findGroup(call.params.name ?? '');
  if (group === null) throw notFound();
  const { label = group.label, displayOrder = group.displayOrder } = readBody(changeSchema, call.body);
  const changed = { ...group, label, displayOrder };
  registry.putGroup(changed);
  return { status: 200, body: formatGroup(changed) };
}
