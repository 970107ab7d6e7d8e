import { type Calendar, createCalendar } from '../model/calendar.ts';
import { dictionary } from '../model/dictionary.ts';
import type { KeyDefinition } from '../model/identity.ts';
import type { CrmRecord, ObjectType } from '../model/record.ts';
import type { Counterpart, Peers, RelatedRecord, Rule, RuleContext, Verdict } from '../model/rule.ts';
import { createWorkingTime } from '../model/working-time.ts';
import type { Subject } from './builders.ts';

/** When, where and with which options a rule judges; `now` in epoch ms, options as the rule's schema gives them. */
export interface Bench {
  readonly now: number;
  readonly timeZone: string;
  readonly options: unknown;
}

/** Collects what a rule reads, and refuses what it has not declared. */
interface ReadLog {
  readonly own: Set<string>;
  /** Related reads as `object.field`, and `object.` for the list itself. */
  readonly related: Set<string>;
  /** Reads of counterparts by field, and an empty text for the list itself. */
  readonly counterparts: Set<string>;
  /** Reads of peers as `object kind.field`, and `object kind.` for the group itself. */
  readonly peers: Set<string>;
  medianWon: boolean;
}

/** Names a group of peers in the log. */
export function peersName(object: ObjectType, { kind }: KeyDefinition): string {
  return `${object} ${kind}`;
}

/** Freezes a value with everything in it, so that a rule that changes its input fails at once. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !(value instanceof Date)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

function watchFields(fields: CrmRecord['fields'], read: (name: string) => void): CrmRecord['fields'] {
  return new Proxy(fields, {
    get(target, name) {
      if (typeof name === 'string') read(name);
      return Reflect.get(target, name);
    },
    has(target, name) {
      if (typeof name === 'string') read(name);
      return Reflect.has(target, name);
    },
    ownKeys() {
      throw new Error('the rule lists all fields; it must name the ones it reads');
    },
  });
}

function allow(declared: readonly string[], name: string, what: string): void {
  if (!declared.includes(name)) throw new Error(`the rule reads ${what} "${name}", which its reads() does not declare`);
}

const labels = Object.fromEntries(
  Object.entries(dictionary).map(([object, fields]) => [object, new Map(fields.map((f) => [f.name, f.label]))]),
);

const officeHours = { weekdays: [1, 2, 3, 4, 5], openMinute: 9 * 60, closeMinute: 17 * 60, isHoliday: () => false };

const calendars = new Map<string, Calendar>();

/** The calendar of a zone; kept, because making one is slow and a table asks thousands of times. */
function calendarOf(zone: string): Calendar {
  const calendar = calendars.get(zone) ?? createCalendar(zone);
  calendars.set(zone, calendar);
  return calendar;
}

/** Judges a subject with a rule, watching its reads. */
export class Judge {
  readonly log: ReadLog = {
    own: new Set(),
    related: new Set(),
    counterparts: new Set(),
    peers: new Set(),
    medianWon: false,
  };
  readonly #rule: Rule;
  constructor(rule: Rule) {
    this.#rule = rule;
  }

  verdict(subject: Subject, bench: Bench): Verdict {
    return this.#rule.check(this.#watchRecord(subject, bench), this.#context(subject, bench));
  }

  wake(subject: Subject, bench: Bench): number | null {
    return this.#rule.wakes?.(this.#watchRecord(subject, bench), this.#context(subject, bench)) ?? null;
  }

  #readOwn(subject: Subject, bench: Bench, name: string): void {
    // Fields that the agreement asks for in a stage or at a hand-off are declared by the agreement.
    const { stageTerms, lifecycleTerms } = subject.around;
    const asked = lifecycleTerms?.handOffNeeds[subject.record.ref.object] ?? [];
    const needs = [...(stageTerms?.needs ?? []), ...asked];
    if (!needs.includes(name)) allow(this.#rule.reads(bench.options).own, name, 'the field');
    this.log.own.add(name);
  }

  #watchRecord(subject: Subject, bench: Bench): CrmRecord {
    const fields = watchFields(subject.record.fields, (name) => this.#readOwn(subject, bench, name));
    return Object.freeze({ ...subject.record, fields });
  }

