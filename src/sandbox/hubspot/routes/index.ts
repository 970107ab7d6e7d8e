import { accountRoutes } from './account.ts';
import { associationReadRoutes } from './associations.ts';
import { associationWriteRoutes } from './associations-write.ts';
import { batchCreateRoutes } from './batch-create.ts';
import { batchReadRoutes } from './batch-read.ts';
import { batchWriteRoutes } from './batch-write.ts';
import { mergeRoutes } from './merge.ts';
import { oauthRoutes } from './oauth.ts';
import { objectReadRoutes } from './objects-read.ts';
import { objectWriteRoutes } from './objects-write.ts';
import { ownerRoutes } from './owners.ts';
import { pipelineRoutes } from './pipelines.ts';
import { propertyRoutes } from './properties.ts';
import { propertyGroupRoutes } from './property-groups.ts';
import { propertyValidationRoutes } from './property-validations.ts';
import type { Route } from './route.ts';
import { searchRoutes } from './search.ts';

/** Every operation of the imitated API; fixed paths stand before those with a parameter in the same place. */
export const routes: readonly Route[] = [
  ...oauthRoutes,
  ...accountRoutes,
  ...associationWriteRoutes,
  ...associationReadRoutes,
  ...searchRoutes,
  ...batchReadRoutes,
  ...batchCreateRoutes,
  ...batchWriteRoutes,
  ...mergeRoutes,
  ...objectReadRoutes,
  ...objectWriteRoutes,
  ...propertyGroupRoutes,
  ...propertyRoutes,
  ...propertyValidationRoutes,
  ...ownerRoutes,
  ...pipelineRoutes,
];
