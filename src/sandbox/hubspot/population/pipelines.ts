import type { Pipeline } from './population.ts';

/**
 * HubSpot's default deal pipeline, and a second one whose stages have the numeric ids that HubSpot gives to all stages an
 * admin adds.
 */
export const PIPELINES: readonly [Pipeline, Pipeline] = [
  {
    id: 'default',
    label: 'Sales Pipeline',
    stages: [
      { id: 'appointmentscheduled', label: 'Appointment Scheduled', isClosed: false, probability: '0.2' },
      { id: 'qualifiedtobuy', label: 'Qualified To Buy', isClosed: false, probability: '0.4' },
      { id: 'presentationscheduled', label: 'Presentation Scheduled', isClosed: false, probability: '0.6' },
      { id: 'decisionmakerboughtin', label: 'Decision Maker Bought-In', isClosed: false, probability: '0.8' },
      { id: 'contractsent', label: 'Contract Sent', isClosed: false, probability: '0.9' },
      { id: 'closedwon', label: 'Closed Won', isClosed: true, probability: '1.0' },
      { id: 'closedlost', label: 'Closed Lost', isClosed: true, probability: '0.0' },
    ],
  },
  {
    id: '68411207',
    label: 'Partner',
    stages: [
      { id: '132840071', label: 'Referred', isClosed: false, probability: '0.1' },
      { id: '132840072', label: 'Joint Call', isClosed: false, probability: '0.3' },
      { id: '132840073', label: 'Proposal', isClosed: false, probability: '0.6' },
      { id: '132840074', label: 'Paperwork', isClosed: false, probability: '0.9' },
      { id: '132840075', label: 'Won', isClosed: true, probability: '1.0' },
      { id: '132840076', label: 'Lost', isClosed: true, probability: '0.0' },
    ],
  },
];
