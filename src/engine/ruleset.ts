import type { Agreement, RuleSetting } from '../model/agreement.ts';
import type { FieldName, ObjectType } from '../model/record.ts';
import { familyObjects, familyOf, type RelatedRead, type Rule } from '../model/rule.ts';

/** A rule as the agreement sets it, with the positions (in the object's order) of the rules it yields to. */
export interface SetRule {
  readonly rule: Rule;
  readonly setting: RuleSetting;
  readonly weight: number;
  readonly yieldsTo: readonly number[];
}

function visit(
  id: string,
  byId: ReadonlyMap<string, { rule: Rule; setting: RuleSetting }>,
  done: Set<string>,
  order: string[],
): void {
  if (done.has(id)) return;
  done.add(id);
  for (const owner of byId.get(id)?.rule.meta.yieldsTo ?? []) if (byId.has(owner)) visit(owner, byId, done, order);
  order.push(id);
}

/**
 * The rules of one object in the order in which they are judged: a rule after those it yields to, rules that yield
 * field by field last, otherwise by id, so that equal agreements give equal bytes.
 */
export function rulesFor(object: ObjectType, agreement: Agreement, rules: readonly Rule[]): readonly SetRule[] {
  const settings = new Map(agreement.rules.map((setting) => [setting.id, setting]));
  const byId = new Map<string, { rule: Rule; setting: RuleSetting }>();
  for (const rule of rules) {
    const setting = settings.get(rule.meta.id);
    if (setting && familyObjects[familyOf(rule.meta.id)].includes(object)) byId.set(rule.meta.id, { rule, setting });
  }
  const order: string[] = [];
  const done = new Set<string>();
  const ids = [...byId.keys()].sort();
  const late = (id: string): boolean => byId.get(id)?.rule.meta.yieldsPerField === true;
  for (const id of [...ids.filter((id) => !late(id)), ...ids.filter(late)]) visit(id, byId, done, order);
  return order.map((id) => {
    const { rule, setting } = byId.get(id)!;
    const weight = setting.weight ?? agreement.scoring.severityPoints[setting.severity];
    const yieldsTo = rule.meta.yieldsTo.flatMap((owner) => (byId.has(owner) ? [order.indexOf(owner)] : []));
    return { rule, setting, weight, yieldsTo };
  });
}

/** What the rules of an object read: their own fields, and fields of related records by object. */
export interface Reads {
  readonly own: ReadonlySet<FieldName>;
  readonly related: readonly RelatedRead[];
  /** Null where no rule asks for counterparts. */
  readonly counterparts: ReadonlySet<FieldName> | null;
}

/** The union of what a set of rules reads. */
export function readsOf(rules: readonly SetRule[]): Reads {
  const own = new Set<FieldName>();
  const related = new Map<ObjectType, Set<FieldName>>();
  let counterparts: Set<FieldName> | null = null;
  for (const { rule, setting } of rules) {
    const reads = rule.reads(setting.options);
    for (const field of reads.own) own.add(field);
    for (const read of reads.related) {
      const fields = related.get(read.object) ?? new Set();
      for (const field of read.fields) fields.add(field);
      related.set(read.object, fields);
    }
    if (reads.counterparts) counterparts = new Set([...(counterparts ?? []), ...reads.counterparts]);
  }
  return { own, related: [...related].map(([object, fields]) => ({ object, fields: [...fields] })), counterparts };
}
