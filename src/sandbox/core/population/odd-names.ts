import type { Person } from './people.ts';
import type { Draw } from './random.ts';

/** First and last name as no letter could begin with: with digits, doubled blanks, signs, or an address in their place. */
export function oddNames({ first, last, firm }: Person, draw: Draw): { readonly first: string; readonly last: string } {
  const spoil = (name: string, plain: string) =>
    draw.pick([`${name} 2`, `${name}  (old)`, `${name} 🚀`, `${plain}@${firm.domain}`, `www.${firm.domain}`]);
  return { first: spoil(first.written, first.plain), last: spoil(last.written, last.plain) };
}
