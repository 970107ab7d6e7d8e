import { hash } from '../../core/population/random.ts';
import type { CompanyFacts } from '../../core/population/shared-company.ts';
import type { DealFacts } from '../../core/population/shared-deal.ts';
import type { Pair } from '../../core/population/shared-pair.ts';
import type { PersonFacts } from '../../core/population/shared-person.ts';

type Properties = Record<string, string>;

const SHORT_ID_LENGTH = 15;

/** Fills properties, and empties those that are given as null. */
function fill(properties: Readonly<Properties>, values: Readonly<Record<string, string | null>>): Properties {
  const filled = { ...properties };
  for (const [name, value] of Object.entries(values)) {
    if (value === null) delete filled[name];
    else filled[name] = value;
  }
  return filled;
}

/** The property that names the Salesforce record; one id in four is written as reports show it, without its check digits. */
function idProperty(name: string, pair: Pair<string>, salesforceId: string): Properties {
  if (!pair.hasId) return {};
  return { [name]: hash(207, pair.number) % 4 === 0 ? salesforceId.slice(0, SHORT_ID_LENGTH) : salesforceId };
}

/** A contact that Salesforce has as a lead or contact: with the values both hold, as HubSpot spells them. */
export function shareContact(
  properties: Readonly<Properties>,
  facts: PersonFacts,
  pair: Pair<string> & { readonly object: 'lead' | 'contact' },
  salesforceId: string,
): Properties {
  return fill(properties, {
    email: facts.email,
    firstname: facts.firstName,
    lastname: facts.lastName,
    phone: facts.phone,
    jobtitle: facts.jobTitle,
    country: facts.country?.label ?? null,
    ...idProperty(pair.object === 'lead' ? 'salesforceleadid' : 'salesforcecontactid', pair, salesforceId),
  });
}

/** A company that Salesforce has as an account. */
export function shareCompany(
  properties: Readonly<Properties>,
  facts: CompanyFacts,
  pair: Pair<string>,
  salesforceId: string,
): Properties {
  return fill(properties, {
    name: facts.name,
    domain: facts.domain,
    ...(properties.website !== undefined && { website: `https://www.${facts.domain}` }),
    country: facts.country?.label ?? null,
    numberofemployees: facts.employees === null ? null : String(facts.employees),
    ...idProperty('salesforceaccountid', pair, salesforceId),
  });
}

/** A deal that Salesforce has as an opportunity; its close date and stage are part of its plan. */
export function shareDeal(
  properties: Readonly<Properties>,
  facts: DealFacts,
  pair: Pair<string>,
  salesforceId: string,
): Properties {
  return fill(properties, {
    dealname: `${facts.name} - ${(properties.closedate ?? '').slice(0, 7)}`,
    amount: Number.isInteger(facts.amount) ? String(facts.amount) : facts.amount.toFixed(2),
    ...idProperty('hs_salesforceopportunityid', pair, salesforceId),
  });
}
