import type { Finding, FindingDraft } from '../../model/finding.ts';
import type { ObjectType, RecordRef, SourceName } from '../../model/record.ts';
import type { Severity } from '../../model/rule.ts';
import type { Keyset } from '../../model/store.ts';
import type { Database } from './database.ts';
import type { FindingColumns, RefColumns } from './tables.ts';

/** The open findings of one record, by rule and field. */
export type OpenFindings = ReadonlyMap<string, FindingDraft>;

/** Findings over time: open ones, and closed ones apart. */
export interface Findings {
  openOf(source: SourceName, object: ObjectType, ids: readonly string[]): ReadonlyMap<string, OpenFindings>;
  /** Opens what is new, closes what is gone, and brings the wording of the rest up to date. */
  compare(ref: RecordRef, before: OpenFindings | undefined, found: readonly FindingDraft[], at: Date): void;
  closeAll(source: SourceName, object: ObjectType, ids: readonly string[], at: Date): void;
  of(ref: RecordRef): readonly Finding[];
  page(keyset: Keyset): readonly Finding[];
}

type Key = [source: string, object: string, id: string, rule: string, field: string];
type DraftRow = [id: string, rule: string, field: string, severity: Severity, message: string, remedy: string];

const columns = 'source, object, id, rule, field, opened_at, severity, message, remedy';
const one = 'source = ? AND object = ? AND id = ? AND rule = ? AND field = ?';
const many = 'source = ? AND object = ? AND id IN (SELECT value FROM json_each(?))';
// A finding that opens, closes and opens at one `now` is one finding with one history row.
const keepClosed = (where: string): string =>
  `INSERT OR REPLACE INTO closed_finding (${columns}, closed_at) SELECT ${columns}, ? FROM finding WHERE ${where}`;

function prepareFindings(database: Database) {
  return {
    open: database
      .prepare<[string, string, string], DraftRow>(
        `SELECT finding.id, rule, field, severity, message, remedy FROM json_each(?) AS one CROSS JOIN finding
         ON finding.source = ? AND finding.object = ? AND finding.id = one.value`,
      )
      .raw(),
    insert: database.prepare<[...Key, number, string, string, string]>(
      `INSERT INTO finding (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    reword: database.prepare<[string, string, string, ...Key]>(
      `UPDATE finding SET severity = ?, message = ?, remedy = ? WHERE ${one}`,
    ),
    keepOne: database.prepare<[number, ...Key]>(keepClosed(one)),
    removeOne: database.prepare<Key>(`DELETE FROM finding WHERE ${one}`),
    keepMany: database.prepare<[number, string, string, string]>(keepClosed(many)),
    removeMany: database.prepare<[string, string, string]>(`DELETE FROM finding WHERE ${many}`),
    page: database.prepare<[string, string, string, number], RefColumns & FindingColumns>(
      `SELECT finding.* FROM (
         SELECT DISTINCT source, object, id FROM finding WHERE source = ? AND object = ? AND id > ? ORDER BY id LIMIT ?
       ) AS one CROSS JOIN finding USING (source, object, id) ORDER BY finding.id, finding.rule, finding.field`,
    ),
  };
}

function findingOf(row: RefColumns & FindingColumns & { readonly closed_at?: number | null }): Finding {
  return {
    record: { source: row.source, object: row.object as ObjectType, id: row.id },
    rule: row.rule,
    field: row.field === '' ? null : row.field,
    severity: row.severity as Severity,
    message: row.message,
    remedy: row.remedy,
    openedAt: new Date(row.opened_at),
    closedAt: row.closed_at === undefined || row.closed_at === null ? null : new Date(row.closed_at),
  };
}

function keyOf(finding: Pick<FindingDraft, 'rule' | 'field'>): string {
  return `${finding.rule}|${finding.field ?? ''}`;
}

function isSameWording(a: FindingDraft, b: FindingDraft): boolean {
  return a.message === b.message && a.severity === b.severity && a.remedy === b.remedy;
}

/** A message may quote a value cut amid an emoji; a database keeps only whole characters, so it is made whole first. */
function wellFormed(draft: FindingDraft): FindingDraft {
  return draft.message.isWellFormed() && draft.remedy.isWellFormed()
    ? draft
    : { ...draft, message: draft.message.toWellFormed(), remedy: draft.remedy.toWellFormed() };
}

function compareIn(statements: ReturnType<typeof prepareFindings>): Findings['compare'] {
  return ({ source, object, id }, before, found, at) => {
    const now = new Map(found.map((draft) => [keyOf(draft), wellFormed(draft)]));
    for (const [key, draft] of now) {
      const known = before?.get(key);
      const { rule, severity, message, remedy } = draft;
      const field = draft.field ?? '';
      if (!known) statements.insert.run(source, object, id, rule, field, at.getTime(), severity, message, remedy);
      else if (!isSameWording(known, draft))
        statements.reword.run(severity, message, remedy, source, object, id, rule, field);
    }
    for (const [key, { rule, field }] of before ?? []) {
      if (now.has(key)) continue;
      statements.keepOne.run(at.getTime(), source, object, id, rule, field ?? '');
      statements.removeOne.run(source, object, id, rule, field ?? '');
    }
  };
}

function openIn(statements: ReturnType<typeof prepareFindings>): Findings['openOf'] {
  return (source, object, ids) => {
    const open = new Map<string, Map<string, FindingDraft>>();
    for (const [id, rule, fieldText, severity, message, remedy] of statements.open.all(
      JSON.stringify(ids),
      source,
      object,
    )) {
      const draft = { rule, field: fieldText === '' ? null : fieldText, severity, message, remedy };
      const own = open.get(id);
      if (own) own.set(keyOf(draft), draft);
      else open.set(id, new Map([[keyOf(draft), draft]]));
    }
    return open;
  };
}

/** Findings over one database; writes run within a transaction. */
export function findingsIn(database: Database): Findings {
  const statements = prepareFindings(database);
  const { query } = database;
  return {
    openOf: openIn(statements),
    compare: compareIn(statements),
    closeAll(source, object, ids, at) {
      statements.keepMany.run(at.getTime(), source, object, JSON.stringify(ids));
      statements.removeMany.run(source, object, JSON.stringify(ids));
    },
    of: ({ source, object, id }) =>
      [
        ...database.all(
          query
            .selectFrom('finding')
            .selectAll()
            .where((is) => is.and({ source, object, id }))
            .orderBy('rule')
            .orderBy('field'),
        ),
        ...database.all(
          query
            .selectFrom('closed_finding')
            .selectAll()
            .where((is) => is.and({ source, object, id }))
            .orderBy('closed_at', 'desc')
            .orderBy('rule')
            .orderBy('field'),
        ),
      ].map(findingOf),
    page: ({ source, object, after, limit }) => statements.page.all(source, object, after, limit).map(findingOf),
  };
}
