/** Numbers in [0, 1) that are the same for the same seed (mulberry32), so that a run with chance in it can be repeated. */
export type Random = () => number;

/** Starts a sequence of random numbers from a seed. */
export function seedRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HEX = '0123456789abcdef';

/** `length` lower-case hexadecimal digits. */
export function drawHex(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += HEX[Math.floor(random() * 16)];
  return text;
}

/** A UUID of version 4, as vendors use for correlation ids. */
export function drawUuid(random: Random): string {
  const variant = '89ab'[Math.floor(random() * 4)];
  const parts = [drawHex(random, 8), drawHex(random, 4), `4${drawHex(random, 3)}`, `${variant}${drawHex(random, 3)}`];
  return [...parts, drawHex(random, 12)].join('-');
}
