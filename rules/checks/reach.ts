import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import { addressOf } from './email.ts';
import { fieldOf, type Presence, textOf } from './field.ts';
import { isPhonePlaceholder } from './phone-placeholder.ts';

/** The fields that hold a phone number of a person. */
export const phoneFields = ['phone', 'mobilePhone'] as const;

/** Whether an email is usable: filled and not made up. An invalid one is, because it can be mended. */
export function emailPresence(record: CrmRecord): Presence {
  const field = fieldOf(record, 'email');
  if (field.is === 'unknown') return 'unknown';
  if (field.is === 'empty') return 'blank';
  const text = textOf(field);
  return text !== null && addressOf(text).isPlaceholder ? 'blank' : 'filled';
}

function onePhone(record: CrmRecord, name: FieldName): Presence {
  const field = fieldOf(record, name);
  if (field.is === 'unknown') return 'unknown';
  if (field.is === 'empty') return 'blank';
  const text = textOf(field);
  return text !== null && isPhonePlaceholder(text) ? 'blank' : 'filled';
}

/** Whether any phone is usable: one filled number suffices, and one unknown leaves it open. */
export function phonePresence(record: CrmRecord): Presence {
  let known: Presence = 'blank';
  for (const name of phoneFields) {
    const presence = onePhone(record, name);
    if (presence === 'filled') return 'filled';
    if (presence === 'unknown') known = 'unknown';
  }
  return known;
}
