import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';
import { dayText } from '../../src/model/calendar.ts';
import { recordKind } from '../../src/model/identity.ts';
import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import {
  type Counterpart,
  fail,
  notApplicable,
  pass,
  type Report,
  type RuleContext,
  type RuleReads,
  type StagePosition,
  unknown,
  type Verdict,
} from '../../src/model/rule.ts';
import { comparableCompanyName } from './company-name.ts';
import { countryCode } from './country.ts';
import { capitalised, fieldOf, shorten, textOf, timeOf } from './field.ts';
import { fold } from './fold.ts';
import { companyDomain, comparableEmail } from './identity-keys.ts';
import { isPhonePlaceholder } from './phone-placeholder.ts';
import { isPlaceholder } from './placeholder.ts';

/** One of two records that are compared. */
interface Side {
  readonly fields: CrmRecord['fields'];
  readonly stage: StagePosition | null;
}

/** What a field means, in one form for all spellings, and how a message shows it. */
interface Meaning {
  readonly is: string | number;
  readonly shown: string;
}

/** How one field is compared. Null is what is empty, made up, not valid or not known: it differs from nothing. */
export interface Comparison {
  /** The fields it rests on. */
  readonly reads: readonly FieldName[];
  /** Whether the two must have been recognised by id, as the field is what they would else be recognised by. */
  readonly onlyById?: boolean;
  meaningOf(side: Side, ctx: RuleContext<unknown>): Meaning | null;
}

type FieldReader = (field: FieldName) => Comparison;

function quoted(text: string): string {
  return `"${shorten(text.trim())}"`;
}

/** A field of text, with the form in which two are compared. */
function byText(
  comparable: (text: string, side: Side) => string | null,
  { more = [], isMadeUp = isPlaceholder }: { more?: readonly FieldName[]; isMadeUp?: (text: string) => boolean } = {},
): FieldReader {
  return (field) => ({
    reads: [field, ...more],
    meaningOf(side) {
      const text = textOf(fieldOf(side, field));
      if (text === null || isMadeUp(text)) return null;
      const is = comparable(text, side);
      return is === null || is === '' ? null : { is, shown: quoted(text) };
    },
  });
}

/** The number in E.164, read with the country of its own record; null where it cannot be dialled. */
export function e164Of(phone: string, side: Pick<Side, 'fields'>): string | null {
  if (isPhonePlaceholder(phone)) return null;
  const home = textOf(fieldOf(side, 'country'));
  const country = home === null ? null : countryCode(home);
  const number = parsePhoneNumberFromString(phone, (country ?? undefined) as 'DE' | undefined);
  return number?.isPossible() ? number.number : null;
}

/** Words, whatever their case, accents and blanks. */
export const comparedAsWords = byText((text) => fold(text).replace(/\s+/g, ' '));
/** Company names without legal form. */
export const comparedAsCompanyName = byText(comparableCompanyName);
/** Countries by ISO code; no word is a placeholder there, as NA is Namibia. */
export const comparedAsCountry = byText(countryCode, { isMadeUp: () => false });
/** Registrable domains. */
export const comparedAsDomain = byText(companyDomain);
/** Numbers in E.164. */
export const comparedAsPhone = byText(e164Of, { more: ['country'] });

/** Addresses, of records that were recognised by id: by address, it is the same. */
export const comparedAsEmail: FieldReader = (field) => ({ ...byText(comparableEmail)(field), onlyById: true });

/** Numbers above zero; other rules hold zero to be missing. */
export const comparedAsNumber: FieldReader = (field) => ({
  reads: [field],
  meaningOf(side) {
    const found = fieldOf(side, field);
    if (found.is !== 'value' || typeof found.value !== 'number' || !(found.value > 0)) return null;
    return { is: found.value, shown: found.value.toLocaleString('en', { maximumFractionDigits: 6 }) };
  },
});

