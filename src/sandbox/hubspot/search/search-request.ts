import { z } from 'zod';
import { invalidRequest } from '../errors.ts';

const OPERATORS = [
  'LT',
  'LTE',
  'GT',
  'GTE',
  'EQ',
  'NEQ',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const filterSchema = z.object({
  propertyName: z.string().min(1),
  operator: z.enum(OPERATORS),
  value: text.optional(),
  highValue: text.optional(),
  values: z.array(text).optional(),
});

const sortSchema = z.union([
  z.string(),
  z.object({ propertyName: z.string().min(1), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') }),
]);

/** The body of a search. */
export const searchSchema = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filterSchema) })).default([]),
  filters: z.array(filterSchema).optional(),
  sorts: z.array(sortSchema).default([]),
  query: z.string().optional(),
  properties: z.array(z.string()).default([]),
  limit: z.coerce.number().int().min(0).optional(),
  after: z.union([z.string(), z.number()]).optional(),
});

/** A search as it is asked for. */
export type SearchRequest = z.infer<typeof searchSchema>;

/** One condition of a search. */
export type Filter = z.infer<typeof filterSchema>;

/** The one order of a search. */
export interface Sort {
  readonly property: string;
  readonly descending: boolean;
}

const MAX_GROUPS = 5;
const MAX_FILTERS = 6;
const MAX_FILTERS_TOTAL = 18;
const MAX_PAGE = 200;
/** HubSpot: no result beyond the 10,000th can be reached. */
const MAX_RESULTS = 10_000;

/** The filter groups (any of which, all conditions of which), within HubSpot's limits. */
export function readGroups(request: SearchRequest): readonly (readonly Filter[])[] {
  const groups = request.filterGroups.map((group) => group.filters);
  if (request.filters !== undefined && request.filters.length > 0) groups.push(request.filters);
  if (groups.length > MAX_GROUPS)
    throw tooMany(`filterGroups: at most ${MAX_GROUPS} are allowed, found ${groups.length}`);
  const longest = Math.max(0, ...groups.map((filters) => filters.length));
  if (longest > MAX_FILTERS) throw tooMany(`filters: at most ${MAX_FILTERS} are allowed in a group, found ${longest}`);
  const total = groups.reduce((sum, filters) => sum + filters.length, 0);
  if (total > MAX_FILTERS_TOTAL) throw tooMany(`filters: at most ${MAX_FILTERS_TOTAL} are allowed, found ${total}`);
  return groups;
}

/** The order, or null for HubSpot's own (oldest record first). HubSpot takes one sort. */
export function readSort(request: SearchRequest): Sort | null {
  if (request.sorts.length > 1) throw tooMany('sorts: only one sort is allowed');
  const [sort] = request.sorts;
  if (sort === undefined) return null;
  if (typeof sort !== 'string') return { property: sort.propertyName, descending: sort.direction === 'DESCENDING' };
  return { property: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
}

/** Where the page begins and how long it is; both within what HubSpot lets one reach. */
export function readPage(request: SearchRequest): { offset: number; limit: number } {
  const limit = request.limit ?? 10;
  if (limit > MAX_PAGE) throw invalidRequest(`The limit of ${limit} is too large: it must be at most ${MAX_PAGE}.`);
  const after = String(request.after ?? '0');
  if (!/^\d*$/.test(after)) throw invalidRequest(`Invalid after parameter: ${after}. It must be an integer.`);
  const offset = Number(after);
  if (offset + limit > MAX_RESULTS) {
    throw invalidRequest(`There was a problem with the request: paging beyond ${MAX_RESULTS} results is not allowed.`);
  }
  return { offset, limit };
}

function tooMany(message: string): Error {
  return invalidRequest(`There was a problem with the request: ${message}.`);
}
