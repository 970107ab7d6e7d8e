import { resolveObjectType } from '../object-types.ts';

type Params = Readonly<Record<string, string>>;

/** Scope to read the records of the object in the path. */
export function readScopes(params: Params): readonly string[] {
  return [`crm.objects.${objectOf(params)}.read`];
}

/** Scope to write the records of the object in the path. */
export function writeScopes(params: Params): readonly string[] {
  return [`crm.objects.${objectOf(params)}.write`];
}

/** HubSpot: definitions can be read by whoever may read the records or the schemas. */
export function schemaReadScopes(params: Params): readonly string[] {
  const object = objectOf(params);
  return [
    `crm.objects.${object}.read`,
    `crm.schemas.${object}.read`,
    `crm.objects.${object}.write`,
    `crm.schemas.${object}.write`,
  ];
}

/** HubSpot: properties and groups are made with the schemas scope, not with the records' one. */
export function schemaWriteScopes(params: Params): readonly string[] {
  return [`crm.schemas.${objectOf(params)}.write`];
}

function objectOf(params: Params): string {
  return resolveObjectType(params.type ?? params.from ?? '').name;
}
