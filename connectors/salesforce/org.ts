import type { Account } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { RetryBudget } from '../../src/transport/retry.ts';
import { type Described, type DescribedField, describeAnswer, queryAnswer } from './answers.ts';
import type { SalesforceClient } from './client.ts';
import { hasCode } from './errors.ts';
import { type ChildObject, type SObject, sObjects } from './objects.ts';

/** What is known of the org in this connection; each description is read once. */
export interface SalesforceOrg {
  identify(budget?: RetryBudget): Promise<Account>;
  /** Where a person opens a record, once the org is known; empty before. */
  recordUrl(object: ObjectType, id: string): string;
  /** Throws FatalError where the org has no such object or the user may not see it. */
  describe(object: SObject): Promise<Described>;
  /** As `describe`, null where the object is not to be seen: what rests on it is unknown. */
  describeChild(object: ChildObject): Promise<Described | null>;
  /** Forgets descriptions, after fields were created or permissions given. */
  forget(): void;
}

/** The fields of a description by name. */
export function fieldsOf(described: Described): ReadonlyMap<string, DescribedField> {
  return new Map(described.fields.map((field) => [field.name, field]));
}

/** Salesforce: an object without read permission is "not found", as if it did not exist. */
function isHidden(error: unknown): boolean {
  return hasCode(error, 'NOT_FOUND', 'INVALID_TYPE', 'INSUFFICIENT_ACCESS');
}

function missingObject(object: SObject, cause: unknown): FatalError {
  return new FatalError({
    code: 'SCOPE_MISSING',
    message:
      `Salesforce shows no object ${object} to the integration user. Give its profile or permission set the Read ` +
      `permission on ${object} (and View All), or leave ${object} out of sync in the agreement.`,
    cause,
  });
}

/** Keeps identity and descriptions; a failed read is not kept. */
export function createOrg(client: SalesforceClient): SalesforceOrg {
  const descriptions = new Map<string, Promise<Described>>();
  let identity: Promise<Account> | null = null;
  let instanceUrl = '';

  const readIdentity = async (budget?: RetryBudget): Promise<Account> => {
    const session = await client.session();
    instanceUrl = session.instanceUrl;
    const q = 'SELECT Id, Name, TimeZoneSidKey FROM Organization LIMIT 1';
    const call = { method: 'GET', path: '/query', query: { q }, priority: 1, ...(budget ? { budget } : {}) } as const;
    const row = (await client.call(call, queryAnswer)).records[0];
    return {
      id: String(row?.Id ?? session.organizationId),
      name: String(row?.Name ?? `Salesforce org ${session.organizationId}`),
      timeZone: typeof row?.TimeZoneSidKey === 'string' ? row.TimeZoneSidKey : '',
    };
  };
  const describe = (object: string): Promise<Described> => {
    const known = descriptions.get(object);
    if (known) return known;
    const path = `/sobjects/${object}/describe`;
    const read = client.call({ method: 'GET', path, priority: 1 }, describeAnswer);
    descriptions.set(object, read);
    read.catch(() => descriptions.delete(object));
    return read;
  };

  return {
    async identify(budget) {
      identity ??= readIdentity(budget);
      identity.catch(() => {
        identity = null;
      });
      return identity;
    },
    recordUrl: (object, id) => (instanceUrl === '' ? '' : `${instanceUrl}/lightning/r/${sObjects[object]}/${id}/view`),
    async describe(object) {
      try {
        return await describe(object);
      } catch (error) {
        throw isHidden(error) ? missingObject(object, error) : error;
      }
    },
    async describeChild(object) {
      try {
        return await describe(object);
      } catch (error) {
        if (isHidden(error)) return null;
        throw error;
      }
    },
    forget: () => descriptions.clear(),
  };
}
