import { readFileSync } from 'node:fs';

function findVersion(): string {
  // One folder deeper in dist/, so both places are tried.
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const parsed: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
    } catch {
      // Not there: the next place.
    }
  }
  return '0.0.0';
}

/** The version of this package. */
export const version: string = findVersion();
