import type { ConnectorEnv, Provisioner, Step } from '../../src/model/connector.ts';
import { FatalError, UserError } from '../../src/model/errors.ts';
import type { HealthFieldSpec } from '../../src/model/health-field.ts';
import type { HubspotAccount } from './account.ts';
import { anyAnswer, createdPropertiesAnswer, type Property, propertyAnswer } from './answers.ts';
import type { HubspotClient } from './client.ts';
import { type Problem, problemBehind, readProblem } from './errors.ts';
import {
  definitionOf,
  groupLabel,
  groupName,
  isConflicting,
  optionsOf,
  shapeText,
  wantedShape,
} from './health-properties.ts';
import { healthProperty } from './mapping.ts';
import { apiVersion, asHubspotObject, type HubspotObject, objectNames } from './objects.ts';

/** What a step carries for `run`: the field, and the definition that stands in the account. */
interface Detail {
  readonly spec: HealthFieldSpec;
  readonly found: Property | null;
}

interface ProvisionContext {
  readonly client: HubspotClient;
  readonly account: HubspotAccount;
  readonly prefix: string;
}

function pathOf(object: HubspotObject): string {
  return `/crm/properties/${apiVersion}/${objectNames[object].path}`;
}

function missingOptions(spec: HealthFieldSpec, found: Property): readonly string[] {
  const values = new Set((found.options ?? []).map((option) => option.value));
  return spec.options.filter((option) => !values.has(option.value)).map((option) => option.value);
}

function planStep(spec: HealthFieldSpec, properties: readonly Property[], prefix: string): Step {
  const name = healthProperty(prefix, spec.key);
  const where = `${objectNames[asHubspotObject(spec.object)].path} property ${name}`;
  const found = properties.find((property) => property.name === name) ?? null;
  const step = (is: Step['is'], summary: string): Step => ({
    object: spec.object,
    is,
    summary,
    detail: { spec, found } satisfies Detail,
  });
  if (found === null) return step('create', `create ${where} (${wantedShape(spec.key)}) in the group "${groupLabel}"`);
  if (isConflicting(found, prefix))
    return step(
      'conflict',
      `${where} exists as ${shapeText(found)}${found.calculated ? ', calculated' : ''}; wanted: ${wantedShape(spec.key)}`,
    );
  const options = missingOptions(spec, found);
  if (options.length === 0) return step('present', `${where} is there`);
  return step('extend', `add ${options.length} ${options.length === 1 ? 'option' : 'options'} to ${where}`);
}

function conflictError(conflicts: readonly Step[]): UserError {
  return new UserError({
    code: 'PROPERTY_CONFLICT',
    message:
      `${conflicts.map((step) => `HubSpot ${step.summary}`).join('\n')}\n` +
      'Nothing was created. Delete or rename it in HubSpot, or choose another prefix in the agreement, for example:\n' +
      'write_back:\n  field_prefix: crm_hygiene',
  });
}

/** HubSpot's answer to an existing name or group is a 409; its body is not documented. */
function isAlreadyThere(problem: Problem | null): boolean {
  return problem !== null && (problem.status === 409 || /already exists/i.test(problem.sentence));
}

/** Resolves where the failure only says that the thing is there already. */
async function unlessThere<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (isAlreadyThere(problemBehind(error))) return null;
    throw error;
  }
}

/** Creates the group unless a property of it is known; that it exists is learnt from the refusal, without a read. */
async function createGroup(context: ProvisionContext, object: HubspotObject): Promise<void> {
  const known = await context.account.properties(object);
  if (known.some((property) => property.groupName === groupName)) return;
  const body = { name: groupName, label: groupLabel, displayOrder: -1 };
  await unlessThere(context.client.call({ method: 'POST', path: `${pathOf(object)}/groups`, body }, anyAnswer));
}

