import type { KeyDefinition } from '../../src/model/identity.ts';
import type { CrmRecord, ObjectType } from '../../src/model/record.ts';
import {
  notApplicable,
  type Peers,
  type RelatedRecord,
  type RuleContext,
  unknown,
  type Verdict,
} from '../../src/model/rule.ts';
import { fieldOf, unknownBecause } from './field.ts';
import { plural } from './related.ts';

/** The verdict where nobody looked at the other records. */
const notLooked = unknown('what other records of the CRM hold is not known');
/** The verdict where none of those shown decides it, and there are more. */
const tooMany = unknown('more records share its key than are compared');

/** What to look for: others by a key, which rests on `reads`, among the record's own object unless given. */
interface Search {
  readonly by: KeyDefinition;
  readonly reads: readonly string[];
  readonly among?: ObjectType;
}

/**
 * Judges a record by others that share a key with it. A record without key has nothing to be compared; where a field
 * the key rests on is not known, nobody can say.
 */
export function judgePeers<O>(
  record: CrmRecord,
  ctx: RuleContext<O>,
  { by, reads, among }: Search,
  judge: (peers: Peers) => Verdict,
): Verdict {
  if (by.valuesOf(record).length === 0) {
    const unread = reads.find((name) => fieldOf(record, name).is === 'unknown');
    return unread === undefined ? notApplicable : unknownBecause(unread, record, ctx);
  }
  const peers = ctx.peers(by, among);
  return peers === 'unknown' ? notLooked : judge(peers);
}

/** Keeps those others that are meant; 'too many' of them are not shown where none is found. */
export function choosePeers(peers: Peers, isMeant: (other: RelatedRecord) => boolean): Peers | Verdict {
  const others = peers.others.filter(isMeant);
  return others.length === 0 && peers.isMore ? tooMany : { others, isMore: peers.isMore };
}

const mostNamed = 3;

/** Names others by object and id: `contacts 12, 34, 56 and 4 more`. */
export function namePeers({ others, isMore }: Peers, object: ObjectType): string {
  const ids = others.slice(0, mostNamed).map(({ id }) => id);
  const left = others.length - ids.length;
  if (left > 0 || isMore) ids.push(isMore ? 'more' : `${left} more`);
  const list = ids.length === 1 ? ids[0] : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
  return `${ids.length === 1 ? object : plural[object]} ${list}`;
}
