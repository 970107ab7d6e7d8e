import { scannedMs, scanTime, timeKinds } from './scan-time.ts';

/** One stay in a stage; who knows a stage by several visits knows when a record came back to it. */
export interface StageVisit {
  /** A deal's stage id; for persons the canonical lifecycle stage, or the CRM's own value where nobody mapped it. */
  readonly stage: string;
  /** Epoch ms. */
  readonly enteredAt: number;
  /** Epoch ms; null while it goes on, and where nobody noted the end. */
  readonly leftAt: number | null;
  /**
   * The beginning is that of an import or of a history made up afterwards, so no clock runs from it: many records came
   * to a stage in the same second.
   */
  readonly isImported?: true;
}

/** A change of a stage that we saw between two reads. */
export interface StageMove {
  /** Epoch ms: the latest moment at which it can have happened. */
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
}

const visitForm = /^(.*) (~?)(\S+?)\.\.(\S*)$/s;

/** Visits in the order of their beginnings. */
export function inOrder(visits: readonly StageVisit[]): readonly StageVisit[] {
  const end = (visit: StageVisit): number => visit.leftAt ?? Number.POSITIVE_INFINITY;
  return [...visits].sort((a, b) => a.enteredAt - b.enteredAt || end(a) - end(b) || (a.stage < b.stage ? -1 : 1));
}

function isoOf(ms: number | null): string {
  return ms === null ? '' : new Date(ms).toISOString();
}

/**
 * `mql 2024-03-01T08:00:00.000Z..2024-03-04T09:00:00.000Z;sql ~2024-03-04T09:00:00.000Z..`, `~` before the beginning of
 * an imported visit: reads back as written.
 */
export function visitsText(visits: readonly StageVisit[]): string {
  return inOrder(visits)
    .map(({ stage, enteredAt, leftAt, isImported }) => {
      const name = stage.replaceAll('%', '%25').replaceAll(';', '%3B');
      return `${name} ${isImported ? '~' : ''}${isoOf(enteredAt)}..${isoOf(leftAt)}`;
    })
    .join(';');
}

function readTime(text: string): number | null {
  return scanTime(text) === timeKinds.none ? null : scannedMs[0]!;
}

/** Reads what `visitsText` wrote, or a person by hand (a date is its midnight in UTC); null where a part is unreadable. */
export function parseVisits(text: string): readonly StageVisit[] | null {
  const visits: StageVisit[] = [];
  for (const part of text.split(';')) {
    const [, name = '', mark = '', entered = '', left = ''] = visitForm.exec(part.trim()) ?? [];
    const enteredAt = readTime(entered);
    const leftAt = left === '' ? null : readTime(left);
    if (name.trim() === '' || enteredAt === null || (left !== '' && leftAt === null)) return null;
    const stage = name.trim().replaceAll('%3B', ';').replaceAll('%25', '%');
    visits.push({ stage, enteredAt, leftAt, ...(mark === '' ? {} : { isImported: true }) });
  }
  return inOrder(visits);
}

function keyOf(stage: string): string {
  return stage.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/** Whether two ids name one stage: a CRM that makes field names of its stage ids writes them with `_` for other signs. */
export function isSameStage(a: string, b: string): boolean {
  return a === b || keyOf(a) === keyOf(b);
}

/** The latest visit to a stage up to `now`; null where the record was never seen there. */
export function lastVisitTo(stage: string, visits: readonly StageVisit[], now: number): StageVisit | null {
  return visits.findLast((visit) => visit.stage === stage && visit.enteredAt <= now) ?? null;
}

/** The visits that moves tell of: the first stage is left out, as nobody saw when it began. */
export function visitsOfMoves(moves: readonly StageMove[]): readonly StageVisit[] {
  const sorted = [...moves].sort((a, b) => a.at - b.at);
  return sorted.flatMap(({ at, to }, index) =>
    to === null ? [] : [{ stage: to, enteredAt: at, leftAt: sorted[index + 1]?.at ?? null }],
  );
}

function overlap(a: StageVisit, b: StageVisit): boolean {
  const end = (visit: StageVisit): number => visit.leftAt ?? Number.POSITIVE_INFINITY;
  return isSameStage(a.stage, b.stage) && a.enteredAt <= end(b) && b.enteredAt <= end(a);
}

/**
 * The CRM's visits, and of our own those that it no longer tells: most CRMs keep the dates of the latest visit to each
 * stage alone. We see a move late, so a visit that overlaps one of the CRM to the same stage is that one.
 */
export function mergeVisits(crm: readonly StageVisit[], own: readonly StageVisit[]): readonly StageVisit[] {
  const added = own.filter((visit) => !crm.some((known) => overlap(known, visit)));
  return added.length === 0 ? crm : inOrder([...crm, ...added]);
}
