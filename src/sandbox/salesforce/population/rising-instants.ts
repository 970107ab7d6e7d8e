import type { Draw } from '../../core/population/random.ts';

/** Up to `count` whole seconds after `from` and before `until`, rising, no two the same; fewer where there is no room. */
export function risingInstants(from: number, until: number, count: number, draw: Draw): number[] {
  const seconds = (until - from) / 1000 - 1;
  if (seconds < count) return [];
  const drawn = Array.from({ length: count }, () => from + 1000 * (1 + draw.below(seconds)));
  return [...new Set(drawn)].sort((one, other) => one - other);
}
