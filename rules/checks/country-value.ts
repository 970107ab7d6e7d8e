import type { CrmRecord } from '../../src/model/record.ts';
import { fail, notApplicable, pass, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { countryCode } from './country.ts';
import { fieldOf, foundIn, presenceOf, shorten, textOf, unknownBecause } from './field.ts';

/** The ISO code of a record's country; null where it has none that can be read. */
export function homeCountry(record: CrmRecord): string | null {
  const text = textOf(fieldOf(record, 'country'));
  return text === null ? null : countryCode(text);
}

/** Asks that a country is filled. `NA` is Namibia, so what is a country is never taken for a placeholder. */
export function requireCountry(record: CrmRecord, ctx: RuleContext<unknown>, stage: string): Verdict {
  const field = fieldOf(record, 'country');
  if (field.is === 'unknown') return unknownBecause('country', record, ctx);
  if (homeCountry(record) !== null || presenceOf(field) === 'filled') return pass;
  return fail({ messageId: 'missing', field: 'country', data: { found: foundIn(field), stage } });
}

/** Asks that a country, where one is filled in, is one of ISO 3166-1 (by code, name or habit). */
export function requireRealCountry(record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const field = fieldOf(record, 'country');
  if (field.is === 'unknown') return unknownBecause('country', record, ctx);
  const text = textOf(field);
  if (text === null) return notApplicable;
  if (homeCountry(record) !== null) return pass;
  if (presenceOf(field) === 'blank') return notApplicable;
  return fail({ messageId: 'unresolved', field: 'country', data: { country: shorten(text) } });
}
