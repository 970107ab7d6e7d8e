import type { ConnectorEnv, Diagnosis } from '../../src/model/connector.ts';
import { isHygieneError } from '../../src/model/errors.ts';
import { healthKeys } from '../../src/model/health-field.ts';
import type { RetryBudget } from '../../src/transport/retry.ts';
import type { HubspotAccount } from './account.ts';
import { anyAnswer } from './answers.ts';
import type { HubspotClient } from './client.ts';
import { problemBehind, scopesToGrant } from './errors.ts';
import { isConflicting, ownProperties } from './health-properties.ts';
import { unmappedStages } from './mapping.ts';
import { apiVersion, asHubspotObject, type HubspotObject, objectNames } from './objects.ts';

/** A person waits for the answer, so a failing call is tried only twice. */
const patience: RetryBudget = { attempts: 2, totalMs: 10_000, baseMs: 500, capMs: 1000 };
/** Beyond this the daily limits and signatures of webhooks go wrong. */
const mostClockDifferenceMs = 60_000;

interface DoctorContext {
  readonly client: HubspotClient;
  readonly account: HubspotAccount;
  readonly env: ConnectorEnv;
}

function line(check: string, ok: boolean, detail: string, advice = ''): Diagnosis {
  return { check, ok, detail, advice };
}

function adviceFor(error: unknown): string {
  if (!isHygieneError(error)) return '';
  if (error.code === 'SCOPE_MISSING') {
    const scopes = scopesToGrant(problemBehind(error)?.scopes ?? []);
    return scopes.length > 0
      ? `Grant the app the scope ${scopes.join(' or ')} and install it again.`
      : 'Grant the app the scope.';
  }
  return error.code === 'CREDENTIALS_REFUSED' ? 'Copy the token again from HubSpot, or rotate it.' : '';
}

/** A check that fails by our errors becomes a line; anything else is a fault of ours and is thrown. */
async function check(name: string, run: () => Promise<string>): Promise<Diagnosis> {
  try {
    return line(name, true, await run());
  } catch (error) {
    if (!isHygieneError(error)) throw error;
    return line(name, false, error.message, adviceFor(error));
  }
}

async function forWriting(diagnosis: Promise<Diagnosis>): Promise<Diagnosis> {
  return { ...(await diagnosis), isForWriting: true };
}

/**
 * Whether a call would be permitted, learnt by a call that cannot change anything: a batch without inputs. HubSpot
 * checks the scope before the body, so a complaint about the body says that the scope is there.
 */
async function isPermitted(client: HubspotClient, path: string): Promise<string> {
  try {
    await client.call({ method: 'POST', path, body: { inputs: [] }, budget: patience }, anyAnswer);
  } catch (error) {
    if (problemBehind(error)?.status !== 400) throw error;
  }
  return 'permitted';
}

function scopeChecks({ client }: DoctorContext, object: HubspotObject): readonly Promise<Diagnosis>[] {
  const { path } = objectNames[object];
  const scope = `crm.objects.${path}`;
  return [
    check(`read ${path} (${scope}.read)`, async () => {
      const query = { limit: '1' };
      await client.call(
        { method: 'GET', path: `/crm/objects/${apiVersion}/${path}`, query, budget: patience },
        anyAnswer,
      );
      return 'permitted';
    }),
    forWriting(
      check(`write ${path} (${scope}.write)`, () =>
        isPermitted(client, `/crm/objects/${apiVersion}/${path}/batch/update`),
      ),
    ),
    forWriting(
      check(`create ${path} properties (crm.schemas.${path}.write)`, () =>
        isPermitted(client, `/crm/properties/${apiVersion}/${path}/batch/create`),
      ),
    ),
  ];
}

