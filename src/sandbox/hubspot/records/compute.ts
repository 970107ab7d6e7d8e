import type { ObjectName, Stage } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import type { CrmRecord } from './record.ts';

type Compute = (portal: Portal, record: CrmRecord) => string | null;

function stampOf(at: number): string {
  return new Date(at).toISOString();
}

const COMMON: Readonly<Record<string, Compute>> = {
  hs_object_id: (_portal, record) => record.id,
  createdate: (_portal, record) => record.stored('createdate') ?? stampOf(record.createdAt),
  hs_createdate: (_portal, record) => stampOf(record.createdAt),
  hs_object_source: (_portal, record) => record.stored('hs_object_source') ?? 'IMPORT',
  hs_object_source_id: (_portal, record) => record.stored('hs_object_source_id') ?? 'userId:9586504',
  hs_object_source_label: (_portal, record) => record.stored('hs_object_source_label') ?? 'IMPORT',
};

const CONTACT: Readonly<Record<string, Compute>> = {
  ...COMMON,
  lastmodifieddate: (_portal, record) => stampOf(record.modifiedAt),
  associatedcompanyid: (portal, record) => portal.associations.primary('contacts', record.id),
  num_associated_deals: (portal, record) => countLinks(portal, record, 'deals'),
  hs_email_domain: (_portal, record) => {
    const email = record.stored('email') ?? '';
    return email.includes('@') ? email.slice(email.lastIndexOf('@') + 1).toLowerCase() || null : null;
  },
  hs_full_name_or_email: (_portal, record) => {
    const name = [record.stored('firstname'), record.stored('lastname')].filter((part) => part?.trim()).join(' ');
    return name === '' ? record.stored('email') : name;
  },
  hs_is_contact: () => 'true',
  hs_is_unworked: (_portal, record) => (record.stored('notes_last_contacted') === null ? 'true' : 'false'),
  hs_all_contact_vids: (_portal, record) => record.stored('hs_all_contact_vids') ?? record.id,
  hs_pipeline: () => 'contacts-lifecycle-pipeline',
};

const COMPANY: Readonly<Record<string, Compute>> = {
  ...COMMON,
  hs_lastmodifieddate: (_portal, record) => stampOf(record.modifiedAt),
  num_associated_contacts: (portal, record) => countLinks(portal, record, 'contacts') ?? '0',
  num_associated_deals: (portal, record) => countLinks(portal, record, 'deals'),
};

const DEAL: Readonly<Record<string, Compute>> = {
  ...COMMON,
  hs_lastmodifieddate: (_portal, record) => stampOf(record.modifiedAt),
  num_associated_contacts: (portal, record) => countLinks(portal, record, 'contacts') ?? '0',
  amount_in_home_currency: (_portal, record) => record.stored('amount'),
  hs_is_closed: (portal, record) => String(stageOf(portal, record)?.isClosed ?? false),
  hs_is_closed_won: (portal, record) => String(isWon(stageOf(portal, record))),
  hs_is_closed_lost: (portal, record) => {
    const stage = stageOf(portal, record);
    return String(stage?.isClosed === true && !isWon(stage));
  },
  hs_deal_stage_probability: (portal, record) =>
    record.stored('hs_deal_stage_probability') ?? stageOf(portal, record)?.probability ?? null,
  hs_v2_date_entered_current_stage: (_portal, record) =>
    record.stored('hs_v2_date_entered_current_stage') ?? stampOf(record.createdAt),
};

const COMPUTED: Readonly<Record<ObjectName, Readonly<Record<string, Compute>>>> = {
  contacts: CONTACT,
  companies: COMPANY,
  deals: DEAL,
};

const ENTERED = 'hs_v2_date_entered_';

/** The value of a property as the API shows it: computed by the CRM, stored, or null. Undefined properties are the caller's matter. */
export function readProperty(portal: Portal, record: CrmRecord, name: string): string | null {
  const compute = COMPUTED[record.object][name];
  if (compute !== undefined) return compute(portal, record);
  const stored = record.stored(name);
  if (stored !== null || !name.startsWith(ENTERED)) return stored;
  return record.object === 'deals' && record.stored('dealstage') === name.slice(ENTERED.length)
    ? readProperty(portal, record, 'hs_v2_date_entered_current_stage')
    : null;
}

/** HubSpot shows no number where there is nothing to count (but 0 contacts, as recorded). */
function countLinks(portal: Portal, record: CrmRecord, to: ObjectName): string | null {
  const count = portal.associations.count(record.object, record.id, to);
  return count === 0 ? null : String(count);
}

function stageOf(portal: Portal, record: CrmRecord): Stage | null {
  const id = record.stored('dealstage');
  return id === null ? null : portal.findStage(id);
}

function isWon(stage: Stage | null): boolean {
  return stage?.isClosed === true && Number(stage.probability) === 1;
}
