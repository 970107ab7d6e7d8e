import type { Agreement, OwnCheck, OwnRule, RuleException, RuleSetting } from '../model/agreement.ts';
import { storedKind } from '../model/identity.ts';
import type { FieldName, ObjectType } from '../model/record.ts';
import {
  type Dimension,
  familyObjects,
  familyOf,
  type Half,
  type PeerRead,
  type RelatedRead,
  type Rule,
  type RuleId,
  type Severity,
} from '../model/rule.ts';
import { stageDefinitions } from './definition-state.ts';
import { readsOfConditions } from './own-reads.ts';
import { type Template, templateOf } from './template.ts';

/** A rule as the agreement sets it for one object, whether it is written in code or in the agreement. */
export interface SetRule {
  readonly id: RuleId;
  readonly half: Half;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly weight: number;
  /** Whether the weight is the severity's, so that a milder report weighs less. */
  readonly followsSeverity: boolean;
  /** The positions (in the object's order) of the rules it yields to. */
  readonly yieldsTo: readonly number[];
  readonly yieldsPerField: boolean;
  readonly exceptions: readonly RuleException[];
  /** The short text of its flag. */
  readonly flag: string;
  readonly judge:
    | { readonly is: 'code'; readonly rule: Rule; readonly setting: RuleSetting }
    | {
        readonly is: 'own';
        readonly own: OwnRule;
        readonly check: OwnCheck;
        /** The field its finding is about; null where the check is about several or about linked records. */
        readonly field: FieldName | null;
        readonly says: Template;
        readonly fix: Template;
      };
}

interface Unplaced extends Omit<SetRule, 'yieldsTo'> {
  readonly owners: readonly RuleId[];
}

function visit(id: string, byId: ReadonlyMap<string, Unplaced>, done: Set<string>, order: string[]): void {
  if (done.has(id)) return;
  done.add(id);
  for (const owner of byId.get(id)?.owners ?? []) if (byId.has(owner)) visit(owner, byId, done, order);
  order.push(id);
}

function fromCode(rule: Rule, setting: RuleSetting, agreement: Agreement): Unplaced {
  const { meta } = rule;
  return {
    id: meta.id,
    half: meta.half,
    dimension: meta.dimension,
    severity: setting.severity,
    weight: setting.weight ?? agreement.scoring.severityPoints[setting.severity],
    followsSeverity: setting.weight === null,
    owners: meta.yieldsTo,
    yieldsPerField: meta.yieldsPerField === true,
    exceptions: setting.exceptions ?? [],
    flag: meta.docs.flag,
    judge: { is: 'code', rule, setting },
  };
}

function fieldOf(check: OwnCheck): FieldName | null {
  const [only, ...others] = check.check;
  if (only === undefined || others.length > 0 || only.is === 'meets' || only.is === 'sla') return null;
  return only.subject.step === null ? only.subject.field : null;
}

function fromAgreement(own: OwnRule, check: OwnCheck, object: ObjectType, agreement: Agreement): Unplaced {
  return {
    id: own.id,
    half: own.half,
    dimension: own.dimension,
    severity: own.severity,
    weight: own.weight ?? agreement.scoring.severityPoints[own.severity],
    followsSeverity: own.weight === null,
    owners: [],
    yieldsPerField: false,
    exceptions: own.exceptions,
    flag: own.says,
    judge: {
      is: 'own',
      own,
      check,
      field: fieldOf(check),
      says: templateOf(own.says, object, agreement),
      fix: templateOf(own.fix, object, agreement),
    },
  };
}

/**
 * The rules of one object in the order in which they are judged: a rule after those it yields to, rules that yield
 * field by field last, otherwise by id, so that equal agreements give equal bytes.
 */
