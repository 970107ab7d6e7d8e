import { healthText } from '../../model/health-field.ts';
import type { ObjectType, RecordRef, SourceName } from '../../model/record.ts';
import type { Grade, StageHealth } from '../../model/score.ts';
import type { Evaluation, ScoredRecord, ScoreSummary } from '../../model/store.ts';
import type { Database } from './database.ts';
import { pendingRank } from './pending.ts';
import type { ScoreStateColumns, SummaryColumns } from './tables.ts';

/** A present record and its score so far; the score's columns are all null where there is none. */
export interface Standing {
  readonly id: string;
  /** The health fields as the CRM holds them. */
  readonly stored: string;
  readonly score: (SummaryColumns & ScoreStateColumns) | null;
}

/** Under which agreement and when records were judged. */
export interface Judgement {
  /** The agreement's number in this database. */
  readonly agreement: number;
  readonly at: Date;
}

/** Scores, and how they changed. */
export interface Scores {
  /** The number under which this database knows an agreement. */
  agreementNumber(version: string, at: Date): number;
  /** Those of some records that are there; the others must not be judged. */
  standing(source: SourceName, object: ObjectType, ids: readonly string[]): readonly Standing[];
  put(evaluation: Evaluation, before: Standing, judgement: Judgement): void;
  forget(source: SourceName, object: ObjectType, ids: readonly string[]): void;
  of(ref: RecordRef): ScoreSummary | null;
  meanBefore(agreement: string, sources: readonly SourceName[]): number | null;
  worst(limit: number): readonly ScoredRecord[];
}

type StandingRow = { id: string; stored: string } & (SummaryColumns & ScoreStateColumns);

const none: SummaryColumns = { health: null, data: null, stage: null, grade: null, stage_health: null, coverage: null };

