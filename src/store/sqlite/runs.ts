import type { ObjectType, SourceName } from '../../model/record.ts';
import type { Run, RunKind, Store, UnitOfWork } from '../../model/store.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

type Part<K extends keyof UnitOfWork> = NonNullable<UnitOfWork[K]>;
type Unfinished = Awaited<ReturnType<Store['unfinished']>>;

/** Sources with what they offer, runs, and the points from which reading goes on. */
export interface Runs {
  putSource(source: Part<'source'>): void;
  source(name: SourceName): Pick<Part<'source'>, 'account' | 'catalog'> | null;
  start(run: Parameters<Store['startRun']>[0]): number;
  finish(finish: Part<'finish'>): void;
  byId(id: number): Run | null;
  newest(limit: number): readonly Run[];
  unfinished(kind: RunKind, agreement: string): Unfinished;
  putCheckpoint(checkpoint: Part<'checkpoint'>): void;
  putCursor(cursor: Part<'cursor'>): void;
  cursor(source: SourceName, object: ObjectType): string | null;
}

function runOf(row: Tables['run']): Run {
  return {
    id: row.id,
    kind: row.kind as RunKind,
    startedAt: new Date(row.started_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
    now: new Date(row.now),
    agreement: row.agreement,
    outcome: row.outcome,
  };
}

function sourcesIn(database: Database): Pick<Runs, 'putSource' | 'source' | 'putCursor' | 'cursor'> {
  const { query } = database;
  return {
    putSource({ name, account, catalog }) {
      const row = { account: JSON.stringify(account), catalog: JSON.stringify(catalog) };
      database.run(
        query
          .insertInto('source')
          .values({ name, ...row })
          .onConflict((on) => on.column('name').doUpdateSet(row)),
      );
    },
    source(name) {
      const row = database.first(query.selectFrom('source').selectAll().where('name', '=', name));
      return row ? { account: JSON.parse(row.account), catalog: JSON.parse(row.catalog) } : null;
    },
    putCursor: ({ source, object, value }) =>
      void database.run(
        query
          .insertInto('cursor')
          .values({ source, object, value })
          .onConflict((on) => on.columns(['source', 'object']).doUpdateSet({ value })),
      ),
    cursor: (source, object) =>
      database.first(
        query
          .selectFrom('cursor')
          .select('value')
          .where((is) => is.and({ source, object })),
      )?.value ?? null,
  };
}

function unfinishedIn(database: Database): Runs['unfinished'] {
  const { query } = database;
  return (kind, agreement) => {
    // A killed run that a later one has overtaken must not go on: its half of the account is old by now.
    const row = database.first(
      query
        .selectFrom('run')
        .selectAll()
        .where((is) => is.and({ kind, agreement }))
        .where('outcome', 'is', null)
        .where('id', '>', (is) =>
          is
            .selectFrom('run as later')
            .select((make) => make.fn.coalesce(make.fn.max('later.id'), make.val(0)).as('id'))
            .where('later.kind', '=', kind)
            .where('later.outcome', '=', 'finished'),
        )
        .orderBy('id', 'desc')
        .limit(1),
    );
    if (!row) return null;
    const checkpoints = database.all(query.selectFrom('checkpoint').selectAll().where('run', '=', row.id));
    return { run: runOf(row), checkpoints: new Map(checkpoints.map(({ key, value }) => [key, value])) };
  };
}

/** Runs over one database; writes of a unit run within a transaction. */
export function runsIn(database: Database): Runs {
  const { query } = database;
  return {
    ...sourcesIn(database),
    start: ({ kind, startedAt, now, agreement }) =>
      database.run(
        query.insertInto('run').values({
          kind,
          started_at: startedAt.getTime(),
          finished_at: null,
          now: now.getTime(),
          agreement,
          outcome: null,
        } as Tables['run']),
      ),
    finish: ({ run, at, outcome }) =>
      void database.run(query.updateTable('run').set({ finished_at: at.getTime(), outcome }).where('id', '=', run)),
    byId(id) {
      const row = database.first(query.selectFrom('run').selectAll().where('id', '=', id));
      return row ? runOf(row) : null;
    },
    newest: (limit) => database.all(query.selectFrom('run').selectAll().orderBy('id', 'desc').limit(limit)).map(runOf),
    unfinished: unfinishedIn(database),
    putCheckpoint: ({ run, key, value }) =>
      void database.run(
        query
          .insertInto('checkpoint')
          .values({ run, key, value })
          .onConflict((on) => on.columns(['run', 'key']).doUpdateSet({ value })),
      ),
  };
}
