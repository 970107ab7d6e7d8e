import type { LeadStatus, OpportunityStage } from './population.ts';

function open(apiName: string, defaultProbability: number): OpportunityStage {
  const isClosed = false;
  const forecastCategoryName = 'Pipeline';
  return { apiName, masterLabel: apiName, isClosed, isWon: false, defaultProbability, forecastCategoryName };
}

/** Salesforce's own stages, without the three that nobody uses; the open ones come first. */
export const OPEN_STAGES: readonly OpportunityStage[] = [
  open('Prospecting', 10),
  open('Qualification', 10),
  open('Needs Analysis', 20),
  open('Proposal/Price Quote', 75),
  open('Negotiation/Review', 90),
];

/** The stages in which an opportunity is over: won, lost. */
export const CLOSED_STAGES: readonly OpportunityStage[] = [
  {
    apiName: 'Closed Won',
    masterLabel: 'Closed Won',
    isClosed: true,
    isWon: true,
    defaultProbability: 100,
    forecastCategoryName: 'Closed',
  },
  {
    apiName: 'Closed Lost',
    masterLabel: 'Closed Lost',
    isClosed: true,
    isWon: false,
    defaultProbability: 0,
    forecastCategoryName: 'Omitted',
  },
];

/** How a lead's Status was planted. */
export type StatusKind = 'open' | 'working' | 'nurturing' | 'qualified' | 'closed';

function status(apiName: string, isConverted = false, isDefault = false): LeadStatus {
  return { apiName, masterLabel: apiName, isConverted, isDefault };
}

/** The lead statuses by kind, in their order. Salesforce: a lead reaches the converted one by conversion only. */
export const STATUSES: Readonly<Record<StatusKind, LeadStatus>> = {
  open: status('Open - Not Contacted', false, true),
  working: status('Working - Contacted'),
  nurturing: status('Nurturing'),
  qualified: status('Qualified', true),
  closed: status('Closed - Not Converted'),
};
