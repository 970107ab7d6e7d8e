import type { CrmRecord } from '../../src/model/record.ts';
import { fail, notApplicable, pass, type RuleContext, unknown, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, presenceOf, textOf, unknownBecause } from './field.ts';

const ownersUnknown = unknown('owners are not known');

/** Asks that the owner, where one is set, is an active user of the CRM. */
export function requireActiveOwner(record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const field = fieldOf(record, 'ownerId');
  if (field.is === 'unknown') return unknownBecause('ownerId', record, ctx);
  const id = textOf(field);
  if (id === null || presenceOf(field) === 'blank') return notApplicable;
  switch (ctx.owner(id)) {
    case 'active':
      return pass;
    case 'unknown':
      return ownersUnknown;
    case 'inactive':
      return fail({ messageId: 'inactive', field: 'ownerId', data: { owner: id } });
    case 'missing':
      return fail({ messageId: 'missing', field: 'ownerId', data: { owner: id } });
  }
}