/** Calendar days; an instant is the day it falls on in the agreement's zone. */
export const comparedAsDay: FieldReader = (field) => ({
  reads: [field],
  meaningOf(side, ctx) {
    const time = timeOf(fieldOf(side, field));
    if (time === null) return null;
    const day = ctx.calendar.day(time);
    return { is: day, shown: dayText(day) };
  },
});

/** Whether the stage is open, won or lost; what it is called differs from CRM to CRM. */
export const comparedAsStageState: FieldReader = () => ({
  reads: ['pipeline', 'stage'],
  meaningOf: ({ stage }) => stage && { is: stage.state, shown: `${stage.state} ("${shorten(stage.label)}")` },
});

/** The comparisons of a rule: which fields can be compared, and how. */
export type Comparisons = Readonly<Record<FieldName, FieldReader>>;

/** Options of a drift rule: the fields to compare, by canonical name. */
export interface DriftOptions {
  readonly fields: readonly FieldName[];
}

/** `jobTitle` as people write it: `job title`. */
function words(name: FieldName): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** An option that lists fields, as people write them or by name; all of `standard` unless given. */
export function comparedFields(comparisons: Comparisons, standard: readonly FieldName[]) {
  const bare = (text: string): string => text.replace(/[\s_-]+/g, '').toLowerCase();
  const names = Object.keys(comparisons);
  return z
    .array(z.string())
    .min(1)
    .default([...standard])
    .transform((fields, ctx): readonly FieldName[] => {
      const found = fields.map((text) => names.find((name) => bare(name) === bare(text)));
      found.forEach((name, index) => {
        if (name !== undefined) return;
        const message = `"${fields[index]}" cannot be compared here. Fields: ${names.map(words).join(', ')}`;
        ctx.addIssue({ code: 'custom', path: [index], message });
      });
      return [...new Set(found.filter((name) => name !== undefined))];
    });
}

/** What a drift rule reads, on both sides alike. */
export function driftReads(comparisons: Comparisons, { fields }: DriftOptions): RuleReads {
  const own = [...new Set(fields.flatMap((field) => comparisons[field]!(field).reads))];
  return { own, related: [], counterparts: own };
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

interface Compared {
  readonly report: Report | null;
  readonly wasPossible: boolean;
}

function compareField(
  field: FieldName,
  comparison: Comparison,
  record: CrmRecord,
  others: readonly Counterpart[],
  ctx: RuleContext<unknown>,
): Compared {
  const own = comparison.meaningOf(
    {
      fields: record.fields,
      get stage() {
        return ctx.stage;
      },
    },
    ctx,
  );
  if (own === null) return { report: null, wasPossible: false };
  const meanings = others
    .filter(({ matchedBy }) => !comparison.onlyById || matchedBy === recordKind)
    .flatMap((other) => {
      const meaning = comparison.meaningOf(other, ctx);
      return meaning === null ? [] : [{ ...meaning, source: other.source }];
    });
  const different = meanings.filter(({ is }) => is !== own.is);
  if (different.length === 0) return { report: null, wasPossible: meanings.length > 0 };
  const data = {
    label: capitalised(ctx.label(field)),
    here: own.shown,
    source: record.ref.source,
    there: listed(different.map(({ shown, source }) => `${shown} in ${source}`)),
  };
  return { report: { messageId: 'differs', field, data }, wasPossible: true };
}

/** Compares a record with its counterparts field by field; one report per field, naming all values. */
export function checkDrift(comparisons: Comparisons, record: CrmRecord, ctx: RuleContext<DriftOptions>): Verdict {
  const others = ctx.counterparts();
  if (others === 'unknown') return unknown('what is the same in other CRMs is not known');
  if (others.length === 0) return notApplicable;
  const compared = ctx.options.fields.map((field) =>
    compareField(field, comparisons[field]!(field), record, others, ctx),
  );
  const reports = compared.flatMap(({ report }) => report ?? []);
  if (reports.length > 0) return fail(...reports);
  return compared.some(({ wasPossible }) => wasPossible) ? pass : notApplicable;
}
