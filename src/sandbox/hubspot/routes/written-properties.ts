import type { ObjectType } from '../object-types.ts';
import type { CrmRecord } from '../records/record.ts';
import { alwaysShown } from './objects-read.ts';

const SHOWN_OF_CONTACTS = ['hs_is_unworked', 'hs_pipeline', 'lifecyclestage'];
const SHOWN_OF_DEALS = ['hs_is_closed', 'hs_is_closed_won', 'hs_is_closed_lost', 'hs_deal_stage_probability'];
const SOURCE = ['hs_object_source', 'hs_object_source_id', 'hs_object_source_label'];
const NEW_CONTACT = ['hs_all_contact_vids', 'hs_email_domain', 'hs_full_name_or_email', 'hs_is_contact'];

/** The properties HubSpot answers a write with: what was written, what that moved, and a few of the system's. */
export function shownAfterWrite(type: ObjectType, record: CrmRecord, isNew: boolean): readonly string[] {
  const written = Object.keys(record.written?.changes.at(-1)?.values ?? {});
  const ofType = type.name === 'contacts' ? SHOWN_OF_CONTACTS : type.name === 'deals' ? SHOWN_OF_DEALS : [];
  const names = [
    ...written,
    ...alwaysShown(type),
    ...SOURCE,
    ...ofType,
    ...(isNew && type.name === 'contacts' ? NEW_CONTACT : []),
  ];
  return [...new Set(names)].sort();
}
