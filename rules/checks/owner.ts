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
    case 'queue':
      return notApplicable;
    case 'unknown':
      return ownersUnknown;
    case 'inactive':
      return fail({ messageId: 'inactive', field: 'ownerId', data: { owner: id } });
    case 'missing':
      return fail({ messageId: 'missing', field: 'ownerId', data: { owner: id } });
  }
}

/** Whether somebody looks after the record: nobody where the owner is empty; a queue is no owner. */
export function standingOf(record: CrmRecord, ctx: RuleContext<unknown>): 'owned' | 'queued' | 'ownerless' | 'unknown' {
  const field = fieldOf(record, 'ownerId');
  const presence = presenceOf(field);
  if (presence === 'unknown') return 'unknown';
  const id = textOf(field);
  if (presence !== 'filled' || id === null) return 'ownerless';
  return ctx.owner(id) === 'queue' ? 'queued' : 'owned';
}