function prepareScores(database: Database) {
  return {
    standing: database.prepare<[string, string, string], StandingRow>(
      `SELECT record.id, record.health AS stored, score.health, data, stage, grade, stage_health, coverage,
              wake_at, agreement, at, pending_rank, desired
       FROM json_each(?) AS one
       CROSS JOIN record ON record.source = ? AND record.object = ? AND record.id = one.value
       LEFT JOIN score ON score.source = record.source AND score.object = record.object AND score.id = record.id
       WHERE +record.gone_at IS NULL`,
    ),
    put: database.prepare<unknown[]>(
      `INSERT OR REPLACE INTO score (source, object, id, health, data, stage, grade, stage_health, coverage,
         wake_at, agreement, at, pending_rank, desired) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    remember: database.prepare<unknown[]>(
      `INSERT OR REPLACE INTO score_history (source, object, id, at, health, grade, stage_health, agreement)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    // Of rows grouped by max(at) SQLite gives the other columns of that very row.
    meanBefore: database
      .prepare<[string, string], number | null>(
        `SELECT avg(health) FROM (
           SELECT history.health, max(history.at) FROM score_history AS history
           JOIN agreement ON agreement.number = history.agreement AND agreement.version <> ?
           JOIN record USING (source, object, id)
           WHERE history.source IN (SELECT value FROM json_each(?)) AND record.gone_at IS NULL
           GROUP BY history.source, history.object, history.id
         )`,
      )
      .pluck(),
    forget: database.prepare<[string, string, string]>(
      'DELETE FROM score WHERE source = ? AND object = ? AND id IN (SELECT value FROM json_each(?))',
    ),
  };
}

function columnsOf(score: ScoreSummary | null): SummaryColumns {
  if (!score) return none;
  const { health, data, stage, grade, stageHealth, coverage } = score;
  return { health, data, stage, grade, stage_health: stageHealth, coverage };
}

function summaryOf(row: SummaryColumns): ScoreSummary | null {
  if (row.coverage === null) return null;
  return {
    health: row.health,
    data: row.data,
    stage: row.stage,
    grade: row.grade as Grade | null,
    stageHealth: row.stage_health as StageHealth | null,
    coverage: row.coverage,
  };
}

function isSame(a: SummaryColumns & ScoreStateColumns, b: SummaryColumns & ScoreStateColumns): boolean {
  return (
    a.health === b.health &&
    a.data === b.data &&
    a.stage === b.stage &&
    a.grade === b.grade &&
    a.stage_health === b.stage_health &&
    a.coverage === b.coverage &&
    a.wake_at === b.wake_at &&
    a.agreement === b.agreement &&
    a.pending_rank === b.pending_rank &&
    a.desired === b.desired
  );
}

function isWorthRemembering(before: SummaryColumns | null, now: SummaryColumns): boolean {
  const was = before ?? none;
  return was.health !== now.health || was.grade !== now.grade || was.stage_health !== now.stage_health;
}

function putIn(statements: ReturnType<typeof prepareScores>): Scores['put'] {
  return ({ ref, score, desired, wakeAt }, before, judgement) => {
    const summary = columnsOf(score);
    const [text, at] = [healthText(desired), judgement.at.getTime()];
    const row = {
      ...summary,
      wake_at: wakeAt,
      agreement: judgement.agreement,
      at,
      pending_rank: pendingRank(summary.health, text, before.stored),
      desired: text,
    };
    // Most nights change nothing: a row that would be the same is not written again.
    if (before.score && isSame(before.score, row)) return;
    const key = [ref.source, ref.object, ref.id];
    const { health, data, stage, grade, stage_health, coverage, wake_at, agreement, pending_rank } = row;
    statements.put.run(
      ...key,
      ...[health, data, stage, grade, stage_health, coverage],
      ...[wake_at, agreement, at, pending_rank, text],
    );
    if (isWorthRemembering(before.score, summary))
      statements.remember.run(...key, at, health, grade, stage_health, agreement);
  };
}

function agreementNumberIn(database: Database): Scores['agreementNumber'] {
  const { query } = database;
  return (version, at) => {
    const known = database.first(query.selectFrom('agreement').select('number').where('version', '=', version));
    if (known) return known.number;
    const number =
      database.first(query.selectFrom('agreement').select((make) => make.fn.count<number>('number').as('count')))!
        .count + 1;
    database.run(query.insertInto('agreement').values({ number, version, first_seen: at.getTime() }));
    return number;
  };
}

function worstIn(database: Database): Scores['worst'] {
  const { query } = database;
  return (limit) => {
    const worst = query
      .selectFrom('score')
      .selectAll()
      .where('health', 'is not', null)
      .orderBy('health')
      .orderBy('source')
      .orderBy('object')
      .orderBy('id')
      .limit(limit);
    // Only the chosen few are looked up for their address.
    const rows = database.all(
      query
        .selectFrom(worst.as('worst'))
        .innerJoin('record', (on) =>
          on
            .onRef('record.source', '=', 'worst.source')
            .onRef('record.object', '=', 'worst.object')
            .onRef('record.id', '=', 'worst.id'),
        )
        .selectAll('worst')
        .select('record.url')
        .orderBy('worst.health')
        .orderBy('worst.source')
        .orderBy('worst.object')
        .orderBy('worst.id'),
    );
    return rows.map((row) => ({
      ref: { source: row.source, object: row.object as ObjectType, id: row.id },
      url: row.url,
      score: summaryOf(row)!,
    }));
  };
}

/** Scores over one database; writes run within a transaction. */
export function scoresIn(database: Database): Scores {
  const statements = prepareScores(database);
  return {
    agreementNumber: agreementNumberIn(database),
    standing: (source, object, ids) =>
      statements.standing.all(JSON.stringify(ids), source, object).map(({ id, stored, ...score }) => ({
        id,
        stored,
        score: score.desired === null ? null : score,
      })),
    put: putIn(statements),
    forget: (source, object, ids) => void statements.forget.run(source, object, JSON.stringify(ids)),
    of({ source, object, id }) {
      const row = database.first(
        database.query
          .selectFrom('score')
          .selectAll()
          .where((is) => is.and({ source, object, id })),
      );
      return row ? summaryOf(row) : null;
    },
    meanBefore: (agreement, sources) => statements.meanBefore.get(agreement, JSON.stringify(sources)) ?? null,
    worst: worstIn(database),
  };
}
