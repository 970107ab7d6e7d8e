import type { Catalog } from '../../../src/model/connector.ts';

/** One pipeline of five stages, as the source of the benchmark has it. */
export const catalog: Catalog = {
  fields: {},
  owners: 'unknown',
  pipelines: [
    {
      id: 'default',
      label: 'New business',
      stages: [
        { id: 'qualification', label: 'Qualification', state: 'open' },
        { id: 'proposal', label: 'Proposal', state: 'open' },
        { id: 'negotiation', label: 'Negotiation', state: 'open' },
        { id: 'won', label: 'Won', state: 'won' },
        { id: 'lost', label: 'Lost', state: 'lost' },
      ],
    },
  ],
  links: [],
  missing: {},
};
