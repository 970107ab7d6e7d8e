import type { ObjectType } from '../../src/model/record.ts';
import { fail, pass, type RuleContext, type StagePosition, unknown, type Verdict } from '../../src/model/rule.ts';

/** What several records of an object are called. */
export const plural: Readonly<Record<ObjectType, string>> = {
  contact: 'contacts',
  lead: 'leads',
  company: 'companies',
  deal: 'deals',
};

/** The verdict where the source does not tell which records are linked. */
export function linksUnknown(object: ObjectType): Verdict {
  return unknown(`linked ${plural[object]} are not known`);
}

/** Asks that at least one record of an object is linked. */
export function requireRelated(ctx: RuleContext<unknown>, object: ObjectType, messageId = 'missing'): Verdict {
  const related = ctx.related(object);
  if (related === 'unknown') return linksUnknown(object);
  return related.length > 0 ? pass : fail({ messageId });
}

/** Whether a linked deal stands in a state; 'unknown' where deals, or the stages of all that might, are not known. */
export function hasDeal(ctx: RuleContext<unknown>, state: StagePosition['state']): boolean | 'unknown' {
  const deals = ctx.related('deal');
  if (deals === 'unknown') return 'unknown';
  if (deals.some((deal) => deal.stage?.state === state)) return true;
  return deals.some((deal) => deal.stage === null) ? 'unknown' : false;
}
