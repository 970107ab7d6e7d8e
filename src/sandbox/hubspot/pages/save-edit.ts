import type { Portal } from '../portal.ts';
import { applyWrite } from '../records/apply-write.ts';
import { readProperty } from '../records/compute.ts';
import { prepareWrite } from '../records/prepare-write.ts';
import type { CrmRecord } from '../records/record.ts';

/** What came of an edit: the labels of what was changed, or what was wrong. */
export interface Saved {
  readonly changed: readonly string[];
  readonly problems: readonly string[];
}

/** Stores what a person changed on the record page; fields that were left as they were are not written. */
export function saveEdit(portal: Portal, record: CrmRecord, form: URLSearchParams): Saved {
  const given = readForm(form);
  const changed = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => (readProperty(portal, record, name) ?? '') !== value),
  );
  if (Object.keys(changed).length === 0) return { changed: [], problems: [] };
  const pipeline = pipelineOf(portal, changed.dealstage);
  const values = pipeline === null ? changed : { ...changed, pipeline };
  const prepared = prepareWrite(portal, record.object, record, values, '2026-09');
  if (prepared.problems.length > 0)
    return { changed: [], problems: prepared.problems.map((problem) => problem.message) };
  applyWrite(portal, record.object, record, prepared.values, portal.user);
  const registry = portal.properties[record.object];
  return { changed: Object.keys(changed).map((name) => registry.find(name)?.label ?? name), problems: [] };
}

function readForm(form: URLSearchParams): Record<string, string> {
  const property = form.get('property');
  if (property !== null) return { [property]: form.get('value') ?? '' };
  return Object.fromEntries(form);
}

/** A stage of another pipeline moves the deal there, as the CRM's own stage picker does. */
function pipelineOf(portal: Portal, stage: string | undefined): string | null {
  if (stage === undefined) return null;
  return portal.population.pipelines.find(({ stages }) => stages.some(({ id }) => id === stage))?.id ?? null;
}
