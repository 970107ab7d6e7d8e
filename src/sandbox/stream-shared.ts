import type { Response } from 'express';
import type { Sharing } from './core/population/sharing.ts';
import { joinJson, streamText } from './core/stream-json.ts';
import { listShared } from './shared-records.ts';

/** An account of either CRM. */
interface Account {
  readonly settings: { readonly seed: number };
  readonly population: { readonly sharing: Sharing | null };
}

/** Streams the records that the other CRM has too: `{"shared":[…]}`, empty where the sandbox runs alone. */
export async function streamShared(account: Account, _query: URLSearchParams, response: Response): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8' });
  await streamText(response, describe(account));
}

function* describe({ settings, population }: Account): Generator<string> {
  yield '{"shared":[';
  yield* joinJson(listShared(settings.seed, population.sharing));
  yield ']}';
}
