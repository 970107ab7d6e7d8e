import { z } from 'zod';
import { lifecycleAside } from '../../src/model/dictionary.ts';
import { hoursOption } from '../../src/model/duration.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type RuleContext,
  unknown,
  type Verdict,
} from '../../src/model/rule.ts';
import { fieldOf, textOf, timeOf, unknownBecause } from '../checks/field.ts';
import { standingOf } from '../checks/owner.ts';

interface Options {
  /** Milliseconds a lead may wait in a queue. */
  readonly limit: number;
}

const noDate = unknown('when the lead was created is not known');

/** Leads that were handed back or closed wait for nobody. */
function isOver(record: CrmRecord): boolean {
  const stage = textOf(fieldOf(record, 'lifecycle'));
  return stage !== null && (lifecycleAside as readonly string[]).includes(stage);
}

/**
 * The instant at which a queue has had the lead for too long. The lead counts as queued since its creation, as routing
 * happens then; a CRM that keeps the history of owners could tell more.
 */
function overdueAt(record: CrmRecord, ctx: RuleContext<Options>): number | null {
  const created = timeOf(fieldOf(record, 'createdAt'));
  return created && created.ms + ctx.options.limit;
}

function check(record: CrmRecord, ctx: RuleContext<Options>): Verdict {
  if (isOver(record)) return notApplicable;
  switch (standingOf(record, ctx)) {
    case 'owned':
      return pass;
    case 'unknown':
      return unknownBecause('ownerId', record, ctx);
    case 'ownerless':
      return fail({ messageId: 'ownerless', field: 'ownerId' });
    case 'queued': {
      const overdue = overdueAt(record, ctx);
      if (overdue === null) return noDate;
      if (ctx.now <= overdue) return pass;
      const hours = Math.floor((ctx.now - overdue + ctx.options.limit) / 3_600_000);
      return fail({ messageId: 'queued', field: 'ownerId', data: { hours } });
    }
  }
}

/** Nobody has taken the lead. */
export const unassigned = defineRule<Options>({
  meta: {
    id: 'lead/unassigned',
    half: 'stage',
    dimension: 'stage',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ limit: hoursOption('24 hours') }),
    messages: {
      ownerless: 'The lead has no owner.',
      queued: 'The lead has waited in a queue for {{hours}} hours.',
    },
    docs: {
      summary: 'A lead has an owner; a queue passes it on within a day.',
      why: 'Leads die in queues: the chance to qualify one falls within hours, and a queue answers nobody.',
      remedy: 'Assign the lead to a person.',
      flag: 'Unassigned',
    },
    examples: {
      passes: [
        { title: 'a lead with an owner', object: 'lead', fields: {} },
        {
          title: 'in a queue since this morning',
          object: 'lead',
          fields: { createdAt: '2024-04-11T07:00:00Z' },
          around: { owner: 'queue' },
        },
        { title: 'disqualified', object: 'lead', fields: { lifecycle: 'disqualified', ownerId: null } },
      ],
      fails: [
        { title: 'no owner', object: 'lead', fields: { ownerId: null } },
        {
          title: 'in a queue for two days',
          object: 'lead',
          fields: { createdAt: '2024-04-09T09:00:00Z' },
          around: { owner: 'queue' },
        },
        {
          title: 'no owner, created today',
          object: 'lead',
          fields: { ownerId: '', createdAt: '2024-04-11T09:00:00Z' },
        },
      ],
    },
  },
  reads: () => ({ own: ['ownerId', 'lifecycle', 'createdAt'], related: [] }),
  check,
  wakes(record, ctx) {
    if (isOver(record) || standingOf(record, ctx) !== 'queued') return null;
    const overdue = overdueAt(record, ctx);
    // At the limit itself the lead is still within it.
    return overdue === null || overdue < ctx.now ? null : overdue + 1;
  },
});
