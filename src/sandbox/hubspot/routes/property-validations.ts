import type { Answer } from '../../core/answer.ts';
import { resolveObjectType } from '../object-types.ts';
import type { ValidationRule } from '../validation-rules.ts';
import { schemaReadScopes } from './object-scopes.ts';
import type { Call, Route } from './route.ts';

/** The admin's rules for values, as apps can read them. HubSpot: what is required, and when, is not among them. */
export const propertyValidationRoutes: readonly Route[] = [
  validationRoute('', listAll),
  validationRoute('/:name', listOne),
];

function validationRoute(path: string, handle: Route['handle']): Route {
  return {
    method: 'GET',
    dated: `/crm/property-validations/{V}/:type${path}`,
    legacy: [`/crm/v3/property-validations/:type${path}`],
    scopes: schemaReadScopes,
    scopeError: 'context',
    limitClass: 'standard',
    handle,
  };
}

type FormatRule = Extract<ValidationRule, { kind: 'format' }>;

function formatRules(call: Call): FormatRule[] {
  const type = resolveObjectType(call.params.type ?? '');
  return call.portal.validationRules.filter(
    (rule): rule is FormatRule => rule.kind === 'format' && rule.object === type.name,
  );
}

function toJson({ ruleType, ruleArguments }: FormatRule): unknown {
  return { ruleType, ruleArguments, shouldApplyNormalization: false };
}

function listAll(call: Call): Answer {
  const rules = formatRules(call);
  const names = [...new Set(rules.map((rule) => rule.property))];
  const results = names.map((propertyName) => ({
    propertyName,
    propertyValidationRules: rules.filter((rule) => rule.property === propertyName).map(toJson),
  }));
  return { status: 200, body: { results } };
}

function listOne(call: Call): Answer {
  const rules = formatRules(call).filter((rule) => rule.property === call.params.name);
  return { status: 200, body: { results: rules.map(toJson) } };
}
