import validator from 'validator';
import { mailDomain } from './mail-domain.ts';
import { isPlaceholder } from './placeholder.ts';

/** An address taken apart, lower-cased; `local` and `domain` are empty where there is no `@`. */
export interface Address {
  readonly text: string;
  readonly local: string;
  readonly domain: string;
  /** Made up to get past the field: it counts as empty. */
  readonly isPlaceholder: boolean;
}

const madeUpLocals: ReadonlySet<string> = new Set(
  'test testing asdf asdfasdf qwerty noemail no-email no.email nomail none fake dummy'.split(' '),
);

/** Top-level domains that RFC 2606 keeps free of mail. */
const reservedEnding = /(?:^|\.)(?:test|invalid|example)$/;

function isMadeUpDomain(domain: string): boolean {
  if (domain === 'localhost' || reservedEnding.test(domain)) return true;
  return domain.includes('example.') && mailDomain(domain).name === 'example';
}

function takeApart(email: string): Address {
  const text = email.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  const local = at < 0 ? '' : text.slice(0, at);
  const domain = at < 0 ? '' : text.slice(at + 1);
  return {
    text,
    local,
    domain,
    isPlaceholder: isPlaceholder(text) || (at >= 0 && (madeUpLocals.has(local) || isMadeUpDomain(domain))),
  };
}

let last: { readonly email: string; readonly address: Address } | null = null;

/** Takes an address apart. The last one is kept, because six rules in a row ask about the same. */
export function addressOf(email: string): Address {
  if (last?.email !== email) last = { email, address: takeApart(email) };
  return last.address;
}

/** Letters, digits, `-`, `_`, `+` and single inner dots: what nearly every local part is. */
const plainLocal = /^[a-z\d_+-]+(?:\.[a-z\d_+-]+)*$/;

/**
 * What keeps an address from working, or null. The syntax is validator's; a plain local part needs only the
 * (kept) answer about the domain, which is the same and ten times as fast.
 */
export function emailProblem(address: Address): 'syntax' | 'length' | 'tld' | null {
  const { text, local, domain } = address;
  if (domain === '') return 'syntax';
  if (local.length > 64 || text.length > 254) return 'length';
  const facts = mailDomain(domain);
  const isWellFormed = plainLocal.test(local) ? facts.isWellFormed : validator.isEmail(text);
  if (!isWellFormed) return 'syntax';
  return facts.hasKnownTld ? null : 'tld';
}

/** The local part without its `+tag`. */
export function untagged(local: string): string {
  const plus = local.indexOf('+');
  return plus < 0 ? local : local.slice(0, plus);
}

/** Local parts that belong to a role, not to a person (RFC 2142 and domain.md §6). */
export const roleLocals: ReadonlySet<string> = new Set(
  `info sales admin office contact hello support help billing accounts jobs hr marketing press noreply no-reply
  postmaster webmaster abuse kontakt vertrieb ventas contacto`.split(/\s+/),
);
