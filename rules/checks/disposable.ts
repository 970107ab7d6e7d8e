import { isDisposableEmailDomain } from 'disposable-email-domains-js';
import type { MailDomain } from './mail-domain.ts';
import { meantDomain } from './mail-typo.ts';

/** Providers that turn up under ever new endings, so that no list of domains is complete. */
const anySuffix: ReadonlySet<string> = new Set(
  'mailinator guerrillamail 10minutemail yopmail trashmail temp-mail tempmail'.split(' '),
);

/**
 * Whether mailboxes of a domain are made to be thrown away. The list also holds domains that live on slips of the
 * keyboard (`gmial.com`): those are mistyped addresses, which is another fault.
 */
export function isDisposable(host: string, domain: MailDomain): boolean {
  const isKnown =
    anySuffix.has(domain.name) || isDisposableEmailDomain(host) || isDisposableEmailDomain(domain.registrable);
  return isKnown && meantDomain(domain) === null;
}