export function rulesFor(object: ObjectType, agreement: Agreement, rules: readonly Rule[]): readonly SetRule[] {
  const settings = new Map(agreement.rules.map((setting) => [setting.id, setting]));
  const byId = new Map<string, Unplaced>();
  for (const rule of rules) {
    const setting = settings.get(rule.meta.id);
    if (setting && familyObjects[familyOf(rule.meta.id)].includes(object))
      byId.set(rule.meta.id, fromCode(rule, setting, agreement));
  }
  for (const own of agreement.ownRules) {
    const check = own.checks[object];
    if (check) byId.set(own.id, fromAgreement(own, check, object, agreement));
  }
  const order: string[] = [];
  const done = new Set<string>();
  const ids = [...byId.keys()].sort();
  const late = (id: string): boolean => byId.get(id)?.yieldsPerField === true;
  for (const id of [...ids.filter((id) => !late(id)), ...ids.filter(late)]) visit(id, byId, done, order);
  return order.map((id) => {
    const { owners, ...set } = byId.get(id)!;
    return { ...set, yieldsTo: owners.flatMap((owner) => (byId.has(owner) ? [order.indexOf(owner)] : [])) };
  });
}

/** What the rules of an object read: their own fields, and fields of related records by object. */
export interface Reads {
  readonly own: ReadonlySet<FieldName>;
  readonly related: readonly RelatedRead[];
  /** Null where no rule asks for counterparts. */
  readonly counterparts: ReadonlySet<FieldName> | null;
  /** Each key and object once. */
  readonly peers: readonly Required<PeerRead>[];
  /** Whether a rule asks for the median amount of won deals. */
  readonly medianWon: boolean;
}

/** Peer reads of several rules, with the fields of all. */
function mergePeers(object: ObjectType, all: readonly PeerRead[]): readonly Required<PeerRead>[] {
  const merged = new Map<string, Required<PeerRead>>();
  for (const { by, object: among = object, fields } of all) {
    const key = `${storedKind(by)} ${among}`;
    const before = merged.get(key);
    merged.set(key, { by, object: among, fields: [...new Set([...(before?.fields ?? []), ...fields])] });
  }
  return [...merged.values()];
}

/** The union of what a set of rules, the object's scope and the exceptions read. */
export function readsOf(object: ObjectType, rules: readonly SetRule[], agreement: Agreement): Reads {
  const own = new Set<FieldName>();
  const related = new Map<ObjectType, Set<FieldName>>();
  let counterparts: Set<FieldName> | null = null;
  const peers: PeerRead[] = [];
  let medianWon = false;
  const add = (reads: { readonly own: Iterable<FieldName>; readonly related: readonly RelatedRead[] }): void => {
    for (const field of reads.own) own.add(field);
    for (const read of reads.related) {
      const fields = related.get(read.object) ?? new Set();
      for (const field of read.fields) fields.add(field);
      related.set(read.object, fields);
    }
  };
  const scope = agreement.scope[object];
  if (scope) add(readsOfConditions([...scope.when, ...scope.unless], object, agreement));
  for (const { judge, exceptions } of rules) {
    if (judge.is === 'code') {
      const reads = judge.rule.reads(judge.setting.options);
      add(reads);
      if (reads.counterparts) counterparts = new Set([...(counterparts ?? []), ...reads.counterparts]);
      if (reads.medianWon) medianWon = true;
      if (reads.peers) peers.push(...reads.peers);
      if (judge.rule.asksDefinition)
        for (const { tests } of stageDefinitions(object, agreement))
          add(readsOfConditions([...tests.when, ...tests.unless], object, agreement));
    } else {
      const { when, unless, check } = judge.check;
      add(readsOfConditions([...when, ...unless, ...check], object, agreement));
      if (judge.own.grace) own.add('createdAt');
    }
    for (const { where } of exceptions) add(readsOfConditions(where[object] ?? [], object, agreement));
  }
  return {
    own,
    related: [...related].map(([to, fields]) => ({ object: to, fields: [...fields] })),
    counterparts,
    peers: mergePeers(object, peers),
    medianWon,
  };
}
