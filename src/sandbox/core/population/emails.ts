import type { Firm } from './firms.ts';
import type { Name } from './names.ts';
import { PLACEHOLDER_DOMAINS, PLACEHOLDER_ENDINGS, PLACEHOLDER_LOCALS, PLACEHOLDER_VALUES } from './placeholders.ts';
import type { Draw } from './random.ts';

/** How an address was planted. The `work` kinds are good ones, four of them look suspicious and are not. */
export type EmailKind =
  | 'work'
  | 'work-tagged'
  | 'work-museum'
  | 'work-test-name'
  | 'work-sales-name'
  | 'missing'
  | 'placeholder-local'
  | 'placeholder-domain'
  | 'placeholder-value'
  | 'placeholder-role'
  | 'placeholder-free'
  | 'invalid'
  | 'invalid-ending'
  | 'invalid-role'
  | 'invalid-free'
  | 'role'
  | 'role-tagged'
  | 'role-free'
  | 'free'
  | 'typo'
  | 'disposable';

/** What a kind amounts to: the one fault of the address, if any. */
type EmailFault = 'none' | 'missing' | 'placeholder' | 'invalid' | 'role' | 'free' | 'typo' | 'disposable';

/** The fault of each kind; an address with two (a role at free mail) has the one that owns the failure. */
export const EMAIL_FAULTS: Readonly<Record<EmailKind, EmailFault>> = {
  work: 'none',
  'work-tagged': 'none',
  'work-museum': 'none',
  'work-test-name': 'none',
  'work-sales-name': 'none',
  missing: 'missing',
  'placeholder-local': 'placeholder',
  'placeholder-domain': 'placeholder',
  'placeholder-value': 'placeholder',
  'placeholder-role': 'placeholder',
  'placeholder-free': 'placeholder',
  invalid: 'invalid',
  'invalid-ending': 'invalid',
  'invalid-role': 'invalid',
  'invalid-free': 'invalid',
  role: 'role',
  'role-tagged': 'role',
  'role-free': 'role',
  free: 'free',
  typo: 'typo',
  disposable: 'disposable',
};

/** What an address is made from. */
export interface AddressOwner {
  readonly first: Name;
  readonly last: Name;
  /** A number for namesakes in one firm, empty for the first of them. */
  readonly namesake: string;
  readonly firm: Firm;
  /** A firm that no other record uses: what is typed before or at its name is unique. */
  readonly ownFirm: Firm;
  /** Rank among the people of the firm. */
  readonly place: number;
  /** The record's index, for addresses at a domain that many share. */
  readonly index: number;
  /** How often its scenario came before, for values that can be given only once each. */
  readonly turn: number;
}

const ROLES = [
  'info',
  'sales',
  'office',
  'contact',
  'support',
  'admin',
  'hello',
  'billing',
  'marketing',
  'accounts',
  'help',
  'jobs',
  'hr',
  'press',
  'noreply',
  'no-reply',
  'postmaster',
  'webmaster',
  'abuse',
  'kontakt',
  'vertrieb',
  'ventas',
  'contacto',
] as const;

const FREE_MAIL = [
  'gmail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'gmx.de',
  'web.de',
  'icloud.com',
  'yahoo.co.uk',
  'googlemail.com',
  'live.com',
  'msn.com',
  'me.com',
  'aol.com',
  'gmx.net',
  'orange.fr',
  'free.fr',
  'libero.it',
  'mail.ru',
  'hotmail.fr',
  'qq.com',
  '163.com',
  'proton.me',
] as const;

/** Domains of large mail providers with one slip of the keyboard in them. */
const MISTYPED_MAIL = [
  'gmial.com',
  'gmal.com',
  'gamil.com',
  'hotmial.com',
  'outlok.com',
  'yaho.com',
  'hotmail.co',
  'icloud.cm',
] as const;

/** Providers of mailboxes that are thrown away. */
const DISPOSABLE_MAIL = [
  'mailinator.com',
  'guerrillamail.com',
  '10minutemail.com',
  'yopmail.com',
  'trashmail.com',
  'temp-mail.org',
] as const;

/** Endings that look like one and are in no list. */
const WRONG_ENDINGS = ['con', 'comm', 'nett', 'ogr', 'cmo'] as const;

/** How firms build their addresses; each contains the whole last name, so that colleagues differ. */
const PATTERNS: readonly ((first: string, last: string) => string)[] = [
  (first, last) => `${first}.${last}`,
  (first, last) => `${first.charAt(0)}.${last}`,
  (first, last) => `${first.charAt(0)}${last}`,
  (first, last) => `${last}.${first}`,
  (first, last) => `${first}_${last}`,
];

function localPart(owner: AddressOwner): string {
  const pattern = PATTERNS[owner.firm.label.length % PATTERNS.length] as (typeof PATTERNS)[number];
  return pattern(owner.first.plain, owner.last.plain) + owner.namesake;
}

