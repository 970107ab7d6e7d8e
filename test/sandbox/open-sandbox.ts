import type { Population, PopulationOptions } from '../../src/sandbox/hubspot/population/population.ts';
import { serveHubSpot } from '../../src/sandbox/hubspot/start.ts';
import { type HubSpotSandboxOptions, type Sandbox, startHubSpotSandbox } from '../../src/sandbox/index.ts';

/** The moment the sandboxes of these tests stand still at. */
export const NOW = new Date('2026-11-21T10:00:00.000Z');

/** JSON as a test looks into it. */
// biome-ignore lint/suspicious/noExplicitAny: answers of an outside API, whose shape is what the tests are about
export type Json = any;

/** An answer of the sandbox with its body parsed. */
export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** A sandbox with the calls tests make. */
export interface OpenSandbox extends Sandbox {
  call(method: string, path: string, body?: unknown, token?: string): Promise<Reply>;
  /** A control below `/_sandbox`. */
  control(method: string, path: string, body?: unknown): Promise<Json>;
  /** Moves the real time of the injected clock, which rate windows follow. */
  passMs(ms: number): void;
}

/** Starts a small sandbox whose time only the test moves. */
export async function openSandbox(
  options: Partial<HubSpotSandboxOptions> = {},
  populate?: (options: PopulationOptions) => Population,
): Promise<OpenSandbox> {
  let elapsedMs = 1_000_000;
  const all = { readClock: () => elapsedMs, now: NOW, contacts: 60, companies: 20, deals: 30, ...options };
  const sandbox = await (populate === undefined ? startHubSpotSandbox(all) : serveHubSpot(all, populate));
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: readText(text), headers: response.headers };
  };
  return {
    ...sandbox,
    call: (method, path, body, token = sandbox.accessToken) =>
      send(method, path, body, { Authorization: `Bearer ${token}` }),
    control: async (method, path, body) => (await send(method, `/_sandbox${path}`, body, {})).body,
    passMs: (ms) => {
      elapsedMs += ms;
    },
  };
}

function readText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
