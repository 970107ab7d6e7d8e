/** An instant as HubSpot sends it: ISO 8601 in UTC, the milliseconds left out where they are zero. */
export function stamp(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
