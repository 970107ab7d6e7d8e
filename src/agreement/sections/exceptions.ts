import type { RuleException } from '../../model/agreement.ts';
import { dayText } from '../../model/calendar.ts';
import type { ObjectType } from '../../model/record.ts';
import { type ConditionReader, readConditions } from '../conditions.ts';
import { type Place, readItems, readSettings, readText } from '../reading.ts';
import { readDay } from '../scalars.ts';
import { isNothing } from '../tree.ts';

const example = '{where: pipeline is Renewals, reason: The signer is already on the contract, until: 2027-03-31}';

function readException(
  place: Place,
  objects: readonly ObjectType[],
  today: number | null,
  reader: ConditionReader,
): RuleException | null {
  const { desk } = reader;
  const settings = readSettings(place, { owner: 'an exception', known: ['where', 'reason', 'until'] }, desk);
  if (!settings) return null;
  const where = settings.need('where', 'pipeline is Renewals');
  const [reason, until] = ['reason', 'until'].map((name) => settings.get(name));
  if (!reason || !until || isNothing(reason.node) || isNothing(until.node)) {
    const message = 'This exception needs a reason and an "until" date';
    desk.problem({ code: 'AGREEMENT_EXCEPTION', at: place.node, path: place.path, message, example });
  }
  const conditions = readConditions(where, objects, reader);
  const why = reason && !isNothing(reason.node) ? readText(reason, 'a reason', desk, 'The signer is known') : null;
  const day = until && !isNothing(until.node) ? readDay(until, desk) : null;
  if (day !== null && until && today !== null && day < today) {
    const message = `Ended on ${dayText(day)}; remove or extend`;
    desk.warning({ code: 'AGREEMENT_ENDED', at: until.node, path: until.path, message });
  }
  return where && why !== null && day !== null ? { where: conditions, reason: why, until: day } : null;
}

/** Reads `exceptions` of a rule: which records it leaves alone, why, and until when. */
export function readExceptions(
  place: Place,
  objects: readonly ObjectType[],
  today: number | null,
  reader: ConditionReader,
): readonly RuleException[] {
  const items = readItems(place, 'a list of exceptions', reader.desk, `[${example}]`);
  return items.flatMap((item) => readException(item, objects, today, reader) ?? []);
}
