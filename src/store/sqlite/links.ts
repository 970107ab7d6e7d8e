import { type Link, type ObjectType, objectTypes, type SourceName } from '../../model/record.ts';
import type { Database } from './database.ts';

/** One end of a link. */
export type End = Link['to'];

/** What a page of links changed. */
export interface LinkChanges {
  /** Ids of the read records whose set of links is another one now. */
  readonly changed: ReadonlySet<string>;
  /** The other ends of links that were dropped; no stored link leads to them any more. */
  readonly dropped: ReadonlyMap<string, readonly End[]>;
}

/** Links, kept without direction: whichever side reports them, both sides know. */
export interface Links {
  /** Stores the links of records just read, and drops those to `complete` objects that were not reported. */
  replace(
    source: SourceName,
    object: ObjectType,
    ids: readonly string[],
    links: readonly Link[],
    complete: readonly ObjectType[],
  ): LinkChanges;
  forget(source: SourceName, object: ObjectType, ids: readonly string[]): void;
  of(source: SourceName, object: ObjectType, ids: readonly string[], to: ObjectType): readonly Link[];
}

interface Row {
  readonly from_id: string;
  readonly to_object: ObjectType;
  readonly to_id: string;
}

const each = `json_each(?) AS one CROSS JOIN link
  ON link.source = ? AND link.from_object = ? AND link.from_id = one.value`;

function prepareLinks(database: Database) {
  return {
    all: database.prepare<[string, string, string], Row>(`SELECT from_id, to_object, to_id FROM ${each}`),
    toObject: database.prepare<[string, string, string, string], Row>(
      `SELECT from_id, to_object, to_id FROM ${each} WHERE to_object = ? ORDER BY one.key, to_id`,
    ),
    insert: database.prepare<[string, string, string, string, string]>(
      'INSERT OR IGNORE INTO link (source, from_object, from_id, to_object, to_id) VALUES (?, ?, ?, ?, ?)',
    ),
    remove: database.prepare<[string, string, string, string, string]>(
      'DELETE FROM link WHERE source = ? AND from_object = ? AND from_id = ? AND to_object = ? AND to_id = ?',
    ),
  };
}

function endKey(object: ObjectType, id: string): string {
  return `${objectTypes.indexOf(object)}${id}`;
}

function groupEnds(rows: Iterable<{ readonly from: string; readonly to: End }>): Map<string, Map<string, End>> {
  const groups = new Map<string, Map<string, End>>();
  for (const { from, to } of rows) {
    const group = groups.get(from) ?? new Map<string, End>();
    groups.set(from, group.set(endKey(to.object, to.id), to));
  }
  return groups;
}

/** Links over one database; each is two mirrored rows. All but `of` run within a transaction. */
export function linksIn(database: Database): Links {
  const statements = prepareLinks(database);
  type Write = (source: SourceName, a: End, b: End) => void;
  const both = (statement: typeof statements.insert): Write => {
    return (source, a, b) => {
      statement.run(source, a.object, a.id, b.object, b.id);
      statement.run(source, b.object, b.id, a.object, a.id);
    };
  };
  const [add, drop] = [both(statements.insert), both(statements.remove)];
  const stored = (source: SourceName, object: ObjectType, ids: readonly string[]) =>
    groupEnds(
      statements.all
        .all(JSON.stringify(ids), source, object)
        .map((row) => ({ from: row.from_id, to: { object: row.to_object, id: row.to_id } })),
    );

  return {
    replace(source, object, ids, links, complete) {
      const reported = groupEnds(
        links.filter(({ from }) => from.object === object).map(({ from, to }) => ({ from: from.id, to })),
      );
      const before = stored(source, object, ids);
      const changed = new Set<string>();
      const dropped = new Map<string, readonly End[]>();
      for (const id of ids) {
        const [was, is] = [before.get(id), reported.get(id)];
        for (const [key, to] of is ?? []) {
          if (was?.has(key)) continue;
          add(source, { object, id }, to);
          changed.add(id);
        }
        const lost = [...(was ?? [])].flatMap(([key, to]) =>
          complete.includes(to.object) && !is?.has(key) ? [to] : [],
        );
        for (const to of lost) drop(source, { object, id }, to);
        if (lost.length > 0) dropped.set(id, lost);
        if (lost.length > 0) changed.add(id);
      }
      return { changed, dropped };
    },
    forget(source, object, ids) {
      for (const [id, ends] of stored(source, object, ids))
        for (const to of ends.values()) drop(source, { object, id }, to);
    },
    of: (source, object, ids, to) =>
      statements.toObject.all(JSON.stringify(ids), source, object, to).map((row) => ({
        from: { object, id: row.from_id },
        to: { object: to, id: row.to_id },
      })),
  };
}
