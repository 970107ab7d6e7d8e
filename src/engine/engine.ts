import type { Agreement } from '../model/agreement.ts';
import type { Catalog } from '../model/connector.ts';
import { dictionary } from '../model/dictionary.ts';
import type { HealthOption } from '../model/health-field.ts';
import type { Identity } from '../model/identity.ts';
import {
  type CrmRecord,
  type FieldName,
  type FieldType,
  type ObjectType,
  objectTypes,
  type SourceName,
} from '../model/record.ts';
import { flagOf, type Rule } from '../model/rule.ts';
import type { Suppression } from '../model/suppression.ts';
import type { Ground } from './compile/ground.ts';
import { compileProgram, type Judge } from './compile/program.ts';
import { type Sheet, sheetOf } from './compile/sheet.ts';
import type { Form } from './compile/slots.ts';
import { type Frame, openFrame } from './frame.ts';
import { identityOf } from './identity.ts';
import { lazyFields, type Properties } from './lazy-fields.ts';
import type { Option } from './place.ts';
import { RecordView, type SourceFacts } from './record-view.ts';
import type { Result } from './result.ts';
import { type Reads, readsOf, rulesFor, type SetRule } from './ruleset.ts';
import { suppress } from './suppress.ts';
import { type MatchedRecord, type PeerGroups, type RelatedRecords, surroundingsOf } from './surroundings.ts';

/** What is known of a record beside itself and what it is linked to. */
export interface Beside {
  /** The same thing in other sources; where they are not given, nobody looked for them. */
  readonly counterparts?: readonly MatchedRecord[] | undefined;
  /** Others of its source that share a key with it; where they are not given, nobody looked for them. */
  readonly peers?: PeerGroups | undefined;
  /** The median amount of won deals of its source, by pipeline; where they are not given, nobody looked. */
  readonly wonMedians?: ReadonlyMap<string, number> | undefined;
  /** Those of this record. */
  readonly suppressions?: readonly Suppression[] | undefined;
}

/** Judges the records of one source. */
export interface SourceEngine {
  /** Null where the record is out of the agreement's scope. */
  evaluate(record: CrmRecord, related: RelatedRecords, beside?: Beside): Result | null;
  /** Judges raw values by canonical name, as a form or a file gives them; null where they are out of scope. */
  evaluateProperties(object: ObjectType, properties: Properties, related?: RelatedRecords): Result | null;
}

/** An agreement made ready to judge records at one `now`; pure, without I/O. */
export interface Engine {
  readonly agreement: Agreement;
  readonly now: Date;
  /** How records of several sources are recognised as the same thing. */
  readonly identity: Identity;
  reads(object: ObjectType): Reads;
  /** The flag values that the rules of an object can raise, with their labels. */
  flags(object: ObjectType): readonly HealthOption[];
  /** Neighbours whose rules read records of this object, so that they are judged again when one changes. */
  neighbours(object: ObjectType): readonly ObjectType[];
  /** `catalogs` of the other sources say what the stages of counterparts mean. */
  forSource(catalog: Catalog, synced: readonly ObjectType[], catalogs?: ReadonlyMap<SourceName, Catalog>): SourceEngine;
  /** Judges a record that belongs to no source, given as raw values by canonical name; owners and links are not known. */
  evaluate(object: ObjectType, properties: Properties): Result | null;
  /** The same for a record that is read already. */
  evaluateRecord(record: CrmRecord): Result | null;
}

const noCatalog: Catalog = { fields: {}, owners: 'unknown', pipelines: 'unknown', links: [], missing: {} };

/** The types of all fields of an object: standard ones, and the agreement's own. */
function typesOf(object: ObjectType, agreement: Agreement): ReadonlyMap<FieldName, FieldType> {
  const own = agreement.fields.filter((field) => field.object === object);
  return new Map([...dictionary[object], ...own].map(({ name, type }) => [name, type]));
}

/** The rules of one object, ready to be compiled. */
interface Bench {
  readonly sheet: Sheet;
  readonly types: ReadonlyMap<FieldName, FieldType>;
  readonly fieldsOf: (properties: Properties) => CrmRecord['fields'];
}

/** The programs of one object of one source; each is compiled when the first record of its form comes. */
class Judges {
  readonly view: RecordView;
  readonly #ground: Ground;
  readonly #sheet: Sheet;
  #raw: Judge | null = null;
  #fields: Judge | null = null;

  constructor(view: RecordView, ground: Ground, sheet: Sheet) {
    this.view = view;
    this.#ground = ground;
    this.#sheet = sheet;
  }

