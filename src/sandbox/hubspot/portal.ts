import type { SandboxClock } from '../core/clock.ts';
import { FaultPlan } from '../core/faults.ts';
import { RequestLog } from '../core/request-log.ts';
import { drawHex, drawUuid, type Random, seedRandom } from '../core/seeded-random.ts';
import { OBJECT_NAMES } from './object-types.ts';
import type { Settings } from './options.ts';
import type { ObjectName, Owner, Population, Stage } from './population/population.ts';
import { PropertyRegistry } from './properties/property-registry.ts';
import { RateLimits } from './rate-limits.ts';
import { Associations } from './records/associations.ts';
import { RecordFinder } from './records/record-finder.ts';
import { RecordStore } from './records/record-store.ts';
import type { Actor } from './records/written.ts';
import { TokenBook } from './tokens.ts';
import type { ValidationRule } from './validation-rules.ts';

/** One HubSpot account: its records, settings, tokens and the play around it. */
export class Portal {
  readonly settings: Settings;
  readonly population: Population;
  readonly clock: SandboxClock;
  readonly stores: Readonly<Record<ObjectName, RecordStore>>;
  readonly properties: Readonly<Record<ObjectName, PropertyRegistry>>;
  readonly associations: Associations;
  readonly finder: RecordFinder;
  readonly tokens: TokenBook;
  readonly limits: RateLimits;
  readonly faults: FaultPlan;
  readonly log = new RequestLog();
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appId: number;
  readonly accessToken: string;
  readonly refreshToken: string;
  validationRules: readonly ValidationRule[] = [];
  latencyMs: number;
  private readonly random: Random;
  private readonly stages: ReadonlyMap<string, Stage>;
  private readonly owners: ReadonlyMap<string, Owner>;
  private readonly dayFormat: Intl.DateTimeFormat;
  private lastStamp: number;

  constructor(settings: Settings, population: Population, clock: SandboxClock) {
    this.settings = settings;
    this.population = population;
    this.clock = clock;
    this.stores = forEachObject((object) => new RecordStore(object, population));
    const extras = { timeInStage: settings.timeInStage, salesforce: population.sharing !== null };
    this.properties = forEachObject((object) => new PropertyRegistry(object, population.pipelines, extras));
    this.associations = new Associations(population, this.stores);
    this.finder = new RecordFinder(this.stores);
    this.stages = new Map(
      population.pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => [stage.id, stage])),
    );
    this.owners = new Map(population.owners.map((owner) => [owner.id, owner]));
    this.dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: settings.timeZone });
    this.lastStamp = Math.max(0, ...OBJECT_NAMES.map((object) => lastModified(population, object)));
    this.random = seedRandom(settings.seed);
    this.limits = new RateLimits(settings.limits);
    this.faults = new FaultPlan(seedRandom(settings.seed + 1));
    this.latencyMs = settings.latencyMs;
    this.appId = 19_083_857 + (Math.abs(settings.seed) % 1000);
    const secrets = seedRandom(settings.seed + 2);
    this.tokens = new TokenBook(secrets);
    this.accessToken = this.tokens.mint(settings.scopes, settings.accessToken).value;
    this.refreshToken = this.tokens.mintRefreshToken(settings.scopes);
    this.clientId = drawUuid(secrets);
    this.clientSecret = settings.clientSecret ?? drawUuid(secrets);
  }

  /** The time of a change: the present, but always later than the change before, so that changes have one order. */
  stamp(): number {
    this.lastStamp = Math.max(this.clock.now(), this.lastStamp + 1);
    return this.lastStamp;
  }

  /** The calendar day of a moment in the account's time zone: the daily quota starts anew at its midnight. */
  dayOf(at: number): string {
    return this.dayFormat.format(at);
  }

  nextCorrelationId(): string {
    return drawUuid(this.random);
  }

  nextRequestId(): string {
    return drawHex(this.random, 32);
  }

  findStage(id: string): Stage | null {
    return this.stages.get(id) ?? null;
  }

  findOwner(id: string): Owner | null {
    return this.owners.get(id) ?? null;
  }

  /** The app as the author of a change. */
  get integration(): Actor {
    const sourceId = String(this.appId);
    return { sourceType: 'INTEGRATION', sourceId, sourceLabel: 'INTEGRATION', userId: null };
  }

  /** The user of the record pages as the author of a change. */
  get user(): Actor {
    const user = this.population.owners.find((owner) => !owner.archived);
    const userId = user?.userId ?? 9_586_504;
    return { sourceType: 'CRM_UI', sourceId: `userId:${userId}`, sourceLabel: user?.email ?? 'CRM user', userId };
  }
}

function forEachObject<T>(make: (object: ObjectName) => T): Record<ObjectName, T> {
  return { contacts: make('contacts'), companies: make('companies'), deals: make('deals') };
}

function lastModified(population: Population, object: ObjectName): number {
  const size = population.sizes[object];
  return size === 0 ? 0 : population.modifiedAt(object, size - 1);
}
