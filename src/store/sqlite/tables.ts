/** The tables as the query builder knows them; times are epoch ms, booleans 0 and 1. The SQL is in ../migrations. */
export interface Tables {
  source: { name: string; account: string; catalog: string };
  record: RefColumns & {
    updated_at: number;
    seen_run: number;
    gone_at: number | null;
    health: string;
    scored_at: string;
    url: string;
    fields: string;
  };
  link: { source: string; from_object: string; from_id: string; to_object: string; to_id: string };
  record_key: RefColumns & { kind: string; value: string };
  keyed: { source: string; object: string; version: string };
  tick: { one: number; value: number };
  dirty: RefColumns & { seq: number };
  cursor: { source: string; object: string; value: string };
  agreement: { number: number; version: string; first_seen: number };
  score: RefColumns & SummaryColumns & ScoreStateColumns;
  score_history: RefColumns & {
    at: number;
    health: number | null;
    grade: string | null;
    stage_health: string | null;
    agreement: number;
  };
  finding: RefColumns & FindingColumns;
  closed_finding: RefColumns & FindingColumns & { closed_at: number };
  run: {
    id: number;
    kind: string;
    started_at: number;
    finished_at: number | null;
    now: number;
    agreement: string;
    outcome: string | null;
  };
  suppression: RefColumns & {
    number: number;
    rule: string;
    /** Empty where it is about all findings of the rule. */
    field: string;
    reason: string;
    by: string;
    at: number;
    until: number;
    lifted_at: number | null;
    lifted_by: string | null;
  };
  won_median: { source: string; value: string };
  learnt_limit: { pipeline: string; stage: string; value: string; accepted_at: number };
  observation: RefColumns & { kind: string; at: number; before: string; after: string };
  stage_start: RefColumns & { second: number };
  agreement_revision: {
    number: number;
    revision: string;
    version: string;
    text: string;
    loaded_at: number;
    loaded_by: string;
  };
  signature: { revision: string; team: string; by: string; at: number };
  checkpoint: { run: number; key: string; value: string };
  journal: {
    id: number;
    run: number;
    source: string;
    object: string;
    record: string;
    before: string;
    after: string;
    why: string;
    agreement: string;
    at: number;
    state: string;
    detail: string | null;
  };
}

/** Which record a row is about. */
export interface RefColumns {
  source: string;
  object: string;
  id: string;
}

/** A score summary; `coverage` is null where the record is out of scope. */
export interface SummaryColumns {
  health: number | null;
  data: number | null;
  stage: number | null;
  grade: string | null;
  stage_health: string | null;
  coverage: number | null;
}

/** What is kept beside a score; `at` is since when it holds. */
export interface ScoreStateColumns {
  wake_at: number | null;
  agreement: number;
  at: number;
  pending_rank: number | null;
  desired: string;
}

/** A finding; `field` is empty where it is about the whole record. */
export interface FindingColumns {
  rule: string;
  field: string;
  opened_at: number;
  severity: string;
  message: string;
  remedy: string;
}
