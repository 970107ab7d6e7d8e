/** How many records a HubSpot account has. */
export interface HubSpotSizes {
  readonly contacts: number;
  readonly companies: number;
  readonly deals: number;
}

/** How many records a Salesforce organization has. */
export interface SalesforceSizes {
  readonly leads: number;
  readonly contacts: number;
  readonly accounts: number;
  readonly opportunities: number;
}

/** Sizes of which only the first has to be given. */
export type SomeHubSpotSizes = Pick<HubSpotSizes, 'contacts'> & {
  readonly [K in keyof HubSpotSizes]?: HubSpotSizes[K] | undefined;
};

/** Sizes of which only the first has to be given. */
export type SomeSalesforceSizes = Pick<SalesforceSizes, 'leads'> & {
  readonly [K in keyof SalesforceSizes]?: SalesforceSizes[K] | undefined;
};

/** The sizes of an account: companies are 24 % of the contacts, deals 40 %, where nobody says otherwise. */
export function fillHubSpotSizes({ contacts, companies, deals }: SomeHubSpotSizes): HubSpotSizes {
  return {
    contacts,
    companies: companies ?? Math.round(contacts * 0.24),
    deals: deals ?? Math.round(contacts * 0.4),
  };
}

/** The sizes of an organization: contacts are 40 % of the leads, accounts 15 %, opportunities 20 %, where nobody says otherwise. */
export function fillSalesforceSizes({
  leads,
  contacts,
  accounts,
  opportunities,
}: SomeSalesforceSizes): SalesforceSizes {
  return {
    leads,
    contacts: contacts ?? Math.round(leads * 0.4),
    accounts: accounts ?? Math.round(leads * 0.15),
    opportunities: opportunities ?? Math.round(leads * 0.2),
  };
}
