import { escapeHtml } from '../../core/html.ts';
import type { ObjectName } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import type { Property } from '../properties/property.ts';
import { readProperty } from '../records/compute.ts';
import type { CrmRecord } from '../records/record.ts';
import { pathOf } from './display.ts';

/** The fields a CRM user sees first and may change. */
const FIELDS: Readonly<Record<ObjectName, readonly string[]>> = {
  contacts: [
    'firstname',
    'lastname',
    'email',
    'phone',
    'mobilephone',
    'jobtitle',
    'company',
    'city',
    'country',
    'lifecyclestage',
    'hs_lead_status',
    'hubspot_owner_id',
  ],
  companies: [
    'name',
    'domain',
    'website',
    'phone',
    'industry',
    'city',
    'country',
    'numberofemployees',
    'annualrevenue',
    'lifecyclestage',
    'hubspot_owner_id',
  ],
  deals: ['dealname', 'amount', 'closedate', 'dealstage', 'hs_next_step', 'dealtype', 'hubspot_owner_id'],
};

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A form to change the record as a CRM user would, and one for any other property that is not read-only. */
export function renderEditForm(portal: Portal, record: CrmRecord): string {
  const registry = portal.properties[record.object];
  const fields = FIELDS[record.object].flatMap((name) => {
    const property = registry.find(name);
    return property === null ? [] : [renderField(portal, record, property)];
  });
  const action = `action="${pathOf(record)}" method="post"`;
  return `<section class="card"><h2>Edit as a CRM user</h2>
<form class="fields" ${action}>${fields.join('')}<div class="wide"><button>Save</button></div></form>
<details><summary>Change another property</summary><form class="inline" ${action}>
<label>Property<select name="property">${renderNames(portal, record.object)}</select></label>
<label>New value (nothing clears it)<input name="value" autocomplete="off"></label><button>Save</button></form></details></section>`;
}

function renderNames(portal: Portal, object: ObjectName): string {
  const writable = portal.properties[object].list(false).filter((property) => !property.readOnlyValue);
  return writable
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, label }) => `<option value="${escapeHtml(name)}">${escapeHtml(label)} (${escapeHtml(name)})</option>`)
    .join('');
}

function renderField(portal: Portal, record: CrmRecord, property: Property): string {
  const value = readProperty(portal, record, property.name) ?? '';
  const name = escapeHtml(property.name);
  const choices = choicesOf(portal, property);
  const control =
    choices === null
      ? `<input name="${name}" value="${escapeHtml(value)}" autocomplete="off">`
      : `<select name="${name}">${renderChoices(choices, value)}</select>`;
  return `<label>${escapeHtml(property.label)}${control}</label>`;
}

function renderChoices(choices: readonly Choice[], current: string): string {
  const known = choices.some((choice) => choice.value === current) || current === '';
  const all = [
    { value: '', label: '' },
    ...(known ? [] : [{ value: current, label: `Unknown (${current})` }]),
    ...choices,
  ];
  return all
    .map(({ value, label }) => {
      const selected = value === current ? ' selected' : '';
      return `<option value="${escapeHtml(value)}"${selected}>${escapeHtml(label)}</option>`;
    })
    .join('');
}

function choicesOf(portal: Portal, property: Property): readonly Choice[] | null {
  if (property.referencedObjectType === 'OWNER') {
    return portal.population.owners
      .filter((owner) => !owner.archived)
      .map((owner) => ({ value: owner.id, label: `${owner.firstName} ${owner.lastName}` }));
  }
  if (property.name === 'dealstage') {
    return portal.population.pipelines.flatMap(({ label, stages }) =>
      stages.map((stage) => ({ value: stage.id, label: `${label}: ${stage.label}` })),
    );
  }
  return property.type === 'enumeration' && property.options.length > 0 ? property.options : null;
}
