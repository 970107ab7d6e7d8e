/** A lifecycle stage; HubSpot moves a record only forward through them (in this order) unless the value is cleared first. */
export interface LifecycleStage {
  readonly id: string;
  readonly label: string;
}

/** HubSpot's default lifecycle stages in display order. */
export const LIFECYCLE_STAGES: readonly LifecycleStage[] = [
  { id: 'subscriber', label: 'Subscriber' },
  { id: 'lead', label: 'Lead' },
  { id: 'marketingqualifiedlead', label: 'Marketing Qualified Lead' },
  { id: 'salesqualifiedlead', label: 'Sales Qualified Lead' },
  { id: 'opportunity', label: 'Opportunity' },
  { id: 'customer', label: 'Customer' },
  { id: 'evangelist', label: 'Evangelist' },
  { id: 'other', label: 'Other' },
];

/** Whether a write would move a record back; HubSpot keeps the old stage then. */
export function isBackward(from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false;
  const position = (id: string) => LIFECYCLE_STAGES.findIndex((stage) => stage.id === id);
  return position(to) < position(from) && position(to) >= 0;
}
