import { parse } from 'tldts';
import type { KeyDefinition } from '../../src/model/identity.ts';
import { addressOf, emailProblem } from './email.ts';
import { fieldOf, textOf } from './field.ts';
import { isFreeMail, mailDomain } from './mail-domain.ts';

/** An address in the form in which two are compared; null for what is no working address, or made up. */
export function comparableEmail(text: string): string | null {
  const address = addressOf(text);
  return address.isPlaceholder || emailProblem(address) !== null ? null : address.text;
}

/** Sites on which many companies have a page: their domain says nothing of the company. */
const sharedSites: ReadonlySet<string> = new Set(
  `facebook.com linkedin.com instagram.com twitter.com x.com youtube.com xing.com tiktok.com google.com goo.gl
  linktr.ee wordpress.com wixsite.com`.split(/\s+/),
);

const known = new Map<string, string | null>();
const mostKept = 50_000;

function readDomain(text: string): string | null {
  // Private suffixes count: acme.github.io and other.github.io are two companies.
  const { domain, isIcann, isPrivate } = parse(text.trim().toLowerCase(), { allowPrivateDomains: true });
  if (!domain || (!isIcann && !isPrivate) || sharedSites.has(domain)) return null;
  return isFreeMail(mailDomain(domain)) || addressOf(`a@${domain}`).isPlaceholder ? null : domain;
}

/** The registrable domain of a host or web address that belongs to one company; null where there is none. */
export function companyDomain(text: string): string | null {
  let domain = known.get(text);
  if (domain === undefined) {
    domain = readDomain(text);
    if (known.size >= mostKept) known.clear();
    known.set(text, domain);
  }
  return domain;
}

/** People are recognised by their address. */
export const emailKey: KeyDefinition = {
  kind: 'email',
  version: 1,
  valuesOf(record) {
    const text = textOf(fieldOf(record, 'email'));
    const email = text === null ? null : comparableEmail(text);
    return email === null ? [] : [email];
  },
};

/** Companies are recognised by their registrable domain, or that of their website where they have none. */
export const domainKey: KeyDefinition = {
  kind: 'domain',
  version: 1,
  valuesOf(record) {
    for (const name of ['domain', 'website']) {
      const text = textOf(fieldOf(record, name));
      const domain = text === null ? null : companyDomain(text);
      if (domain !== null) return [domain];
    }
    return [];
  },
};
