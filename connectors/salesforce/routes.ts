/** Path segments after which Salesforce puts an id, cursor or locator. */
const beforeId = new Set(['query', 'queryAll', 'ingest', 'id', 'picklist-values']);

/**
 * How a call is counted: `METHOD /path` without query string, ids as `{id}`. A page of a query is `/query/{id}`, and
 * the identity URL holds two ids.
 */
export function routeOf(method: string, url: string): string {
  const { pathname } = new URL(url, 'http://localhost');
  const parts = pathname.split('/');
  const named = parts.map((part, index) => {
    const before = parts[index - 1] ?? '';
    const isSecondOfTwo = parts[index - 2] === 'id';
    const isRecord = parts[index - 2] === 'sobjects' && part !== 'describe';
    return part !== '' && (beforeId.has(before) || isSecondOfTwo || isRecord) ? '{id}' : part;
  });
  return `${method} ${named.join('/')}`;
}