async function healthCheck({ account, env }: DoctorContext, object: HubspotObject): Promise<Diagnosis> {
  const { path } = objectNames[object];
  const name = `health fields of ${path}`;
  try {
    const own = ownProperties(await account.properties(object), env.fieldPrefix);
    const conflicts = own.filter((property) => isConflicting(property, env.fieldPrefix));
    if (conflicts.length > 0) {
      const names = conflicts.map((property) => property.name).join(', ');
      return line(
        name,
        false,
        `of another type or read-only: ${names}`,
        'Choose another field_prefix in the agreement.',
      );
    }
    const isComplete = own.length === healthKeys.length;
    return line(
      name,
      isComplete,
      `${own.length} of ${healthKeys.length} are there, writable`,
      isComplete ? '' : 'Create them: crm-hygiene provision --yes',
    );
  } catch (error) {
    if (!isHygieneError(error)) throw error;
    return line(name, false, error.message, adviceFor(error));
  }
}

/** Lifecycle stages of the account that mean nothing to us yet; no line where all do. */
async function stageLines({ account, env }: DoctorContext, object: HubspotObject): Promise<readonly Diagnosis[]> {
  if (object === 'deal') return [];
  try {
    const properties = await account.properties(object);
    const options = properties.find(({ name }) => name === 'lifecyclestage')?.options ?? [];
    const values = options.map(({ value }) => value);
    const unmapped = new Set(unmappedStages(object, values, env));
    if (unmapped.size === 0) return [];
    const names = options.filter(({ value }) => unmapped.has(value)).map(({ value, label }) => `${label} (${value})`);
    const name = `lifecycle stages of ${objectNames[object].path}`;
    const example = `is: {${env.source}: lifecyclestage is ${[...unmapped][0]}}`;
    const advice = `Say under lifecycle which stage each of them is, for example ${example}`;
    return [line(name, false, `not mapped, so unknown: ${names.join(', ')}`, advice)];
  } catch (error) {
    if (!isHygieneError(error)) throw error;
    return [];
  }
}

function limitLine({ client }: DoctorContext): Diagnosis {
  const { limit, remaining, dailyRemaining } = client.limits();
  const rolling =
    limit === null ? 'the ten-second limit was not told' : `${remaining ?? '?'} of ${limit} calls left in 10 s`;
  const daily = dailyRemaining === null ? 'the daily quota was not told' : `${dailyRemaining} calls left today`;
  const ok = dailyRemaining === null || dailyRemaining > 0;
  return line('limits', ok, `${rolling}; ${daily}`, ok ? '' : 'Wait for midnight in the zone of the account.');
}

function clockLine({ client }: DoctorContext): Diagnosis {
  const differenceMs = client.clockDifferenceMs();
  if (differenceMs === null) return line('clock', true, 'HubSpot did not tell its time');
  const seconds = Math.round(Math.abs(differenceMs) / 1000);
  const ok = Math.abs(differenceMs) <= mostClockDifferenceMs;
  const side = differenceMs < 0 ? 'ahead of' : 'behind';
  return line(
    'clock',
    ok,
    seconds === 0 ? 'the same as HubSpot’s' : `${seconds} s ${side} HubSpot’s`,
    ok ? '' : 'Set the clock of this machine, best by NTP.',
  );
}

/** One line per check, for `doctor`. Without a valid token the other checks would only repeat it. */
export async function diagnose(context: DoctorContext): Promise<readonly Diagnosis[]> {
  const { client, account, env } = context;
  const token = await check('access token', async () => {
    const { name, timeZone } = await account.identify(patience);
    return `accepted; ${name}${timeZone ? `, ${timeZone}` : ''}`;
  });
  if (!token.ok) return [token];
  const objects = env.objects.map(asHubspotObject);
  const lines = await Promise.all([
    ...objects.flatMap((object) => scopeChecks(context, object)),
    check('read owners (crm.objects.owners.read)', async () => {
      const query = { limit: '1' };
      await client.call({ method: 'GET', path: `/crm/owners/${apiVersion}`, query, budget: patience }, anyAnswer);
      return 'permitted';
    }),
    ...objects.map((object) => forWriting(healthCheck(context, object))),
  ]);
  const stages = await Promise.all(objects.map((object) => stageLines(context, object)));
  return [token, ...lines, ...stages.flat(), limitLine(context), clockLine(context)];
}
