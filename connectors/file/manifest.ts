import type { Manifest } from '../../src/model/connector.ts';
import { type FileSettings, fileSettings } from './settings.ts';

/** Exports of any CRM as CSV or JSON: no token, no network; results go to a file beside them. */
export const manifest: Manifest<FileSettings> = {
  name: 'file',
  title: 'CSV and JSON exports',
  config: fileSettings,
  objects: {
    contacts: 'contact',
    leads: 'lead',
    companies: 'company',
    accounts: 'company',
    deals: 'deal',
    opportunities: 'deal',
  },
  secrets: { names: [], required: [] },
  capabilities: { write: true, provision: false, changedSince: false, links: true },
};
