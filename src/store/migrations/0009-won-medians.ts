/** The median amounts of the won deals of a source as deals were last judged by them; `value` is JSON, by pipeline. */
export const wonMedians = `
CREATE TABLE won_median (
  source TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
