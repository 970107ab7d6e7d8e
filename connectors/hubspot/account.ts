import type { Account } from '../../src/model/connector.ts';
import type { RetryBudget } from '../../src/transport/retry.ts';
import { accountAnswer, type Property, propertiesAnswer } from './answers.ts';
import type { HubspotClient } from './client.ts';
import { apiVersion, type HubspotObject, objectNames } from './objects.ts';

/** What is known of the account in this connection; each list is read once, and kept current by what we create. */
export interface HubspotAccount {
  /** `budget` is how long to try where the usual patience is too much. */
  identify(budget?: RetryBudget): Promise<Account>;
  /** Where a person opens a record, once the account is known; empty before. */
  recordUrl(object: HubspotObject, id: string): string;
  properties(object: HubspotObject): Promise<readonly Property[]>;
  /** Reads the list again, after something was changed behind our back. */
  rereadProperties(object: HubspotObject): Promise<readonly Property[]>;
  /** Takes over definitions that HubSpot answered with, in place of reading the list again. */
  noteProperties(object: HubspotObject, changed: readonly Property[]): void;
}

/** Keeps account and property lists; a failed read is not kept. */
export function createAccount(client: HubspotClient): HubspotAccount {
  let identity: Promise<Account & { readonly uiDomain: string }> | null = null;
  let known: { readonly id: string; readonly uiDomain: string } | null = null;
  const lists = new Map<HubspotObject, Promise<readonly Property[]>>();

  const readIdentity = async (budget?: RetryBudget) => {
    const path = `/account-info/${apiVersion}/details`;
    const answer = await client.call(
      { method: 'GET', path, priority: 1, ...(budget ? { budget } : {}) },
      accountAnswer,
    );
    const account = {
      id: answer.portalId,
      name: `HubSpot account ${answer.portalId}`,
      timeZone: answer.timeZone ?? '',
      uiDomain: answer.uiDomain || 'app.hubspot.com',
    };
    if (account.timeZone !== '') client.useTimeZone(account.timeZone);
    known = account;
    return account;
  };
  const readProperties = (object: HubspotObject): Promise<readonly Property[]> => {
    const path = `/crm/properties/${apiVersion}/${objectNames[object].path}`;
    const list = client.call({ method: 'GET', path, priority: 1 }, propertiesAnswer).then((answer) => answer.results);
    lists.set(object, list);
    list.catch(() => lists.delete(object));
    return list;
  };

  return {
    async identify(budget) {
      identity ??= readIdentity(budget);
      identity.catch(() => {
        identity = null;
      });
      const { id, name, timeZone } = await identity;
      return { id, name, timeZone };
    },
    recordUrl: (object, id) =>
      known === null ? '' : `https://${known.uiDomain}/contacts/${known.id}/record/${objectNames[object].typeId}/${id}`,
    properties: (object) => lists.get(object) ?? readProperties(object),
    rereadProperties: readProperties,
    noteProperties(object, changed) {
      const names = new Set(changed.map((property) => property.name));
      const list = lists.get(object);
      if (list)
        lists.set(
          object,
          list.then((old) => [...old.filter((property) => !names.has(property.name)), ...changed]),
        );
    },
  };
}
