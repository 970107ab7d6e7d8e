/** Limits of stages that were learnt from won deals and accepted; `value` is JSON. */
export const learntLimits = `
CREATE TABLE learnt_limit (
  pipeline TEXT NOT NULL,
  stage TEXT NOT NULL,
  value TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (pipeline, stage)
) STRICT, WITHOUT ROWID;
`;
