import type { CrmRecord } from '../../src/model/record.ts';
import { notApplicable, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { type Address, addressOf } from './email.ts';
import { fieldOf, shorten, textOf, unknownBecause } from './field.ts';

/** Judges an email that has a domain and is not made up; `shown` is the email as a message quotes it. */
export function judgeAddress(
  record: CrmRecord,
  ctx: RuleContext<unknown>,
  judge: (address: Address, shown: string) => Verdict,
): Verdict {
  const field = fieldOf(record, 'email');
  if (field.is === 'unknown') return unknownBecause('email', record, ctx);
  const text = textOf(field);
  const address = text === null ? null : addressOf(text);
  if (text === null || address === null || address.isPlaceholder || address.domain === '') return notApplicable;
  return judge(address, shorten(text));
}
