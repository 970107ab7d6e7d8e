import type { Diagnosis } from '../../src/model/connector.ts';
import { isHygieneError } from '../../src/model/errors.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { RetryBudget } from '../../src/transport/retry.ts';
import { missingHealthFields } from './catalog.ts';
import { isConflicting, ownFields } from './health-fields.ts';
import { unmappedStatuses } from './mapping.ts';
import { misfitOf } from './misfit.ts';
import { linkedObjects, sObjects } from './objects.ts';
import { planRead, type ReadContext } from './plan.ts';

/** A person waits for the answer, so a failing call is tried only twice. */
const patience: RetryBudget = { attempts: 2, totalMs: 10_000, baseMs: 500, capMs: 1000 };
/** Beyond this a JWT is refused as expired or not yet valid. */
const mostClockDifferenceMs = 60_000;
/** With less than this share of the org's daily calls left, a scan may not come to its end. */
const scarce = 0.2;

function line(check: string, ok: boolean, detail: string, advice = ''): Diagnosis {
  return { check, ok, detail, advice };
}

/** A check that fails by our errors becomes a line; anything else is a fault of ours and is thrown. */
async function check(name: string, run: () => Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    return await run();
  } catch (error) {
    if (!isHygieneError(error)) throw error;
    return line(name, false, error.message);
  }
}

/** Fields that a rule could use and the integration user may not see: no fault, but worth knowing. */
function readLine(context: ReadContext, object: ObjectType): Promise<Diagnosis> {
  const { client } = context;
  const name = `read ${sObjects[object]}`;
  return check(name, async () => {
    const { described, mapping } = await planRead(context, object, linkedObjects[object]);
    if (described.queryable === false)
      return line(name, false, 'it may not be queried', `Give the integration user Read on ${sObjects[object]}.`);
    const misfits = client.env.ownFields
      .filter((own) => own.object === object)
      .flatMap((own) => misfitOf(described, own) ?? []);
    if (misfits.length > 0)
      return line(name, false, misfits.join('; '), 'Mend the agreement; until then they are unknown.');
    const hidden = Object.values(mapping.missing).filter((why) => why.startsWith('Salesforce shows us n'));
    return hidden.length === 0
      ? line(name, true, 'permitted, all fields are to be seen')
      : line(
          name,
          false,
          [...new Set(hidden)].join('; '),
          'Give the integration user Read on these fields (field-level security); until then rules about them are unknown.',
        );
  });
}

function childLine(context: ReadContext, object: ObjectType): Promise<Diagnosis> {
  const name = `read what hangs on ${sObjects[object]}`;
  return check(name, async () => {
    const { children } = await planRead(context, object, linkedObjects[object]);
    const wanted =
      object === 'deal' ? ['OpportunityHistory', 'OpportunityContactRole', 'Task', 'Event'] : ['Task', 'Event'];
    const hidden = wanted.filter((from) => children.every((read) => read.from !== from));
    return hidden.length === 0
      ? line(name, true, 'permitted')
      : line(name, false, `not to be seen: ${hidden.join(', ')}`, 'Give the integration user Read on them.');
  });
}

async function healthLine({ client, org }: ReadContext, object: ObjectType): Promise<Diagnosis> {
  const sObject = sObjects[object];
  const name = `health fields of ${sObject}`;
  const diagnosis = await check(name, async () => {
    const prefix = client.env.fieldPrefix;
    const described = await org.describe(sObject);
    const own = ownFields(described, prefix);
    const conflicts = own.filter((field) => isConflicting(field, prefix)).map((field) => field.name);
    if (conflicts.length > 0)
      return line(
        name,
        false,
        `of another type: ${conflicts.join(', ')}`,
        'Choose another field_prefix in the agreement.',
      );
    const locked = own.filter((field) => field.updateable !== true).map((field) => field.name);
    if (locked.length > 0)
      return line(
        name,
        false,
        `to be seen, but not to be written: ${locked.join(', ')}`,
        'Open them and assign the permission set: crm-hygiene provision --yes',
      );
    const missing = missingHealthFields(described, prefix);
    return missing.length === 0
      ? line(name, true, 'there, and writable')
      : line(
          name,
          false,
          `absent or hidden: ${missing.join(', ')}`,
          'Create and open them, and assign the permission set: crm-hygiene provision --yes',
        );
  });
  return { ...diagnosis, isForWriting: true };
}

/** Lead statuses that mean nothing to us yet; no line where all do. */
async function statusLines({ client, lists }: ReadContext): Promise<readonly Diagnosis[]> {
  const { env } = client;
  const statuses = env.objects.includes('lead') ? await lists.leadStatuses() : 'unknown';
  const unmapped = statuses === 'unknown' ? [] : unmappedStatuses(statuses, env);
  if (unmapped.length === 0) return [];
  const example = `is: {${env.source}: Lead.Status is "${unmapped[0]}"}`;
  const advice = `Say under lifecycle which stage each of them is, for example ${example}`;
  return [line('lead statuses', false, `not mapped, so unknown: ${unmapped.join(', ')}`, advice)];
}

function limitLine({ client }: ReadContext): Diagnosis {
  const { used, limit } = client.limits();
  if (used === null || limit === null) return line('API calls', true, 'the org did not tell');
  const share = Math.round(client.config.daily_share * 1000) / 10;
  const ok = limit > 0 && used <= limit * (1 - scarce);
  return line(
    'API calls',
    ok,
    `${used} of ${limit} used in 24 hours by all programs; we may use ${share} % (daily_share)`,
    ok
      ? ''
      : 'Wait until calls have grown older than a day, or find the program that uses them up (Setup › System Overview).',
  );
}

function clockLine({ client }: ReadContext): Diagnosis {
  const differenceMs = client.clockDifferenceMs();
  if (differenceMs === null) return line('clock', true, 'Salesforce did not tell its time');
  const seconds = Math.round(Math.abs(differenceMs) / 1000);
  const ok = Math.abs(differenceMs) <= mostClockDifferenceMs;
  const side = differenceMs < 0 ? 'ahead of' : 'behind';
  return line(
    'clock',
    ok,
    seconds === 0 ? 'the same as Salesforce’s' : `${seconds} s ${side} Salesforce’s`,
    ok ? '' : 'Set the clock of this machine, best by NTP.',
  );
}

/** One line per check, for `doctor`. Without a session the other checks would only repeat it. */
export async function diagnose(context: ReadContext): Promise<readonly Diagnosis[]> {
  const { org, client, lists } = context;
  const session = await check('session', async () => {
    const { name, id, timeZone } = await org.identify(patience);
    return line('session', true, `given; ${name} (${id})${timeZone ? `, ${timeZone}` : ''}`);
  });
  if (!session.ok) return [session];
  const { objects } = client.env;
  const lines = await Promise.all([
    ...objects.flatMap((object) => [readLine(context, object), childLine(context, object)]),
    check('read owners', async () => {
      const owners = await lists.owners();
      return owners === 'unknown'
        ? line(
            'read owners',
            false,
            'not to be seen',
            'Give the integration user Read on User; until then owners are unknown.',
          )
        : line('read owners', true, `permitted; ${owners.length} users and queues`);
    }),
    ...objects.map((object) => healthLine(context, object)),
  ]);
  return [session, ...lines, ...(await statusLines(context)), limitLine(context), clockLine(context)];
}
