import { hash } from './random.ts';

/** Something that two records have to have in common to be put together; null has nothing in common with anything. */
type Trait = (index: number) => number | null;

/** One way of putting records together: what to look at on either side. */
export type Likeness = readonly [left: Trait, right: Trait];

/** The indexes below `size` that are wanted, in an order drawn by the seed. */
export function drawOrder(seed: number, salt: number, size: number, isWanted: (index: number) => boolean): number[] {
  const drawn: (readonly [number, number])[] = [];
  for (let index = 0; index < size; index += 1) {
    if (isWanted(index)) drawn.push([hash(seed, salt, index), index]);
  }
  return drawn.sort(([one, index], [other, second]) => one - other || index - second).map(([, index]) => index);
}

/**
 * Puts up to `wanted` records of two lists together, each one once: first those that are alike in the first way, then, with
 * what is left, those alike in the next. The lists are taken in their order.
 */
export function pairUp(
  left: readonly number[],
  right: readonly number[],
  wanted: number,
  likenesses: readonly Likeness[],
): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [restLeft, restRight] = [left, right];
  for (const likeness of likenesses) {
    const found = pairAlike(restLeft, restRight, wanted - pairs.length, likeness);
    pairs.push(...found.pairs);
    restLeft = found.restLeft;
    restRight = found.restRight;
  }
  return pairs;
}

function pairAlike(
  left: readonly number[],
  right: readonly number[],
  wanted: number,
  [leftTrait, rightTrait]: Likeness,
) {
  const waiting = new Map<number, number[]>();
  for (const index of right.toReversed()) {
    const trait = rightTrait(index);
    if (trait === null) continue;
    const others = waiting.get(trait);
    if (others === undefined) waiting.set(trait, [index]);
    else others.push(index);
  }
  const pairs: (readonly [number, number])[] = [];
  const restLeft: number[] = [];
  for (const index of left) {
    const trait = pairs.length < wanted ? leftTrait(index) : null;
    const partner = trait === null ? undefined : waiting.get(trait)?.pop();
    if (partner === undefined) restLeft.push(index);
    else pairs.push([index, partner]);
  }
  const taken = new Set(pairs.map(([, partner]) => partner));
  return { pairs, restLeft, restRight: right.filter((index) => !taken.has(index)) };
}
