import { parse } from 'tldts';
import validator from 'validator';

/** What the name of a mail domain tells by itself. */
export interface MailDomain {
  /** Letters, hyphens and dots where an address may have them. */
  readonly isWellFormed: boolean;
  /** Its top-level domain is in the public list (ICANN part; private suffixes such as github.io do not count). */
  readonly hasKnownTld: boolean;
  /** `acme.co.uk` of `mail.acme.co.uk`; empty where there is none. */
  readonly registrable: string;
  /** `acme` of `mail.acme.co.uk`; empty where there is none. */
  readonly name: string;
}

const known = new Map<string, MailDomain>();
const mostKept = 50_000;

/** Reads a lower-cased domain. Kept in memory, because a CRM holds many people of few domains. */
export function mailDomain(domain: string): MailDomain {
  let facts = known.get(domain);
  if (!facts) {
    const parsed = parse(domain);
    facts = {
      isWellFormed: validator.isEmail(`a@${domain}`),
      hasKnownTld: parsed.isIcann === true,
      registrable: parsed.domain ?? '',
      name: parsed.domainWithoutSuffix ?? '',
    };
    if (known.size >= mostKept) known.clear();
    known.set(domain, facts);
  }
  return facts;
}

/** Free mail providers under every country's suffix. */
const anySuffix: ReadonlySet<string> = new Set(['yahoo', 'hotmail', 'gmx']);

/** Free mail domains (domain.md §6), with the national twins of Microsoft's and Yandex's. */
const freeMail: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it live.com live.de live.fr live.nl
  live.it live.co.uk msn.com icloud.com me.com aol.com aol.de web.de orange.fr free.fr libero.it mail.ru yandex.ru
  yandex.com qq.com 163.com proton.me`.split(/\s+/),
);

/** Whether a registrable domain belongs to a free mail provider. */
export function isFreeMail(domain: MailDomain): boolean {
  return anySuffix.has(domain.name) || freeMail.has(domain.registrable);
}

/** The domain of a web address as people write it (with or without scheme and path); null where it holds none. */
export function siteDomain(text: string): MailDomain | null {
  const { hostname, isIp } = parse(text.trim().toLowerCase());
  if (!hostname || isIp) return null;
  const domain = mailDomain(hostname);
  return domain.hasKnownTld && domain.registrable !== '' ? domain : null;
}
