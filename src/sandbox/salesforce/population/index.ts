import { Sharing } from '../../core/population/sharing.ts';
import { idOf, indexOf } from './ids.ts';
import { createKinds } from './kinds.ts';
import { OWNERS } from './owners.ts';
import type { ObjectName, PopulationOptions, RelatedPopulation } from './population.ts';
import { CLOSED_STAGES, OPEN_STAGES, STATUSES } from './stages.ts';

/** Creates the population of an organization: nothing is stored per record, so its size costs neither time nor memory. */
export function createPopulation(options: PopulationOptions): RelatedPopulation {
  const { seed, sizes } = options;
  const sharing = createSharing(options);
  const { kinds, relations } = createKinds(options, sharing);
  const kindAt = (object: ObjectName, index: number) => {
    if (Number.isInteger(index) && index >= 0 && index < sizes[object]) return kinds[object];
    throw new RangeError(`Population: expected an index of ${object} from 0 to ${sizes[object] - 1}, found ${index}`);
  };
  return {
    sizes,
    owners: OWNERS,
    stages: [...OPEN_STAGES, ...CLOSED_STAGES],
    leadStatuses: Object.values(STATUSES),
    sharing,
    idOf: (object, index) => idOf(seed, object, index),
    indexOf: (object, id) => indexOf(seed, object, sizes[object], id),
    fields: (object, index) => kindAt(object, index).fields(index),
    createdAt: (object, index) => kindAt(object, index).createdAt(index),
    modifiedAt: (object, index) => kindAt(object, index).modifiedAt(index),
    children: (object, index) => kindAt(object, index).children(index),
    faults: (object, index) => kindAt(object, index).faults(index),
    related: (object, index, to) => relations.of(object, index, to),
  };
}

/** The organization's side of what it shares with a HubSpot account, or null without one. */
function createSharing({ seed, sizes, hubspot }: PopulationOptions): Sharing | null {
  if (hubspot === undefined) return null;
  const { Lead: leads, Contact: contacts, Account: accounts, Opportunity: opportunities } = sizes;
  return new Sharing(seed, { hubspot, salesforce: { leads, contacts, accounts, opportunities } });
}
