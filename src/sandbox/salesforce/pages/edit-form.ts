import { escapeHtml } from '../../core/html.ts';
import type { Org } from '../org.ts';
import type { ObjectName } from '../population/population.ts';
import type { SfRecord } from '../records/sf-record.ts';
import type { Field } from '../schema/field.ts';
import { pathOf } from './display.ts';

/** The fields a CRM user sees first and may change. */
const FIELDS: Readonly<Record<ObjectName, string>> = {
  Lead: 'FirstName LastName Company Title Email Phone MobilePhone Website Country Industry LeadSource Status OwnerId',
  Contact: 'FirstName LastName AccountId Title Email Phone MobilePhone MailingCity MailingCountry LeadSource OwnerId',
  Account: 'Name Website Phone Industry Type NumberOfEmployees AnnualRevenue BillingCity BillingCountry OwnerId',
  Opportunity: 'Name AccountId Amount CloseDate StageName Probability NextStep Type LeadSource OwnerId',
};

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A form to change the record as a CRM user would, and one for any other field that is not read-only. */
export function renderEditForm(org: Org, record: SfRecord): string {
  const object = org.schema.get(record.object);
  const fields = FIELDS[record.object].split(' ').map((name) => {
    const field = object.fields.get(name.toLowerCase());
    return field === undefined ? '' : renderField(org, record, field);
  });
  const others = [...object.fields.values()]
    .filter(({ updateable }) => updateable)
    .toSorted((a, b) => a.label.localeCompare(b.label))
    .map(
      ({ name, label }) => `<option value="${escapeHtml(name)}">${escapeHtml(label)} (${escapeHtml(name)})</option>`,
    );
  const action = `action="${pathOf(record)}" method="post"`;
  return `<section class="card"><h2>Edit as a CRM user</h2>
<form class="fields" ${action}>${fields.join('')}<div class="wide"><button>Save</button></div></form>
<details><summary>Change another field</summary><form class="inline" ${action}>
<label>Field<select name="field">${others.join('')}</select></label>
<label>New value (nothing clears it)<input name="value" autocomplete="off"></label><button>Save</button></form></details></section>`;
}

function renderField(org: Org, record: SfRecord, field: Field): string {
  const value = String(record.read(field.name) ?? '');
  const name = escapeHtml(field.name);
  const choices = choicesOf(org, field);
  const control =
    choices === null
      ? `<input name="${name}" value="${escapeHtml(value)}" autocomplete="off">`
      : `<select name="${name}">${renderChoices(choices, value)}</select>`;
  return `<label>${escapeHtml(field.label)}${control}</label>`;
}

function renderChoices(choices: readonly Choice[], current: string): string {
  const isKnown = current === '' || choices.some(({ value }) => value === current);
  const all = [{ value: '', label: '' }, ...(isKnown ? [] : [{ value: current, label: current }]), ...choices];
  return all
    .map(({ value, label }) => {
      const selected = value === current ? ' selected' : '';
      return `<option value="${escapeHtml(value)}"${selected}>${escapeHtml(label)}</option>`;
    })
    .join('');
}

function choicesOf(org: Org, field: Field): readonly Choice[] | null {
  if (field.name !== 'OwnerId') return field.type === 'picklist' && field.picklist.length > 0 ? field.picklist : null;
  const mayBeQueue = field.referenceTo.includes('Group');
  const owners = org.population.owners.filter(({ kind, isActive }) => isActive && (kind === 'User' || mayBeQueue));
  return owners.map(({ id, name }) => ({ value: id, label: name }));
}
