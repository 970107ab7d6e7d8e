/** Mixes a 32-bit number so that neighbouring inputs give unrelated outputs (the finaliser of MurmurHash3). */
function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** One 32-bit number for a few 32-bit ones: the same inputs always give the same number, so nothing has to be stored. */
export function hash(...parts: readonly number[]): number {
  let mixed = 0x9e3779b9;
  for (const part of parts) {
    mixed = scramble(mixed ^ Math.imul(part + 0x7f4a7c15, 0x27d4eb2f));
  }
  return mixed;
}

/** A stream of random numbers that belongs to one record and purpose; equal seeds give equal streams. */
export class Draw {
  private state: number;

  constructor(...parts: readonly number[]) {
    this.state = hash(...parts);
  }

  /** The next number from 0 to 2³²−1. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return scramble(this.state);
  }

  /** A whole number from 0 to limit−1. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit);
  }

  /** A whole number from low to high, both included; low where high is below it. */
  between(low: number, high: number): number {
    return high <= low ? low : low + this.below(high - low + 1);
  }

  /** True in `percent` of 100 draws. */
  chance(percent: number): boolean {
    return this.below(10_000) < percent * 100;
  }

  /** One element of a list that has at least one. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A name drawn by its weight; the weights need not add up to anything in particular. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let total = 0;
    for (const [, weight] of choices) total += weight;
    let left = this.below(total);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return (choices[0] as readonly [T, number])[0];
  }
}
