import { hash } from './random.ts';

/** Records per block. In each block every position is held by exactly one record, so shares are exact, not by chance. */
const BLOCK = 20;

/** The position whose record takes no part in the pairing of contacts and companies. */
export const LONER = BLOCK - 1;

/** How the records of one object are dealt out over the positions of their blocks. */
export interface Blocks {
  readonly size: number;
  /** Number of records that are paired: all but the loners. */
  readonly paired: number;
  /** The role of a record in its block, 0 … 19; in a shorter last block the roles are spread and none is the loner. */
  position(index: number): number;
  /** How many blocks come before the record's block. */
  block(index: number): number;
  /** The rank of a paired record, 0 … paired−1, or null for a loner. */
  rank(index: number): number | null;
  /** The record with a rank. */
  atRank(rank: number): number;
}

/** Multipliers without a common factor with 20, each beside its inverse modulo 20. */
const TURNS = [
  [1, 1],
  [3, 7],
  [7, 3],
  [9, 9],
  [11, 11],
  [13, 17],
  [17, 13],
  [19, 19],
] as const;

/** Deals `size` records out over blocks of 20: a full block is shuffled by multiplication modulo 20, which can be undone. */
export function createBlocks(seed: number, size: number): Blocks {
  const fullBlocks = Math.floor(size / BLOCK);
  const lastSize = size % BLOCK;
  const blockOf = (index: number) => Math.floor(index / BLOCK);
  const seatOf = (index: number): number => {
    const block = blockOf(index);
    const noise = hash(seed, block);
    if (block >= fullBlocks) return ((index % BLOCK) + (noise % lastSize)) % lastSize;
    const [factor] = TURNS[noise & 7] as (typeof TURNS)[number];
    return ((index % BLOCK) * factor + ((noise >>> 3) % BLOCK)) % BLOCK;
  };
  const recordAt = (block: number, seat: number): number => {
    const noise = hash(seed, block);
    if (block >= fullBlocks) return block * BLOCK + ((seat + lastSize - (noise % lastSize)) % lastSize);
    const [, inverse] = TURNS[noise & 7] as (typeof TURNS)[number];
    return block * BLOCK + (((seat + BLOCK - ((noise >>> 3) % BLOCK)) * inverse) % BLOCK);
  };
  return {
    size,
    paired: fullBlocks * LONER + lastSize,
    block: blockOf,
    position: (index) => (blockOf(index) < fullBlocks ? seatOf(index) : Math.floor((seatOf(index) * BLOCK) / lastSize)),
    rank: (index) => {
      const seat = seatOf(index);
      return seat === LONER ? null : blockOf(index) * LONER + seat;
    },
    atRank: (rank) => recordAt(Math.floor(rank / LONER), rank % LONER),
  };
}
