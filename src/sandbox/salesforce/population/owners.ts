import type { Draw } from '../../core/population/random.ts';
import type { Owner } from './population.ts';
import { salesforceId } from './salesforce-id.ts';

/** How a record's owner was planted: a user at work, a deactivated one, or a queue. Salesforce: there is always one. */
export type OwnerKind = 'active' | 'inactive' | 'queue';

/** Domain of the company whose CRM the sandbox is. */
const HOME = 'northbridge-crm.com';

function user(number: number, name: string, login: string, isActive = true): Owner {
  return { id: salesforceId('005', 1_204_300_500 + number), kind: 'User', name, email: `${login}@${HOME}`, isActive };
}

function queue(number: number, name: string, login: string): Owner {
  const id = salesforceId('00G', 1_204_300_500 + number);
  return { id, kind: 'Queue', name, email: `${login}@${HOME}`, isActive: true };
}

const ACTIVE: readonly Owner[] = [
  user(17, 'Nadia Rahimi', 'nadia.rahimi'),
  user(42, 'Peter Oduya', 'peter.oduya'),
  user(88, 'Małgorzata Zych', 'malgorzata.zych'),
  user(120, "Liam O'Dowd", 'liam.odowd'),
  user(305, 'Yuki Hayakawa', 'yuki.hayakawa'),
  user(411, 'Inés Carballo', 'ines.carballo'),
  user(502, 'Willem van der Hoeven', 'willem.vanderhoeven'),
  user(640, 'Johanna Brückner', 'johanna.brueckner'),
  user(711, 'Mikael Sjögren', 'mikael.sjogren'),
  user(804, 'Tamara Ellis', 'tamara.ellis'),
  user(918, 'Gaëlle Perrot', 'gaelle.perrot'),
  user(1003, 'Bruno Sampaio', 'bruno.sampaio'),
];

const INACTIVE: readonly Owner[] = [
  user(23, 'Howard Finch', 'howard.finch', false),
  user(256, 'Sabrina Kolb', 'sabrina.kolb', false),
  user(533, 'Dimitri Vale', 'dimitri.vale', false),
];

const QUEUES: readonly Owner[] = [
  queue(61, 'Inbound Leads', 'inbound-leads'),
  queue(62, 'Event Follow-Up', 'event-follow-up'),
];

/** Twelve users at work, three deactivated ones and two queues that can own leads. */
export const OWNERS: readonly Owner[] = [...ACTIVE, ...INACTIVE, ...QUEUES];

const BY_KIND: Readonly<Record<OwnerKind, readonly Owner[]>> = { active: ACTIVE, inactive: INACTIVE, queue: QUEUES };

/** The id of an owner of some kind. */
export function ownerValue(kind: OwnerKind, draw: Draw): string {
  return draw.pick(BY_KIND[kind]).id;
}
