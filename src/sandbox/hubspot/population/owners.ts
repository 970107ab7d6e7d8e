import type { Draw } from '../../core/population/random.ts';
import type { Owner } from './population.ts';

/** How a record's owner was planted: a user at work, a deactivated one, one that is in no list any more, or nobody. */
export type OwnerKind = 'active' | 'archived' | 'deleted' | 'none';

/** Whether the owner is set to somebody who cannot look after the record. */
export function isInactiveOwner(kind: OwnerKind): boolean {
  return kind === 'archived' || kind === 'deleted';
}

/** Domain of the company whose CRM the sandbox is. */
const HOME = 'northbridge-crm.com';

function owner(id: number, firstName: string, lastName: string, login: string, archived = false): Owner {
  return { id: String(id), userId: id - 31_550_118, email: `${login}@${HOME}`, firstName, lastName, archived };
}

/** Twelve users at work and three deactivated ones. HubSpot: an owner's id is not its user id. */
export const OWNERS: readonly Owner[] = [
  owner(41_629_779, 'Priya', 'Raman', 'priya.raman'),
  owner(41_630_204, 'Tom', 'Okafor', 'tom.okafor'),
  owner(41_633_918, 'Łucja', 'Wrona', 'lucja.wrona'),
  owner(41_700_551, 'Benjamin', "O'Hara", 'ben.ohara'),
  owner(42_118_730, 'Mei', 'Tanabe', 'mei.tanabe'),
  owner(42_377_009, 'Carlos', 'Ibáñez', 'carlos.ibanez'),
  owner(43_005_612, 'Anneke', 'van den Akker', 'anneke.vandenakker'),
  owner(43_516_087, 'Jonas', 'Feldmann', 'jonas.feldmann'),
  owner(44_092_345, 'Sara', 'Lindholm', 'sara.lindholm'),
  owner(45_871_226, 'Dwayne', 'Carter', 'dwayne.carter'),
  owner(46_240_598, 'Élise', 'Marchand', 'elise.marchand'),
  owner(47_903_114, 'Rafael', 'Teixeira', 'rafael.teixeira'),
  owner(41_655_870, 'Gordon', 'Pike', 'gordon.pike', true),
  owner(42_480_163, 'Helena', 'Strand', 'helena.strand', true),
  owner(43_777_401, 'Ivo', 'Kessler', 'ivo.kessler', true),
];

const ACTIVE = OWNERS.filter((user) => !user.archived);
const ARCHIVED = OWNERS.filter((user) => user.archived);

/** Owner ids that records still carry though the owners API knows them no more, neither active nor archived. */
const DELETED_OWNER_IDS = ['39118452', '40266913'] as const;

/** The owner id of some kind, or null for nobody. */
export function ownerValue(kind: OwnerKind, draw: Draw): string | null {
  switch (kind) {
    case 'active':
      return draw.pick(ACTIVE).id;
    case 'archived':
      return draw.pick(ARCHIVED).id;
    case 'deleted':
      return draw.pick(DELETED_OWNER_IDS);
    case 'none':
      return null;
  }
}
