import { InvalidArgumentError } from 'commander';

/** Whether the platform knows an IANA time zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Reads an option that is an IANA time zone. */
export function zoneOption(zone: string): string {
  if (!isZone(zone)) throw new InvalidArgumentError('Expected an IANA time zone such as Europe/Berlin.');
  return zone;
}
