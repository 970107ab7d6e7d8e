import type { LeadStatus, OpportunityStage } from '../population/population.ts';
import type { PicklistValue } from './field.ts';

function choices(...values: readonly string[]): PicklistValue[] {
  return values.map((value) => ({ value, label: value, isDefault: false }));
}

/** Values of the standard picklists; stages and statuses are the organization's. */
export function listPicklists(
  stages: readonly OpportunityStage[],
  statuses: readonly LeadStatus[],
): Readonly<Record<string, readonly PicklistValue[]>> {
  return {
    stage: stages.map(({ apiName, masterLabel }) => ({ value: apiName, label: masterLabel, isDefault: false })),
    status: statuses.map(({ apiName, masterLabel, isDefault }) => ({ value: apiName, label: masterLabel, isDefault })),
    salutation: choices('Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.'),
    rating: choices('Hot', 'Warm', 'Cold'),
    source: choices('Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'),
    industry: choices(...INDUSTRIES),
    accountType: choices('Prospect', 'Customer - Direct', 'Customer - Channel', 'Channel Partner / Reseller', 'Other'),
    opportunityType: choices(
      'Existing Customer - Upgrade',
      'Existing Customer - Replacement',
      'Existing Customer - Downgrade',
      'New Customer',
    ),
    forecast: choices('Omitted', 'Pipeline', 'BestCase', 'MostLikely', 'Forecast', 'Closed'),
    forecastName: choices('Omitted', 'Pipeline', 'Best Case', 'Most Likely', 'Commit', 'Closed'),
    taskStatus: choices('Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'),
    priority: choices('High', 'Normal', 'Low'),
    role: choices(
      'Business User',
      'Decision Maker',
      'Economic Buyer',
      'Economic Decision Maker',
      'Evaluator',
      'Executive Sponsor',
      'Influencer',
      'Technical Buyer',
      'Other',
    ),
  };
}

const INDUSTRIES = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Entertainment',
  'Environmental',
  'Finance',
  'Food & Beverage',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Machinery',
  'Manufacturing',
  'Media',
  'Not For Profit',
  'Other',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
];