/** Creates properties in one call and gives those that HubSpot says are there already. */
async function createProperties(
  context: ProvisionContext,
  object: HubspotObject,
  specs: readonly HealthFieldSpec[],
): Promise<readonly HealthFieldSpec[]> {
  const inputs = specs.map((spec) => definitionOf(spec, context.prefix));
  const path = `${pathOf(object)}/batch/create`;
  const answer = await unlessThere(
    context.client.call({ method: 'POST', path, body: { inputs } }, createdPropertiesAnswer),
  );
  const created = answer?.results ?? [];
  context.account.noteProperties(object, created);
  const problems = (answer?.errors ?? []).map((error) => readProblem(400, error));
  const refusal = problems.find(
    (problem) =>
      problem.category !== 'CONFLICT' && !isAlreadyThere(problem) && !/ALREADY_EXISTS/.test(problem.category ?? ''),
  );
  if (refusal)
    throw new FatalError({
      code: 'CRM_REFUSED',
      message: `HubSpot did not create ${objectNames[object].path} properties: ${refusal.sentence}`,
      cause: refusal,
    });
  const names = new Set(created.map((property) => property.name));
  return specs.filter((spec) => !names.has(healthProperty(context.prefix, spec.key)));
}

/** Adds options. HubSpot: a PATCH replaces the whole list, so those that are there are sent again, as they are. */
async function extendOptions(context: ProvisionContext, object: HubspotObject, { spec, found }: Detail): Promise<void> {
  const name = healthProperty(context.prefix, spec.key);
  const there = found?.options ?? [];
  const values = new Set(there.map((option) => option.value));
  const options = [
    ...there.map((option, displayOrder) => ({
      value: option.value,
      label: option.label || option.value,
      displayOrder: option.displayOrder ?? displayOrder,
      hidden: option.hidden ?? false,
      ...(option.description ? { description: option.description } : {}),
    })),
    ...optionsOf(spec)
      .filter((option) => !values.has(option.value))
      .map((option, index) => ({ ...option, displayOrder: there.length + index })),
  ];
  const route = `PATCH ${pathOf(object)}/{name}`;
  const changed = await context.client.call(
    { method: 'PATCH', path: `${pathOf(object)}/${name}`, route, body: { options } },
    propertyAnswer,
  );
  context.account.noteProperties(object, [changed]);
}

async function runObject(context: ProvisionContext, object: HubspotObject, steps: readonly Step[]): Promise<void> {
  const specs = steps.filter((step) => step.is === 'create').map((step) => (step.detail as Detail).spec);
  let extensions = steps.filter((step) => step.is === 'extend');
  if (specs.length > 0) {
    await createGroup(context, object);
    const there = await createProperties(context, object, specs);
    if (there.length > 0) extensions = [...extensions, ...(await settleExisting(context, object, there))];
  }
  for (const step of extensions) await extendOptions(context, object, step.detail as Detail);
}

/** What somebody else created meanwhile is judged like what was there before; what is still missing is created. */
async function settleExisting(
  context: ProvisionContext,
  object: HubspotObject,
  specs: readonly HealthFieldSpec[],
): Promise<readonly Step[]> {
  const properties = await context.account.rereadProperties(object);
  const steps = specs.map((spec) => planStep(spec, properties, context.prefix));
  const conflicts = steps.filter((step) => step.is === 'conflict');
  if (conflicts.length > 0) throw conflictError(conflicts);
  for (const { detail } of steps.filter((step) => step.is === 'create')) {
    const left = await createProperties(context, object, [(detail as Detail).spec]);
    if (left.length > 0)
      throw new FatalError({
        code: 'CRM_REFUSED',
        message:
          `HubSpot says that ${objectNames[object].path} property ${healthProperty(context.prefix, left[0]!.key)} exists, ` +
          'but does not list it; it may be archived. Restore it, or choose another prefix in the agreement (write_back: field_prefix).',
      });
  }
  return steps.filter((step) => step.is === 'extend');
}

/** Creates the health fields as properties, in one call per object. Running it twice changes nothing. */
export function createProvisioner(client: HubspotClient, account: HubspotAccount, env: ConnectorEnv): Provisioner {
  const context: ProvisionContext = { client, account, prefix: env.fieldPrefix };
  return {
    async plan(fields) {
      const objects = [...new Set(fields.map((field) => asHubspotObject(field.object)))];
      const lists = new Map(
        await Promise.all(objects.map(async (object) => [object, await account.properties(object)] as const)),
      );
      return fields.map((spec) => planStep(spec, lists.get(asHubspotObject(spec.object))!, context.prefix));
    },
    async run(steps) {
      const conflicts = steps.filter((step) => step.is === 'conflict');
      if (conflicts.length > 0) throw conflictError(conflicts);
      const objects = [...new Set(steps.map((step) => asHubspotObject(step.object)))];
      for (const object of objects)
        await runObject(
          context,
          object,
          steps.filter((step) => step.object === object),
        );
    },
  };
}
