import type { SandboxClock } from '../core/clock.ts';
import { FaultPlan } from '../core/faults.ts';
import { RequestLog } from '../core/request-log.ts';
import { drawHex, seedRandom } from '../core/seeded-random.ts';
import { appKey } from './access/app-key.ts';
import { type AppPolicies, USUAL_POLICIES } from './access/app-policies.ts';
import { FieldAccess } from './access/field-access.ts';
import { Sessions } from './access/sessions.ts';
import { ApiLimits } from './api-limits.ts';
import { JobBook } from './bulk/job-book.ts';
import { makeId } from './ids.ts';
import type { Settings } from './options.ts';
import type { ObjectName, OpportunityStage, Population } from './population/population.ts';
import { type ChildName, ChildStore } from './records/child-store.ts';
import type { RecordSource } from './records/record-source.ts';
import { RecordStore } from './records/record-store.ts';
import { RecordTypes } from './schema/record-types.ts';
import { Schema } from './schema/schema.ts';
import { Cursors } from './soql/cursors.ts';
import { ZoneCalendar } from './soql/date-ranges.ts';
import { DEFAULT_SWITCHES, type Switches } from './switches.ts';
import type { ValidationRule } from './validation-rules.ts';

/** The objects with records, in the order they are listed. */
export const OBJECT_NAMES = ['Lead', 'Contact', 'Account', 'Opportunity'] as const satisfies readonly ObjectName[];

const CHILD_NAMES: readonly ChildName[] = [
  'OpportunityHistory',
  'LeadHistory',
  'OpportunityContactRole',
  'Task',
  'Event',
];

/** One Salesforce organization: its records, fields, sessions and the play around it. */
export class Org implements RecordSource {
  readonly settings: Settings;
  readonly population: Population;
  readonly clock: SandboxClock;
  readonly schema: Schema;
  readonly recordTypes: RecordTypes;
  readonly access: FieldAccess;
  readonly sessions: Sessions;
  readonly stores: Readonly<Record<ObjectName, RecordStore>>;
  readonly children: ReadonlyMap<string, ChildStore>;
  readonly limits: ApiLimits;
  readonly faults: FaultPlan;
  readonly cursors = new Cursors();
  /** The calendar of the organization's time zone. */
  readonly calendar: ZoneCalendar;
  readonly jobs = new JobBook();
  readonly log = new RequestLog();
  readonly organizationId: string;
  /** The user the app runs as. */
  readonly userId: string;
  readonly importerId: string;
  readonly multiCurrency: boolean;
  readonly username = 'integration@northbridge-crm.com';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** When fields or permissions last changed, epoch ms: describe answers 304 to who knows that. */
  schemaChangedAt: number;
  switches: Switches = DEFAULT_SWITCHES;
  app: AppPolicies = USUAL_POLICIES;
  validationRules: readonly ValidationRule[] = [];
  latencyMs: number;
  private readonly stages: ReadonlyMap<string, OpportunityStage>;
  private lastStamp: number;

  constructor(settings: Settings, population: Population, clock: SandboxClock) {
    const { seed, features } = settings;
    const secrets = seedRandom(seed + 2);
    this.settings = settings;
    this.population = population;
    this.clock = clock;
    this.multiCurrency = features.multiCurrency;
    this.organizationId = makeId('00D', 1_000 + Math.abs(seed));
    this.userId = makeId('005', 1);
    this.importerId = population.owners.find(({ kind }) => kind === 'User')?.id ?? this.userId;
    this.stages = new Map(population.stages.map((stage) => [stage.apiName, stage]));
    this.schema = new Schema(population.stages, population.leadStatuses, features);
    this.recordTypes = new RecordTypes(this.schema);
    this.access = new FieldAccess(this.userId);
    this.sessions = new Sessions(secrets, this.organizationId);
    this.stores = forEachObject((object) => new RecordStore(object, this, firstId(this.schema, object)));
    this.children = new Map(
      CHILD_NAMES.map((name) => [name, new ChildStore(name, this.stores, this.schema, this.importerId)]),
    );
    this.limits = new ApiLimits(settings.dailyLimit);
    this.faults = new FaultPlan(seedRandom(seed + 1));
    this.calendar = new ZoneCalendar(settings.timeZone);
    this.latencyMs = settings.latencyMs;
    this.clientId = `3MVG9${drawHex(secrets, 80)}`;
    this.clientSecret = drawHex(secrets, 64).toUpperCase();
    this.refreshToken = this.sessions.mintRefreshToken();
    this.schemaChangedAt = clock.now();
    this.lastStamp = Math.max(0, ...OBJECT_NAMES.map((object) => lastModified(population, object)));
  }

  /** The private key of the app's certificate, for the JWT bearer flow. */
  get privateKey(): string {
    return appKey();
  }

  /** The time of a change: Salesforce keeps whole seconds; never before an earlier change, so that changes have an order. */
  stamp(): number {
    const second = Math.floor(this.clock.now() / 1000) * 1000;
    this.lastStamp = Math.max(second, this.lastStamp);
    return this.lastStamp;
  }

  /** The store of an object with records, or null. */
  storeOf(object: string): RecordStore | null {
    return OBJECT_NAMES.includes(object as ObjectName) ? this.stores[object as ObjectName] : null;
  }

  /** The children of one kind, or null where the name is no child's. */
  childrenOf(object: string): ChildStore | null {
    return this.children.get(object) ?? null;
  }

  findStage(apiName: string): OpportunityStage | null {
    return this.stages.get(apiName) ?? null;
  }

  /** Notes that fields or permissions changed. */
  touchSchema(): void {
    this.schemaChangedAt = Math.max(this.schemaChangedAt + 1000, this.stamp());
  }
}

function forEachObject<T>(make: (object: ObjectName) => T): Record<ObjectName, T> {
  return { Lead: make('Lead'), Contact: make('Contact'), Account: make('Account'), Opportunity: make('Opportunity') };
}

function firstId(schema: Schema, object: ObjectName): string {
  return makeId(schema.get(object).keyPrefix ?? '000', 1_000);
}

function lastModified(population: Population, object: ObjectName): number {
  const size = population.sizes[object];
  return size === 0 ? 0 : population.modifiedAt(object, size - 1);
}
