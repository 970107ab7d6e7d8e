import { type Calendar, dayText } from '../model/calendar.ts';
import type { Observations } from '../model/observation.ts';
import type { CrmRecord, Field, TimeValue } from '../model/record.ts';
import { mergeVisits, type StageVisit, visitsOfMoves, visitsText } from '../model/stage-visit.ts';

function visitsWith(field: Field | undefined, seen: Observations): Field | undefined {
  const own = visitsOfMoves(seen.moves);
  const known = field?.is === 'value' ? (field.value as readonly StageVisit[]) : null;
  if (known === null && own.length === 0) return field;
  const merged = mergeVisits(known ?? [], own);
  const last = merged.at(-1);
  if (merged === known && !seen.isImported) return field;
  const visits = last && seen.isImported ? [...merged.slice(0, -1), { ...last, isImported: true as const }] : merged;
  return { is: 'value', value: visits, raw: visitsText(visits) };
}

/** Moves to a later calendar month; as a CRM counts them, so that both mean the same. */
function pushesIn(seen: Observations, calendar: Calendar): number {
  const month = (time: TimeValue): string => dayText(calendar.day(time)).slice(0, 7);
  return seen.dateMoves.filter(({ from, to }) => month(to) > month(from)).length;
}

/**
 * A record with what we saw ourselves: visits that its CRM does not tell, imports marked, and how often its close date
 * was pushed where the CRM does not count (not known before the first time).
 */
export function withObservations(record: CrmRecord, seen: Observations | undefined, calendar: Calendar): CrmRecord {
  if (seen === undefined) return record;
  const { stageVisits, closeDatePushes } = record.fields;
  const visits = visitsWith(stageVisits, seen);
  const pushes = closeDatePushes?.is === 'unknown' ? pushesIn(seen, calendar) : 0;
  if (visits === stageVisits && pushes === 0) return record;
  return {
    ...record,
    fields: {
      ...record.fields,
      ...(visits ? { stageVisits: visits } : {}),
      ...(pushes > 0 ? { closeDatePushes: { is: 'value', value: pushes, raw: pushes } } : {}),
    },
  };
}
