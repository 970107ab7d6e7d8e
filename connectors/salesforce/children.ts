import { parseTime } from '../../src/model/parse-field.ts';
import type { Link, ObjectType, TimeValue } from '../../src/model/record.ts';
import type { Described, Row } from './answers.ts';
import type { ChildObject } from './objects.ts';
import { fieldsOf } from './org.ts';

/** Child rows of one kind, as they are read beside the records of an object. */
export interface ChildRead {
  readonly from: ChildObject;
  /** The field that names the record. */
  readonly parent: string;
  readonly fields: readonly string[];
  readonly where: readonly string[];
  /** Order of the rows of one record. */
  readonly orderBy: readonly string[];
}

/** A change of a stage as the history has it; `from` null for the first row. */
export interface StageChange {
  readonly at: number;
  readonly from: string | null;
  readonly to: string;
}

/** What child rows tell of one record. */
export interface ChildFacts {
  /** Changes of the stage, or of a lead's status, in their order; null where no history was read. */
  readonly moves: readonly StageChange[] | null;
  /** Times at which a person of ours was in touch: the first ones and the last. */
  readonly outbound: readonly string[];
  /** Times of answers, the same. */
  readonly inbound: readonly string[];
  /** How often somebody was in touch. */
  readonly attempts: number;
  /** When the record came into its present stage, as Salesforce wrote it; null where no change is recorded. */
  readonly stageEnteredAt: string | null;
  /** Times of human activities. */
  readonly times: readonly string[];
  /** Ids of linked contacts. */
  readonly contacts: readonly string[];
}

/** The field of an activity that names a record of an object. Salesforce fills AccountId with the account of either. */
const activityParent: Readonly<Record<ObjectType, string>> = {
  lead: 'WhoId',
  contact: 'WhoId',
  company: 'AccountId',
  deal: 'WhatId',
};

/** The child objects whose descriptions are needed for an object. */
export function childObjectsOf(object: ObjectType): readonly ChildObject[] {
  return object === 'deal' ? ['OpportunityHistory', 'OpportunityContactRole', 'Task', 'Event'] : ['Task', 'Event'];
}

function activityRead(object: ObjectType, described: Described, from: 'Task' | 'Event'): ChildRead | null {
  const fields = fieldsOf(described);
  const parent = activityParent[object];
  const wanted = from === 'Task' ? ['CompletedDateTime', 'ActivityDate'] : ['StartDateTime', 'ActivityDate'];
  const times = wanted.filter((name) => fields.has(name));
  if (!fields.has(parent) || times.length === 0) return null;
  const kinds = from === 'Task' ? ['CallType', 'TaskSubtype'].filter((name) => fields.has(name)) : [];
  const present = [...times, ...kinds];
  if (from === 'Task' && !fields.has('IsClosed')) return null;
  // An open task is a plan, no activity; a booked event is one once its time has come.
  const where = from === 'Task' ? ['IsClosed = true'] : [];
  return { from, parent, fields: [parent, ...present], where, orderBy: [] };
}

/** What to read beside the records of an object, as far as the org shows it. */
export function childReadsOf(
  object: ObjectType,
  described: ReadonlyMap<ChildObject, Described | null>,
  links: readonly ObjectType[],
  hasLeadHistory = false,
): readonly ChildRead[] {
  const reads: ChildRead[] = [];
  if (object === 'deal' && described.get('OpportunityHistory'))
    reads.push({
      from: 'OpportunityHistory',
      parent: 'OpportunityId',
      fields: ['OpportunityId', 'StageName', 'CreatedDate'],
      where: [],
      orderBy: ['CreatedDate', 'Id'],
    });
  // Salesforce: LeadHistory has fixed fields, so its description need not be read.
  if (object === 'lead' && hasLeadHistory)
    reads.push({
      from: 'LeadHistory',
      parent: 'LeadId',
      fields: ['LeadId', 'OldValue', 'NewValue', 'CreatedDate'],
      where: ["Field = 'Status'"],
      orderBy: ['CreatedDate', 'Id'],
    });
  if (object === 'deal' && links.includes('contact') && described.get('OpportunityContactRole'))
    reads.push({
      from: 'OpportunityContactRole',
      parent: 'OpportunityId',
      fields: ['OpportunityId', 'ContactId'],
      where: [],
      orderBy: [],
    });
  for (const from of ['Task', 'Event'] as const) {
    const description = described.get(from);
    const read = description ? activityRead(object, description, from) : null;
    if (read) reads.push(read);
  }
  return reads;
}

/** So many booked times of one record are kept; who plans more has long been in touch. */
const mostBooked = 20;
/** So many touches of one record are kept from the beginning, and as many from the end. */
const mostTouches = 15;