  get raw(): Judge {
    this.#raw ??= this.#compile('raw');
    return this.#raw;
  }

  get fields(): Judge {
    this.#fields ??= this.#compile('fields');
    return this.#fields;
  }

  #compile(form: Form): Judge {
    return compileProgram(this.#sheet, this.#ground, this.view, form).judge;
  }
}

/** The values that a source shows for a canonical field, with their labels; pipelines are told apart by theirs. */
function optionsIn(catalog: Catalog, object: ObjectType, field: FieldName): readonly Option[] {
  if (object === 'deal' && field === 'pipeline' && catalog.pipelines !== 'unknown')
    return catalog.pipelines.map(({ id, label }) => ({ value: id, label }));
  return (
    catalog.fields[object]?.filter(({ canonical }) => canonical?.includes(field)).flatMap(({ options }) => options) ??
    []
  );
}

function openSource(
  frame: Frame,
  benches: ReadonlyMap<ObjectType, Bench>,
  catalog: Catalog,
  synced: readonly ObjectType[],
  catalogs: ReadonlyMap<SourceName, Catalog>,
): SourceEngine {
  const { surround, positions } = surroundingsOf(frame.agreement, catalog, synced, catalogs);
  const facts: SourceFacts = {
    frame,
    surround,
    stagesOf: (pipelineId) => positions.filter((position) => position.pipelineId === pipelineId),
    optionsOf: (object, field) => optionsIn(catalog, object, field),
  };
  const known = new Map<string, Judges>();
  const open = (source: string, object: ObjectType): Judges => {
    const key = `${object} ${source}`;
    const bench = benches.get(object)!;
    const judges =
      known.get(key) ??
      new Judges(
        new RecordView(facts, source, object, bench.fieldsOf),
        { frame, object, source, positions, types: bench.types, optionsOf: facts.optionsOf },
        bench.sheet,
      );
    known.set(key, judges);
    return judges;
  };
  let last: Judges | null = null;
  const judgesFor = (source: string, object: ObjectType): Judges => {
    if (last === null || last.view.object !== object || last.view.source !== source) last = open(source, object);
    return last;
  };
  return {
    evaluate(record, related, { counterparts, suppressions = [], ...beside } = {}) {
      const judges = judgesFor(record.ref.source, record.ref.object);
      const result = judges.fields(record.fields, judges.view, record, {
        related,
        matched: counterparts,
        peers: beside.peers,
        wonMedians: beside.wonMedians,
      });
      if (result === null || suppressions.length === 0) return result;
      return suppress(result, suppressions, benches.get(record.ref.object)!.sheet, frame);
    },
    evaluateProperties(object, properties, related) {
      const judges = judgesFor('', object);
      return judges.raw(
        properties,
        judges.view,
        null,
        related ? { related, matched: undefined, peers: undefined } : null,
      );
    },
  };
}

function optionOf(set: SetRule): HealthOption {
  return { value: flagOf(set.id), label: set.flag };
}

/** Compiles an agreement for a set of rules, once per run. */
export function createEngine(agreement: Agreement, rules: readonly Rule[], now: Date): Engine {
  const frame = openFrame(agreement, now);
  const benches = new Map<ObjectType, Bench>();
  const reads = new Map<ObjectType, Reads>();
  for (const object of objectTypes) {
    const set = rulesFor(object, agreement, rules);
    const types = typesOf(object, agreement);
    const sheet = sheetOf(set, agreement.scoring, object);
    benches.set(object, { sheet, types, fieldsOf: lazyFields(types) });
    reads.set(object, readsOf(object, set, agreement));
  }
  const forSource: Engine['forSource'] = (catalog, synced, catalogs = new Map()) =>
    openSource(frame, benches, catalog, synced, catalogs);
  let sourceless: SourceEngine | null = null;
  const alone = (): SourceEngine => {
    sourceless ??= forSource(noCatalog, []);
    return sourceless;
  };
  return {
    agreement,
    now,
    identity: identityOf(agreement, rules, (object) => reads.get(object)!),
    reads: (object) => reads.get(object)!,
    flags: (object) => benches.get(object)!.sheet.rules.map(optionOf),
    neighbours: (object) =>
      objectTypes.filter((other) => reads.get(other)!.related.some((read) => read.object === object)),
    forSource,
    evaluate: (object, properties) => alone().evaluateProperties(object, properties),
    evaluateRecord: (record) => alone().evaluate(record, {}),
  };
}
