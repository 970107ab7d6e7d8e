import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anyAnswer } from '../../connectors/hubspot/answers.ts';
import { createClient } from '../../connectors/hubspot/client.ts';
import { testEnv } from '../kit/connector-env.ts';

/**
 * A program of its own, because jest gives tests another `globalThis` than the one built-in `fetch` takes its
 * dispatcher from. Prints how a client ends its calls to a server that hangs, one line of JSON.
 */
const server = createServer((request, response) => {
  if (request.url?.startsWith('/hang')) return;
  response.writeHead(200, { 'content-type': 'application/json' });
  if (request.url?.startsWith('/body')) response.write('{"results":[');
  else response.end('{}');
});
server.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const { port } = server.address() as AddressInfo;
const env = testEnv({ secrets: { ACCESS_TOKEN: 'token', BASE_URL: `http://127.0.0.1:${port}` } });
const client = createClient(env, { connectMs: 1000, headersMs: 300, bodyMs: 300 });
const budget = { attempts: 2, totalMs: 60_000, baseMs: 1, capMs: 1 };

async function outcomeOf(path: string): Promise<string> {
  try {
    await client.call({ method: 'GET', path, budget }, anyAnswer);
    return 'answered';
  } catch (error) {
    return error instanceof Error && 'code' in error
      ? `${error.name} ${String(error.code)}: ${error.message}`
      : String(error);
  }
}

const outcomes = await Promise.all(['/answer', '/hang', '/body'].map(outcomeOf));
process.stdout.write(JSON.stringify({ outcomes, calls: Object.fromEntries(env.calls) }));
server.closeAllConnections();
server.close();
