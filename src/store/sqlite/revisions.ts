import type { AgreementRevision, NewRevision, Signature } from '../../model/agreement-revision.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** The agreements this database has met, and which of them was in force when. */
export interface Revisions {
  /** Numbers a revision where it is new, else keeps its text as it is now; gives its number. */
  put(revision: NewRevision): number;
  putInForce(number: number, at: Date, by: string): void;
  /** A second signature of a team under the same terms changes nothing. */
  sign(signature: Signature): void;
  signatures(revision: string): readonly Signature[];
  /** The newest first. */
  list(): readonly AgreementRevision[];
  inForce(): AgreementRevision | null;
}

type Row = Tables['agreement_revision'] & { readonly at: number | null; readonly by: string | null };

const columns = `agreement_revision.*, latest.at, latest.by FROM agreement_revision
  LEFT JOIN agreement_in_force AS latest ON latest.id =
    (SELECT max(id) FROM agreement_in_force WHERE agreement_in_force.number = agreement_revision.number)`;

function prepareRevisions(database: Database) {
  return {
    insert: database.prepare<[string, string, string, number, string]>(
      `INSERT INTO agreement_revision (revision, version, text, loaded_at, loaded_by) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (revision) DO UPDATE SET text = excluded.text, version = excluded.version`,
    ),
    number: database.prepare<[string], number>('SELECT number FROM agreement_revision WHERE revision = ?').pluck(),
    putInForce: database.prepare<[number, number, string]>(
      'INSERT INTO agreement_in_force (number, at, by) VALUES (?, ?, ?)',
    ),
    sign: database.prepare<[string, string, string, number]>(
      'INSERT OR IGNORE INTO signature (revision, team, by, at) VALUES (?, ?, ?, ?)',
    ),
    signatures: database.prepare<[string], Tables['signature']>(
      'SELECT * FROM signature WHERE revision = ? ORDER BY at, team',
    ),
    list: database.prepare<[], Row>(`SELECT ${columns} ORDER BY number DESC`),
    inForce: database.prepare<[], Row>(`SELECT ${columns} WHERE latest.id = (SELECT max(id) FROM agreement_in_force)`),
  };
}

/** Revisions over one database; writes run within a transaction. */
export function revisionsIn(database: Database): Revisions {
  const statements = prepareRevisions(database);
  const signatures: Revisions['signatures'] = (revision) =>
    statements.signatures.all(revision).map((row) => ({ ...row, at: new Date(row.at) }));
  const revisionOf = (row: Row): AgreementRevision => ({
    number: row.number,
    revision: row.revision,
    version: row.version,
    text: row.text,
    loadedAt: new Date(row.loaded_at),
    loadedBy: row.loaded_by,
    inForce: row.at === null ? null : { at: new Date(row.at), by: row.by ?? '' },
    signatures: signatures(row.revision),
  });
  return {
    put({ revision, version, text, loadedAt, loadedBy }) {
      statements.insert.run(revision, version, text, loadedAt.getTime(), loadedBy);
      return statements.number.get(revision)!;
    },
    putInForce: (number, at, by) => void statements.putInForce.run(number, at.getTime(), by),
    sign: ({ revision, team, by, at }) => void statements.sign.run(revision, team, by, at.getTime()),
    signatures,
    list: () => statements.list.all().map(revisionOf),
    inForce() {
      const row = statements.inForce.get();
      return row ? revisionOf(row) : null;
    },
  };
}