/** Collects what child rows tell of one record; rows of one kind come in their order. */
export class FactBuilder {
  private stage: string | null = null;
  private enteredAt: string | null = null;
  private readonly contacts = new Set<string>();
  private readonly latest = new Map<ChildObject, { readonly ms: number; readonly text: string }>();
  private booked: string[] = [];
  private moves: StageChange[] | null = null;
  private readonly outbound: string[] = [];
  private readonly inbound: string[] = [];
  private readonly now: number;

  /** `hasMoves`: a history of stages is read, so that a record without rows never moved. */
  constructor(now: number, hasMoves: boolean) {
    this.now = now;
    if (hasMoves) this.moves = [];
  }

  add(from: ChildObject, row: Row, now: number): void {
    if (from === 'OpportunityHistory') this.addHistory(row);
    else if (from === 'LeadHistory') this.addMove(row.OldValue, row.NewValue, row);
    else if (from === 'OpportunityContactRole') {
      if (typeof row.ContactId === 'string' && row.ContactId !== '') this.contacts.add(row.ContactId);
    } else {
      const time = row.CompletedDateTime ?? row.StartDateTime ?? row.ActivityDate;
      this.addTime(from, time, now);
      this.addTouch(row, time);
    }
  }

  /** In an order and spelling of its own, whatever order the kinds were read in: equal facts give equal records. */
  facts(): ChildFacts {
    const times = [...[...this.latest.values()].map(({ text }) => text), ...this.booked].sort();
    return {
      stageEnteredAt: this.enteredAt,
      times,
      contacts: [...this.contacts].sort(),
      moves: this.moves,
      outbound: touchTexts(this.outbound),
      inbound: touchTexts(this.inbound),
      attempts: this.outbound.filter((text) => Date.parse(text) <= this.now).length,
    };
  }

  private addHistory(row: Row): void {
    const stage = String(row.StageName ?? '');
    // Salesforce: a row for every change of amount, probability, stage or close date; the first is the creation.
    if (this.stage !== null && this.stage !== stage) this.enteredAt = String(row.CreatedDate);
    if (this.stage !== stage) this.addMove(this.stage, stage, row);
    this.stage = stage;
  }

  private addMove(from: unknown, to: unknown, row: Row): void {
    const time = parseTime(String(row.CreatedDate ?? ''));
    if (time === null || to === null || to === undefined) return;
    this.moves ??= [];
    this.moves.push({ at: time.ms, from: typeof from === 'string' ? from : null, to: String(to) });
  }

  /**
   * Salesforce: a call says who called; tasks that other programs make of incoming mail are marked in no standard way
   * and count as ours, events are meetings. Salesforce keeps a mailing to a list as a task of its own subtype.
   */
  private addTouch(row: Row, value: unknown): void {
    const time = parseTime(typeof value === 'string' ? value : '');
    if (time === null || row.TaskSubtype === 'ListEmail') return;
    const into = row.CallType === 'Inbound' ? this.inbound : this.outbound;
    into.push(isoText(time));
  }

  /** Of times that are past only the latest can count; those to come all may. */
  private addTime(from: ChildObject, value: unknown, now: number): void {
    const time = parseTime(typeof value === 'string' ? value : '');
    if (time === null) return;
    const text = isoText(time);
    if (time.ms > now) {
      if (this.booked.length < mostBooked) this.booked.push(text);
      return;
    }
    const before = this.latest.get(from);
    if (!before || before.ms < time.ms) this.latest.set(from, { ms: time.ms, text });
  }
}

/** One spelling of a time: JSON and CSV spell UTC in two ways. */
function isoText(time: TimeValue): string {
  const iso = new Date(time.ms).toISOString();
  return time.precision === 'day' ? iso.slice(0, 10) : iso;
}

/** The first times and the last ones, as texts in order; what lies between tells no rule anything. */
function touchTexts(times: readonly string[]): readonly string[] {
  const sorted = [...times].sort();
  const kept =
    sorted.length <= 2 * mostTouches ? sorted : [...sorted.slice(0, mostTouches), ...sorted.slice(-mostTouches)];
  return kept;
}

/** The links of a record: to its account by its own field, to contacts by their roles. */
export function linksOf(
  object: ObjectType,
  row: Row,
  facts: ChildFacts | null,
  wanted: readonly ObjectType[],
): readonly Link[] {
  const from = { object, id: String(row.Id) };
  const links: Link[] = [];
  const account = row.AccountId;
  if (wanted.includes('company') && typeof account === 'string' && account !== '')
    links.push({ from, to: { object: 'company', id: account } });
  if (wanted.includes('contact'))
    for (const id of facts?.contacts ?? []) links.push({ from, to: { object: 'contact', id } });
  return links;
}
