import type { Catalog, CatalogField, Stage } from '../../../src/model/connector.ts';

const field = (name: string, options: readonly string[] = [], more: Partial<CatalogField> = {}): CatalogField => ({
  name,
  label: name,
  type: 'text',
  readOnly: false,
  options: options.map((option) => ({ value: option.toLowerCase().replaceAll(' ', '_'), label: option })),
  ...more,
});
const stages = (...labels: string[]): readonly Stage[] =>
  labels.map((label) => ({
    id: label.toLowerCase().replaceAll(' ', ''),
    label,
    state: label === 'Closed Won' ? 'won' : label === 'Closed Lost' ? 'lost' : 'open',
  }));
const links: Catalog['links'] = [];

/** What `main_hubspot` and `salesforce_eu` of the mistaken agreements offer. */
export const catalogs: Readonly<Record<string, Catalog>> = {
  main_hubspot: {
    fields: {
      contact: [
        field('lifecyclestage', ['Lead', 'Marketing Qualified Lead', 'Customer'], { canonical: ['lifecycleStage'] }),
        field('confirmed_need'),
        field('hygiene_score', [], { readOnly: true, type: 'number' }),
        field('persona', ['Buyer', 'User']),
      ],
      company: [field('industry', ['Retail', 'Banking', 'BANKING'], { canonical: ['industry'] })],
      deal: [field('closed_lost_reason')],
    },
    owners: [{ id: '7', name: 'Ada Jones', email: 'ada@acme.example', active: true }],
    pipelines: [
      {
        id: 'default',
        label: 'New business',
        stages: stages('Qualification', 'Proposal', 'Closed Won', 'Closed Lost'),
      },
      { id: 'p2', label: 'Partners', stages: stages('Proposal', 'Signed') },
    ],
    links,
    missing: {},
  },
  salesforce_eu: {
    fields: {
      contact: [field('Persona__c', ['Buyer'])],
      lead: [field('Status', ['Open', 'Working', 'Qualified'])],
      deal: [field('Loss_Reason__c')],
    },
    owners: 'unknown',
    pipelines: [{ id: '012', label: 'Standard', stages: stages('Prospecting', 'Closed Won') }],
    links,
    missing: {},
  },
};
