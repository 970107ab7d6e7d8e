import { parseTime } from '../../src/model/parse-field.ts';
import { inOrder, type StageVisit, visitsText } from '../../src/model/stage-visit.ts';

/** The properties that hold when a record entered and left one stage. */
export interface StageDates {
  /** The stage as the property's name has it: HubSpot writes `_` for signs that a name cannot have. */
  readonly stage: string;
  readonly entered: string;
  readonly exited: string | null;
}

/** HubSpot: names of its own read-only dates; those of a lead pipeline carry the id of their stage behind the label. */
const enteredForm = /^hs_v2_date_entered_(.+)$/;
const exitedForm = /^hs_v2_date_exited_(.+)$/;
const becameForm = /^hs_lifecyclestage_(.+)_date$/;
/** HubSpot: the date of whatever stage is the present one; it names none. */
const presentStage = 'current_stage';

function find(names: Iterable<string>, form: RegExp): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of names) {
    const stage = form.exec(name)?.[1];
    if (stage !== undefined && stage !== presentStage) found.set(stage, name);
  }
  return found;
}

/**
 * The stage dates among the properties of an account, found by the names they have there. HubSpot: the older
 * `hs_lifecyclestage_…_date` tells the entry alone, and is used where the newer ones are missing (lower tiers).
 */
export function stageDatesIn(names: Iterable<string>): readonly StageDates[] {
  const all = [...names];
  const [entered, exited, became] = [find(all, enteredForm), find(all, exitedForm), find(all, becameForm)];
  const stages = [...new Set([...entered.keys(), ...became.keys()])].sort();
  return stages.map((stage) => ({
    stage,
    entered: entered.get(stage) ?? became.get(stage)!,
    exited: exited.get(stage) ?? null,
  }));
}

function timeOf(value: unknown): number | null {
  return typeof value === 'string' && value.trim() !== '' ? (parseTime(value.trim())?.ms ?? null) : null;
}

/**
 * The latest visit to each stage. HubSpot keeps the dates of the last entry and exit: an exit before the entry belongs
 * to an earlier visit. Where no exit is kept, a visit ends where the next one begins.
 */
export function visitsFrom(
  dates: readonly StageDates[],
  properties: Readonly<Record<string, unknown>>,
  nameOf: (stage: string) => string,
): string | null {
  const visits: StageVisit[] = [];
  for (const { stage, entered, exited } of dates) {
    const enteredAt = timeOf(properties[entered]);
    const leftAt = exited === null ? null : timeOf(properties[exited]);
    if (enteredAt === null) continue;
    visits.push({ stage: nameOf(stage), enteredAt, leftAt: leftAt !== null && leftAt >= enteredAt ? leftAt : null });
  }
  if (visits.length === 0) return null;
  const sorted = inOrder(visits);
  return visitsText(
    sorted.map((visit, index) => ({ ...visit, leftAt: visit.leftAt ?? sorted[index + 1]?.enteredAt ?? null })),
  );
}
