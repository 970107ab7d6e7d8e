import { dayText } from '../../src/model/calendar.ts';
import { durationText } from '../../src/model/duration.ts';
import { type PromiseStand, standOf } from '../../src/model/promise-stand.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import type { Sla, SlaPromise } from '../../src/model/terms.ts';
import { fieldOf } from './field.ts';

/** A promise of the agreement and how the record stands to it. */
export interface Standing {
  readonly sla: Sla;
  readonly stand: PromiseStand;
}

/** How a record stands, at some `now`, to all promises of a kind. */
export function standings(
  kind: SlaPromise['is'],
  record: CrmRecord,
  ctx: RuleContext<unknown>,
  now: number,
): readonly Standing[] {
  const scene = {
    object: record.ref.object,
    source: record.ref.source,
    now,
    calendar: ctx.calendar,
    field: (name: string) => fieldOf(record, name),
    workingTime: (team: string | null) => ctx.workingTime(team),
  };
  return ctx.slas.filter(({ promise }) => promise.is === kind).map((sla) => ({ sla, stand: standOf(sla, scene) }));
}

/** Whether a promise is broken and still asks for something, or will soon be. */
export function trouble({ stand }: Standing): 'late' | 'at risk' | null {
  if (stand.is !== 'running' || stand.clock.metAt !== null) return null;
  if (stand.clock.state === 'breached') return 'late';
  return stand.clock.state === 'at risk' ? 'at risk' : null;
}

/** The gravest trouble of some promises, the first of those that are equal. */
export function worst(all: readonly Standing[]): Standing | null {
  return all.find((one) => trouble(one) === 'late') ?? all.find((one) => trouble(one) === 'at risk') ?? null;
}

/** What messages say of a promise: its name, what it allows, and the day on which its clock began. */
export function promiseData({ sla, stand }: Standing, ctx: RuleContext<unknown>): Readonly<Record<string, string>> {
  const { promise } = sla;
  const limit = promise.is === 'clock' ? promise.within : promise.overAtLeast;
  return {
    promise: sla.name,
    limit: limit === null ? 'none' : durationText(limit),
    date: stand.is === 'running' ? dayText(ctx.calendar.day(stand.startedAt)) : '',
  };
}

/** More turns of one record's clocks than this say nothing to anybody. */
const mostTurns = 100;

/** The first moment at which the trouble with promises of a kind is another than now; null where it stays. */
export function wakesWithPromises(kind: SlaPromise['is'], record: CrmRecord, ctx: RuleContext<unknown>): number | null {
  const gist = (all: readonly Standing[]): string => {
    const found = worst(all);
    return found ? `${found.sla.name} ${trouble(found)}` : '';
  };
  let all = standings(kind, record, ctx, ctx.now);
  const present = gist(all);
  for (let turn = 0; turn < mostTurns; turn++) {
    const turns = all.flatMap(({ stand }) => (stand.is === 'running' ? (stand.clock.changesAt ?? []) : []));
    if (turns.length === 0) return null;
    const at = Math.min(...turns);
    all = standings(kind, record, ctx, at);
    if (gist(all) !== present) return at;
  }
  return null;
}
