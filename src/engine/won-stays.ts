import { daysByStage, type WonStay } from '../model/aging-limit.ts';
import type { Agreement } from '../model/agreement.ts';
import { addMonths, type Calendar } from '../model/calendar.ts';
import type { Catalog, Pipeline, Stage } from '../model/connector.ts';
import type { Span } from '../model/kaplan-meier.ts';
import type { CrmRecord, TimeValue } from '../model/record.ts';
import { isSameStage, type StageVisit } from '../model/stage-visit.ts';
import { fold } from './fold.ts';

/** Deals won longer ago say little of how deals go now. */
const learntMonths = 24;

function nameIn(
  table: Readonly<Record<string, unknown>>,
  { id, label }: { readonly id: string; readonly label: string },
) {
  return Object.keys(table).find((name) => fold(name) === fold(label) || fold(name) === fold(id)) ?? null;
}

function textOf(record: CrmRecord, name: string): string | null {
  const field = record.fields[name];
  return field?.is === 'value' && typeof field.value === 'string' ? field.value : null;
}

/** The day on which a deal was won: when it came into its last stage, else its close date. */
function wonDay(record: CrmRecord, visits: readonly StageVisit[], won: Stage, calendar: Calendar): number | null {
  const visit = visits.findLast(({ stage }) => isSameStage(stage, won.id));
  const close = record.fields.closeDate;
  if (visit) return calendar.day(visit.enteredAt);
  return close?.is === 'value' ? calendar.day(close.value as TimeValue) : null;
}

function stayName(pipeline: Pipeline, stages: Readonly<Record<string, unknown>>, visited: string): string {
  const stage = pipeline.stages.find(({ id }) => isSameStage(visited, id));
  return stage ? (nameIn(stages, stage) ?? stage.id) : visited;
}

/** How long a deal has been in a stage, under the names of the agreement; open while it is still there. */
export interface StageSpan extends Span {
  readonly pipelineId: string;
  readonly stageId: string;
}

/** The pipeline of a deal, and the name that the agreement gives it. */
function pipelineOf(record: CrmRecord, catalog: Catalog, agreement: Agreement) {
  if (catalog.pipelines === 'unknown') return null;
  const pipeline = catalog.pipelines.find(({ id }) => id === textOf(record, 'pipeline'));
  const name = pipeline ? nameIn(agreement.pipelines, pipeline) : null;
  return pipeline && name !== null ? { pipeline, name } : null;
}

/** The days that a deal, whatever became of it, spent in each stage; the present stage is open until it leaves it. */
export function stageSpans(
  record: CrmRecord,
  catalog: Catalog,
  agreement: Agreement,
  now: number,
): readonly StageSpan[] {
  const found = pipelineOf(record, catalog, agreement);
  const field = record.fields.stageVisits;
  if (!found || field?.is !== 'value') return [];
  const { pipeline, name } = found;
  const present = textOf(record, 'stage') ?? '';
  const begun = (field.value as readonly StageVisit[]).filter(({ enteredAt }) => enteredAt <= now);
  const days = daysByStage(begun.map((visit) => ({ ...visit, leftAt: visit.leftAt ?? now })));
  return [...days].map(([stage, length]) => ({
    pipelineId: name,
    stageId: stayName(pipeline, agreement.pipelines[name]!, stage),
    length,
    isOpen: isSameStage(stage, present),
  }));
}

/**
 * The days that a won deal spent in each stage, under the names that the agreement gives pipeline and stages; none for
 * a deal that is not won, was won long ago, or whose pipeline the agreement does not name.
 */
export function wonStays(
  record: CrmRecord,
  catalog: Catalog,
  agreement: Agreement,
  calendar: Calendar,
  now: number,
): readonly WonStay[] {
  const found = pipelineOf(record, catalog, agreement);
  const field = record.fields.stageVisits;
  if (!found || field?.is !== 'value') return [];
  const { pipeline, name: pipelineId } = found;
  const stage = pipeline.stages.find(({ id }) => id === textOf(record, 'stage'));
  if (stage?.state !== 'won') return [];
  const visits = field.value as readonly StageVisit[];
  const day = wonDay(record, visits, stage, calendar);
  if (day === null || addMonths(day, learntMonths) < calendar.day(now)) return [];
  const stages = agreement.pipelines[pipelineId]!;
  return [...daysByStage(visits)].map(([visited, days]) => ({
    pipelineId,
    stageId: stayName(pipeline, stages, visited),
    days,
  }));
}
