import { expect, test } from '@jest/globals';
import { withHttp } from './http.ts';

const origin = 'https://crm.example';

test('a call gets its answer, and the body it sends is compared', async () => {
  const calls = [{ method: 'POST', path: '/a?b=1', sends: { c: 2 }, status: 201, body: { d: 3 } }] as const;
  const answer = await withHttp(origin, calls, async () => {
    const response = await fetch(`${origin}/a?b=1`, { method: 'POST', body: JSON.stringify({ c: 2 }) });
    return { status: response.status, body: await response.json() };
  });
  expect(answer).toEqual({ status: 201, body: { d: 3 } });
});

test('a call without an answer fails the test and prints the mock to add', async () => {
  const run = withHttp(origin, [], async () => {
    await fetch(`${origin}/contacts?limit=1`).catch(() => {});
  });
  await expect(run).rejects.toThrow("{ method: 'GET', path: '/contacts?limit=1', status: 200, body: {} },");
});

test('an answer that nobody asked for fails the test', async () => {
  const run = withHttp(origin, [{ method: 'GET', path: '/unused' }], async () => {});
  await expect(run).rejects.toThrow(/nobody asked for:\nGET https:\/\/crm.example:443\/unused/);
});

test('a broken connection fails as fetch does, with the code as its cause', async () => {
  const run = withHttp(origin, [{ method: 'GET', path: '/', breaks: 'ECONNRESET' }], () => fetch(origin));
  await expect(run).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
});
