import type { Pair } from './core/population/shared-pair.ts';
import type { Sharing } from './core/population/sharing.ts';
import { idOf as hubspotId } from './hubspot/population/ids.ts';
import type { ObjectName as HubSpotName } from './hubspot/population/population.ts';
import { idOf as salesforceId } from './salesforce/population/ids.ts';
import type { ObjectName as SalesforceName } from './salesforce/population/population.ts';

/** One real thing that is a record in both CRMs, as `/_sandbox/shared` lists it. */
export interface SharedRecord {
  readonly family: 'person' | 'company' | 'deal';
  readonly hubspot: { readonly object: string; readonly id: string };
  readonly salesforce: { readonly object: string; readonly id: string };
  /** By what the two can be known to be one: the Salesforce id in HubSpot, or else what both hold. */
  readonly by: 'id' | 'email' | 'domain';
  /** The field in which they disagree, or null. */
  readonly drift: string | null;
}

type Place<Name> = readonly [object: string, name: Name];

/** Lists what both CRMs know, as it was planted: edits made since are not in it. */
export function* listShared(seed: number, sharing: Sharing | null): Generator<SharedRecord> {
  if (sharing === null) return;
  const share = (
    family: SharedRecord['family'],
    pair: Pair<string>,
    [object, name]: Place<HubSpotName>,
    [other, otherName]: Place<SalesforceName>,
  ): SharedRecord => ({
    family,
    hubspot: { object, id: String(hubspotId(seed, name, pair.hubspot)) },
    salesforce: { object: other, id: salesforceId(seed, otherName, pair.salesforce) },
    by: pair.hasId ? 'id' : family === 'person' ? 'email' : 'domain',
    drift: pair.drift?.field ?? null,
  });
  for (const pair of sharing.people) {
    const name = pair.object === 'lead' ? 'Lead' : 'Contact';
    yield share('person', pair, ['contact', 'contacts'], [pair.object, name]);
  }
  for (const pair of sharing.companies) yield share('company', pair, ['company', 'companies'], ['company', 'Account']);
  for (const pair of sharing.deals) yield share('deal', pair, ['deal', 'deals'], ['deal', 'Opportunity']);
}
