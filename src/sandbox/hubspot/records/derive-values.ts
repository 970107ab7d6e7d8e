import type { ObjectName } from '../population/population.ts';
import type { CrmRecord } from './record.ts';
import type { Values } from './written.ts';

/** What the CRM itself writes beside a change; `stamp` is the change's time. */
export function deriveValues(object: ObjectName, record: CrmRecord | null, values: Values, stamp: string): Values {
  const derived: Record<string, string | null> = {};
  const changes = (name: string) => name in values && values[name] !== (record?.stored(name) ?? null);
  if (changes('hubspot_owner_id')) derived.hubspot_owner_assigneddate = values.hubspot_owner_id === null ? null : stamp;
  if (object === 'deals' && changes('hs_next_step')) derived.hs_next_step_updated_at = stamp;
  const stageProperty = object === 'deals' ? 'dealstage' : 'lifecyclestage';
  if (changes(stageProperty)) Object.assign(derived, moveStage(object, record, stageProperty, values, stamp));
  return derived;
}

/** HubSpot: entering a stage dates it anew; leaving one dates the exit and counts the milliseconds spent there. */
function moveStage(
  object: ObjectName,
  record: CrmRecord | null,
  stageProperty: string,
  values: Values,
  stamp: string,
): Values {
  const from = record?.stored(stageProperty) ?? null;
  const to = values[stageProperty] ?? null;
  const derived: Record<string, string | null> = {};
  if (from !== null && record !== null) Object.assign(derived, leaveStage(object, record, from, stamp));
  if (object === 'deals') derived.hs_v2_date_entered_current_stage = to === null ? null : stamp;
  if (to !== null) {
    derived[`hs_v2_date_entered_${to}`] = stamp;
    derived[`hs_v2_date_exited_${to}`] = null;
    if (object !== 'deals') derived[`hs_lifecyclestage_${to}_date`] = stamp;
  }
  return derived;
}

function leaveStage(object: ObjectName, record: CrmRecord, stage: string, stamp: string): Values {
  const current = object === 'deals' ? record.stored('hs_v2_date_entered_current_stage') : null;
  const entered = record.stored(`hs_v2_date_entered_${stage}`) ?? current ?? new Date(record.createdAt).toISOString();
  const spentMs = Math.max(0, Date.parse(stamp) - Date.parse(entered));
  const before = Number(record.stored(`hs_v2_cumulative_time_in_${stage}`) ?? '0');
  return {
    [`hs_v2_date_entered_${stage}`]: entered,
    [`hs_v2_date_exited_${stage}`]: stamp,
    [`hs_v2_latest_time_in_${stage}`]: String(spentMs),
    [`hs_v2_cumulative_time_in_${stage}`]: String(before + spentMs),
  };
}