type Spoiler = (local: string, firm: Firm) => string;

/** Ways to break the syntax or the length limits (64 before the @, 254 in all) of an address. */
const SPOILERS: readonly Spoiler[] = [
  (local, firm) => `${local}${firm.domain}`,
  (local, firm) => `${local}@@${firm.domain}`,
  (local, firm) => `${local}..x@${firm.domain}`,
  (local, firm) => `${local} x@${firm.domain}`,
  (local, firm) => `${local}@${firm.domain.replaceAll('.', ',')}`,
  (local, firm) => `${local}@${firm.label}`,
  (local, firm) => `.${local}@${firm.domain}`,
  (local, firm) => `${local}.@${firm.domain}`,
  (local, firm) => `${local}@-${firm.domain}`,
  (local, firm) => `${local.padEnd(65, '.and.others')}z@${firm.domain}`.replace('..', '.'),
  (local, firm) => `${local}@${`${firm.label.padEnd(60, 'x')}.`.repeat(4)}com`,
  (local, firm) => `${local}@${firm.domain}, ${local}2@${firm.domain}`,
];

/** Colleagues with a role address have different ones. */
function roleName(owner: AddressOwner): string {
  const tag = owner.place < ROLES.length ? '' : `+${owner.place}`;
  return `${ROLES[(owner.firm.label.length + owner.place) % ROLES.length]}${tag}`;
}

function placeholderValue(owner: AddressOwner): string {
  return PLACEHOLDER_VALUES[owner.turn] ?? `${PLACEHOLDER_LOCALS[0]}@${owner.ownFirm.domain}`;
}

function placeholderAtFreeMail(owner: AddressOwner): string {
  const local = PLACEHOLDER_LOCALS[owner.turn % PLACEHOLDER_LOCALS.length];
  const domain = FREE_MAIL[Math.floor(owner.turn / PLACEHOLDER_LOCALS.length)] ?? owner.ownFirm.domain;
  return `${local}@${domain}`;
}

function placeholderDomain(owner: AddressOwner, local: string, draw: Draw): string {
  if (draw.chance(50)) return `${local}${owner.index}@${draw.pick(PLACEHOLDER_DOMAINS)}`;
  return `${local}@${owner.ownFirm.label}.${draw.pick(PLACEHOLDER_ENDINGS)}`;
}

/** The address of a kind, or null for none. All real ones that we plant differ, since in some CRMs an address belongs to one contact only. */
export function emailValue(kind: EmailKind, owner: AddressOwner, draw: Draw): string | null {
  const local = localPart(owner);
  const { firm, ownFirm } = owner;
  switch (kind) {
    case 'work':
      return `${local}@${firm.domain}`;
    case 'work-tagged':
      return `${local}+${draw.pick(['crm', 'news', 'events'])}@${firm.domain}`;
    case 'work-museum':
      return `${local}@${firm.label}.museum`;
    case 'work-test-name':
      return `test.${owner.last.plain}${owner.namesake}@${firm.domain}`;
    case 'work-sales-name':
      return `${draw.pick(['sales', 'info'])}.${owner.last.plain}${owner.namesake}@${firm.domain}`;
    case 'missing':
      return null;
    case 'placeholder-local':
      return `${draw.pick(PLACEHOLDER_LOCALS)}@${ownFirm.domain}`;
    case 'placeholder-domain':
      return placeholderDomain(owner, local, draw);
    case 'placeholder-value':
      return placeholderValue(owner);
    case 'placeholder-role':
      return `${draw.pick(ROLES)}@${ownFirm.label}.${draw.pick(PLACEHOLDER_ENDINGS)}`;
    case 'placeholder-free':
      return placeholderAtFreeMail(owner);
    case 'invalid':
      return draw.pick(SPOILERS)(local, firm);
    case 'invalid-ending':
      return `${local}@${firm.label}.${draw.pick(WRONG_ENDINGS)}`;
    case 'invalid-role':
      return `${draw.pick(ROLES)}@${ownFirm.label}${draw.pick(['', ',com', '.con', '..com'])}`;
    case 'invalid-free':
      return `${local}..${owner.index}@${draw.pick(FREE_MAIL)}`;
    case 'role':
      return `${roleName(owner)}@${firm.domain}`;
    case 'role-tagged':
      return `${draw.pick(ROLES)}+${ownFirm.label}@${firm.domain}`;
    case 'role-free':
      return `${draw.pick(ROLES)}+${ownFirm.label}@${draw.pick(FREE_MAIL)}`;
    case 'free':
      return `${owner.first.plain}.${owner.last.plain}${owner.index}@${draw.pick(FREE_MAIL)}`;
    case 'typo':
      return `${owner.first.plain}.${owner.last.plain}${owner.index}@${draw.pick(MISTYPED_MAIL)}`;
    case 'disposable':
      return `${owner.first.plain}.${owner.last.plain}${owner.index}@${draw.pick(DISPOSABLE_MAIL)}`;
  }
}
