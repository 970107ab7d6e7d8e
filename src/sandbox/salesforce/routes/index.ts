import { bulkIngestRoutes } from '../bulk/ingest-routes.ts';
import { bulkQueryRoutes } from '../bulk/query-routes.ts';
import { soapRoutes } from '../soap/routes.ts';
import { changeRoutes } from './changes.ts';
import { collectionRoutes } from './collections.ts';
import { compositeRoutes } from './composite.ts';
import { oauthRoutes } from './oauth.ts';
import { picklistRoutes } from './picklist-values.ts';
import { queryRoutes } from './query.ts';
import type { Route } from './route.ts';
import { sobjectRoutes } from './sobjects.ts';
import { upsertRoutes } from './upsert.ts';
import { versionRoutes } from './versions.ts';

/** What may be a part of a composite call. */
const parts: readonly Route[] = [
  ...queryRoutes,
  ...changeRoutes,
  ...sobjectRoutes,
  ...upsertRoutes,
  ...collectionRoutes,
];

/** Every operation of the imitated API; fixed paths stand before those with a parameter in the same place. */
export const routes: readonly Route[] = [
  ...oauthRoutes,
  ...versionRoutes,
  ...picklistRoutes,
  ...parts,
  ...compositeRoutes(parts),
  ...bulkQueryRoutes,
  ...bulkIngestRoutes,
  ...soapRoutes,
];
