import type { ObjectType } from '../../src/model/record.ts';
import { fail, pass, type RuleContext, unknown, type Verdict } from '../../src/model/rule.ts';

const plural: Readonly<Record<ObjectType, string>> = {
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