  #watchRelated(record: RelatedRecord, object: ObjectType, declared: readonly string[]): RelatedRecord {
    const read = (name: string): void => {
      allow(declared, name, `the field of a linked ${object}`);
      this.log.related.add(`${object}.${name}`);
    };
    return {
      id: record.id,
      fields: watchFields(record.fields, read),
      get stage() {
        read('pipeline');
        read('stage');
        return record.stage;
      },
    };
  }

  #watchCounterpart(counterpart: Counterpart, declared: readonly string[]): Counterpart {
    const read = (name: string): void => {
      allow(declared, name, 'the field of a counterpart');
      this.log.counterparts.add(name);
    };
    const { stage, ...plain } = counterpart;
    return {
      ...plain,
      fields: watchFields(counterpart.fields, read),
      get stage() {
        read('pipeline');
        read('stage');
        return stage;
      },
    };
  }

  #peers(subject: Subject, bench: Bench, by: KeyDefinition, asked?: ObjectType): Peers | 'unknown' {
    const { record, around } = subject;
    const own = record.ref.object;
    const object = asked ?? own;
    const name = peersName(object, by);
    const read = this.#rule
      .reads(bench.options)
      .peers?.find((one) => one.by.kind === by.kind && (one.object ?? own) === object);
    if (!read) throw new Error(`the rule asks for peers by ${name}, which its reads() does not declare`);
    this.log.peers.add(`${name}.`);
    if (around.peers === 'unknown') return 'unknown';
    const values = by.valuesOf(record);
    const all = around.peers.object === object ? around.peers.all : [];
    const others = all.filter((other) => by.valuesOf(other.record).some((value) => values.includes(value)));
    const watch = (field: string): void => {
      allow(read.fields, field, `the field of a peer by ${name}`);
      this.log.peers.add(`${name}.${field}`);
    };
    return {
      others: others.map(({ record: { ref, fields }, stage }) => ({
        id: ref.id,
        fields: watchFields(fields, watch),
        get stage() {
          watch('pipeline');
          watch('stage');
          return stage;
        },
      })),
      isMore: others.length > 0 && around.peers.isMore,
    };
  }

  #context(subject: Subject, bench: Bench): RuleContext<unknown> {
    const { around, record } = subject;
    const calendar = calendarOf(bench.timeZone);
    const readStage = (): void => {
      this.#readOwn(subject, bench, 'pipeline');
      this.#readOwn(subject, bench, 'stage');
    };
    return {
      options: bench.options,
      now: bench.now,
      today: calendar.day(bench.now),
      calendar,
      get stage() {
        readStage();
        return around.stage;
      },
      get stageTerms() {
        readStage();
        return around.stageTerms;
      },
      related: (object) => {
        const reads = this.#rule.reads(bench.options).related.find((read) => read.object === object);
        if (!reads) throw new Error(`the rule asks for linked ${object} records, which its reads() does not declare`);
        this.log.related.add(`${object}.`);
        const all = around.related[object];
        return all === 'unknown' ? all : all.map((item) => this.#watchRelated(item, object, reads.fields));
      },
      counterparts: () => {
        const declared = this.#rule.reads(bench.options).counterparts;
        if (!declared) throw new Error('the rule asks for counterparts, which its reads() does not declare');
        this.log.counterparts.add('');
        const all = around.counterparts;
        return all === 'unknown' ? all : all.map((item) => this.#watchCounterpart(item, declared));
      },
      peers: (by, object) => this.#peers(subject, bench, by, object),
      medianWonAmount: () => {
        if (!this.#rule.reads(bench.options).medianWon)
          throw new Error('the rule asks for the median of won deals, which its reads() does not declare');
        this.log.medianWon = true;
        readStage();
        return around.medianWon;
      },
      owner: () => around.owner,
      label: (field) => labels[record.ref.object]?.get(field) ?? field,
      get pipelineStages() {
        readStage();
        return around.stage === null ? [] : around.pipelineStages;
      },
      slas: around.slas,
      lifecycleTerms: (stage) => (around.lifecycleTerms === null ? null : { ...around.lifecycleTerms, stage }),
      definition: () => around.definition,
      workingTime: () => createWorkingTime({ ...officeHours, calendar }),
    };
  }
}
