import type { Desk } from '../desk.ts';
import type { Place } from '../reading.ts';
import { readTeamName, type TeamNames } from './teams.ts';

/** Who has signed the revision that is read. */
export interface Signing {
  /** The number of the revision that is read. */
  readonly revision: number;
  /** The revision in force; null where this is the first, which is in force at once. */
  readonly inForce: number | null;
  readonly signedBy: readonly string[];
}

/** Looks up the teams that sign; those that have not signed this revision are named in a warning. */
export function readSigners(
  places: readonly Place[],
  teams: TeamNames,
  signing: Signing | null,
  desk: Desk,
): readonly string[] {
  const signers = new Set<string>();
  for (const place of places) {
    const team = readTeamName(place, teams, desk);
    if (team === null) continue;
    signers.add(team);
    if (signing?.inForce == null || signing.signedBy.includes(team)) continue;
    const message = `${team} has not signed revision ${signing.revision}; revision ${signing.inForce} stays in force`;
    desk.warning({ code: 'AGREEMENT_UNSIGNED', at: place.node, path: place.path, message });
  }
  return [...signers];
}
