import { z } from 'zod';
import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import { defineRule, type Report, type RuleContext } from '../../src/model/rule.ts';
import { countryName } from '../checks/country.ts';
import { homeCountry } from '../checks/country-value.ts';
import { capitalised, shorten } from '../checks/field.ts';
import { callingCode, phoneProblem } from '../checks/phone.ts';
import { isPhonePlaceholder } from '../checks/phone-placeholder.ts';
import { judgePhones } from '../checks/phones.ts';
import { phoneFields } from '../checks/reach.ts';

/** The country as the record has it, in words and as its calling code; null where nobody can tell. */
function homeOf(record: CrmRecord): { readonly country: string; readonly code: string } | null {
  const country = homeCountry(record);
  const code = country === null ? null : callingCode(country);
  return country === null || code === null ? null : { country: countryName(country), code };
}

function reportOn(name: FieldName, phone: string, record: CrmRecord, ctx: RuleContext<unknown>): Report | null {
  const problem = phoneProblem(phone);
  if (problem === null) return null;
  const data = { label: capitalised(ctx.label(name)), phone: shorten(phone) };
  if (problem === 'impossible') return { messageId: 'impossible', field: name, data };
  const home = phone.trimStart().startsWith('+') ? null : homeOf(record);
  return home
    ? { messageId: 'national', field: name, data: { ...data, ...home } }
    : { messageId: 'format', field: name, data };
}

/** A number that cannot be dialled as it stands from anywhere. */
export const phoneInvalid = defineRule<Record<never, never>>({
  meta: {
    id: 'person/phone-invalid',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: ['person/phone-placeholder', 'person/unreachable'],
    options: z.strictObject({}),
    messages: {
      format: '{{label}} "{{phone}}" is not in international format: + and digits only.',
      national: '{{label}} "{{phone}}" is not in international format, which for {{country}} begins with {{code}}.',
      impossible: '{{label}} "{{phone}}" is not a possible number: its length or country code is wrong.',
    },
    docs: {
      summary: 'A phone number is possible in its country and written in E.164 (+ and digits), an extension apart.',
      why: 'Dialers, text messages and the search for duplicates need one form that works from every country.',
      remedy: 'Write the number as + and country code, without blanks.',
      flag: 'Phone invalid',
    },
    examples: {
      passes: [
        { title: 'international format', object: 'contact', fields: {} },
        { title: 'no phone', object: 'lead', fields: { phone: null, mobilePhone: null } },
        { title: 'with an extension', object: 'contact', fields: { phone: '+442079460123 ext. 12' } },
      ],
      fails: [
        { title: 'as dialled at home', object: 'contact', fields: { phone: '030 23125012' } },
        { title: 'with blanks', object: 'contact', fields: { phone: '+49 30 23125012' } },
        { title: 'too short', object: 'lead', fields: { mobilePhone: '+1555234567' } },
      ],
    },
  },
  reads: () => ({ own: [...phoneFields, 'country'], related: [] }),
  check: (record, ctx) =>
    judgePhones(record, ctx, (phone, name) =>
      isPhonePlaceholder(phone) ? null : (reportOn(name, phone, record, ctx) ?? 'fine'),
    ),
});
