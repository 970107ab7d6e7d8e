import type { LearntReport } from '../../jobs/learn-limits.ts';
import type { AgingLimit } from '../../model/aging-limit.ts';
import { table } from './table.ts';

function limitText(limit: AgingLimit | null, otherwise: string): string {
  return limit === null
    ? otherwise
    : `warn ${limit.warnDays} days, fail ${limit.failDays} days (${limit.visits} visits)`;
}

/** What won deals teach, stage by stage, and what to do to put it in force. */
export function limitsText({ proposals, leastVisits, isAccepted }: LearntReport): string {
  if (proposals.length === 0)
    return 'No stage of the agreement learns its limit. Write under a stage: no_longer_than: learn from won deals';
  const rows = proposals.map(({ pipeline, stage, proposed, medianDays, inForce }) => [
    `${pipeline}: ${stage}`,
    limitText(proposed, `fewer than ${leastVisits} won visits`),
    medianDays === null ? '-' : `${medianDays} days`,
    limitText(inForce, 'the limit of the rule'),
  ]);
  const end = isAccepted
    ? 'Accepted. The next scan judges all deals by it.'
    : 'Nothing is changed. To put this in force: crm-hygiene learn --accept';
  return [
    table([['stage', 'learnt from won deals', 'half of all deals leave within', 'in force'], ...rows], ''),
    '',
    end,
  ].join('\n');
}
