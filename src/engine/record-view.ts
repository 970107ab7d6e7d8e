import type { KeyDefinition } from '../model/identity.ts';
import type { CrmRecord, Field, FieldName, ObjectType, SourceName } from '../model/record.ts';
import {
  type DefinitionState,
  type RelatedRecord,
  type RuleContext,
  type StagePosition,
  unknown,
  type Verdict,
} from '../model/rule.ts';
import type { LifecycleTerms } from '../model/terms.ts';
import type { WorkingTime } from '../model/working-time.ts';
import { stateOfDefinition } from './definition-state.ts';
import type { Frame } from './frame.ts';
import type { Properties } from './lazy-fields.ts';
import { fieldIn, type Place } from './place.ts';
import type { Neighbours, Surroundings } from './surroundings.ts';

/** What is known of one source beside its records. */
export interface SourceFacts {
  readonly frame: Frame;
  surround(record: CrmRecord, neighbours: Neighbours): Surroundings;
  stagesOf(pipelineId: string): readonly StagePosition[];
  optionsOf: Place['optionsOf'];
}

/** A rule that threw. */
export interface Fault {
  readonly rule: string;
  readonly error: string;
}

const nothing: Neighbours = { related: {}, matched: undefined, peers: undefined };
const neverModified = new Date(0);

/**
 * The record being judged, as rules and conditions see it: one view serves all records of an object, one after
 * another, and what surrounds a record is made when somebody asks for it.
 */
export class RecordView implements Place {
  readonly frame: Frame;
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly facts: SourceFacts;
  readonly fieldsOf: (properties: Properties) => CrmRecord['fields'];
  faults: Fault[] | null = null;
  #values: Properties | CrmRecord['fields'] | null = null;
  #record: CrmRecord | null = null;
  #neighbours: Neighbours | null = null;
  #around: Surroundings | null = null;

  constructor(
    facts: SourceFacts,
    source: SourceName,
    object: ObjectType,
    fieldsOf: (properties: Properties) => CrmRecord['fields'],
  ) {
    this.frame = facts.frame;
    this.facts = facts;
    this.source = source;
    this.object = object;
    this.fieldsOf = fieldsOf;
  }

  /** Turns to a record, or to raw values that become one when a rule in code asks. */
  turn(values: Properties | CrmRecord['fields'], record: CrmRecord | null, neighbours: Neighbours | null): void {
    this.#values = values;
    this.#record = record;
    this.#neighbours = neighbours;
    this.#around = null;
    this.faults = null;
  }

  /** What the view was turned to last. */
  get values(): Properties | CrmRecord['fields'] | null {
    return this.#values;
  }

  /** What stands beside the record in view. */
  get neighbours(): Neighbours | null {
    return this.#neighbours;
  }

  get record(): CrmRecord {
    this.#record ??= {
      ref: { source: this.source, object: this.object, id: '' },
      updatedAt: neverModified,
      url: '',
      fields: this.fieldsOf(this.#values ?? {}),
      health: {},
      scoredAt: '',
    };
    return this.#record;
  }

  get around(): Surroundings {
    this.#around ??= this.facts.surround(this.record, this.#neighbours ?? nothing);
    return this.#around;
  }

  get stage(): StagePosition | null {
    return this.around.stage;
  }

  field(name: FieldName): Field {
    return fieldIn(this.record.fields, name);
  }

  /** A text field that was given as a raw text, without making a record for it; null where it was not. */
  givenText(name: FieldName): string | null {
    const raw = this.#record === null ? (this.#values as Properties | null)?.[name] : null;
    return typeof raw === 'string' && raw.trim() !== '' ? raw : null;
  }

  related(object: ObjectType): readonly RelatedRecord[] | 'unknown' {
    return this.around.related(object);
  }

  optionsOf(object: ObjectType, field: FieldName) {
    return this.facts.optionsOf(object, field);
  }

  stagesOf(pipelineId: string): readonly StagePosition[] {
    return this.facts.stagesOf(pipelineId);
  }

  /** Notes a rule that threw: it is unknown for this record, and told. */
  fault(rule: string, error: unknown): Verdict {
    this.faults ??= [];
    this.faults.push({ rule, error: error instanceof Error ? error.message : String(error) });
    return unknown('the rule could not be computed for this record');
  }
}

/** What a rule in code may know, over the view of its object; one serves all records of a run. */
export class RuleScene implements RuleContext<unknown> {
  readonly options: unknown;
  readonly now: number;
  readonly today: number;
  readonly calendar: Frame['calendar'];
  readonly #view: RecordView;

  constructor(view: RecordView, options: unknown) {
    this.options = options;
    this.now = view.frame.now;
    this.today = view.frame.today;
    this.calendar = view.frame.calendar;
    this.#view = view;
  }

  get stage() {
    return this.#view.around.stage;
  }

  get stageTerms() {
    return this.#view.around.stageTerms;
  }

  related(object: ObjectType) {
    return this.#view.around.related(object);
  }

  counterparts() {
    return this.#view.around.counterparts();
  }

  peers(by: KeyDefinition, object?: ObjectType) {
    return this.#view.around.peers(by, object);
  }

  medianWonAmount() {
    return this.#view.around.medianWonAmount();
  }

  owner(id: string) {
    return this.#view.around.owner(id);
  }

  label(field: FieldName) {
    return this.#view.around.label(field);
  }

  get pipelineStages() {
    const { stage } = this.#view.around;
    return stage === null ? [] : this.#view.stagesOf(stage.pipelineId);
  }

  get slas() {
    return this.#view.frame.agreement.slas;
  }

  lifecycleTerms(stage: string): LifecycleTerms | null {
    return this.#view.frame.lifecycle.get(stage) ?? null;
  }

  definition(name: string): DefinitionState | null {
    return stateOfDefinition(name, this.#view, (field) => this.label(field));
  }

  workingTime(team: string | null): WorkingTime {
    return this.#view.frame.workingTime(team);
  }
}
