import type { CrmRecord, Field, ObjectType, RecordRef } from '../../src/model/record.ts';
import type { Evaluation, ScoreSummary } from '../../src/model/store.ts';

/** The one source of most tests. */
export const source = 'main';

/** The reference of a record of that source. */
export function refOf(object: ObjectType, id: string): RecordRef {
  return { source, object, id };
}

/** A filled field as a CRM sends it: raw and value are one text. */
export function text(value: string): Field {
  return { is: 'value', value, raw: value };
}

/** A record as a connector would hand it over; only what a test is about need be said. */
export function makeRecord(object: ObjectType, id: string, change: Partial<CrmRecord> = {}): CrmRecord {
  return {
    ref: refOf(object, id),
    updatedAt: new Date('2026-03-01T10:00:00.123Z'),
    url: `https://crm.example/${object}/${id}`,
    fields: { email: text(`${id}@acme.de`), phone: { is: 'empty' } },
    health: {},
    scoredAt: '',
    ...change,
  };
}

/** A score of which only the health matters. */
export function scoreOf(health: number | null, change: Partial<ScoreSummary> = {}): ScoreSummary {
  return { health, data: health, stage: null, grade: 'C', stageHealth: null, coverage: 1, ...change };
}

/** An evaluation with nothing to report; only what a test is about need be said. */
export function makeEvaluation(object: ObjectType, id: string, change: Partial<Evaluation> = {}): Evaluation {
  return { ref: refOf(object, id), findings: [], score: scoreOf(75), desired: {}, wakeAt: null, ...change };
}
