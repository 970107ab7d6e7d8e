import type { Property } from './property.ts';

/** Why a value was refused, in HubSpot's words; `isRule` marks an admin's rule, whose message stands alone. */
export interface ValueProblem {
  readonly property: string;
  readonly code: string;
  readonly message: string;
  readonly isRule?: boolean;
}

/** HubSpot 2026-09: a date that was not as it should be, but could be read. */
export interface ValueWarning {
  readonly category: 'PROPERTY_VALUE_NORMALIZED';
  readonly message: string;
  readonly context: { readonly propertyName: string; readonly rawValue: string; readonly normalizedValue: string };
}

/** The stored form of a value, or what is wrong with it. */
export type Checked =
  | { readonly value: string | null; readonly warning?: ValueWarning }
  | { readonly problem: ValueProblem };

/** What the account knows that a definition does not: who the owners are, which stages exist. */
export interface CheckContext {
  /** Whether sloppy dates are put right (2026-09) or refused (before). */
  readonly normalizesDates: boolean;
  isOwner(id: string): boolean;
  isStage(id: string): boolean;
  isPipeline(id: string): boolean;
}

const MAX_CHARACTERS = 65_536;
const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const EMAIL = /^[^\s@<>(),;:"]+@[^\s@.<>(),;:"]+(\.[^\s@.<>(),;:"]+)+$/;

function refuse(property: Property, code: string, message: string): Checked {
  return { problem: { property: property.name, code, message } };
}

/** Checks one value against its definition. Anything JSON may hold comes in; HubSpot stores strings, and "" clears. */
export function checkValue(property: Property, given: unknown, before: string | null, context: CheckContext): Checked {
  if (property.readOnlyValue) {
    return refuse(property, 'READ_ONLY_VALUE', `"${property.name}" is a read only property; its value cannot be set.`);
  }
  if (given === null || given === '') return { value: null };
  if (typeof given === 'object')
    return refuse(property, 'INVALID_TYPE', `Property "${property.name}" must be a string`);
  const text = String(given);
  switch (property.type) {
    case 'number':
      return checkNumber(property, text);
    case 'bool':
      return text === 'true' || text === 'false' ? { value: text } : refuseOption(property, text);
    case 'enumeration':
      return checkEnumeration(property, text, before, context);
    case 'date':
      return checkDate(property, text, context);
    case 'datetime':
      return checkMoment(property, text);
    default:
      return checkText(property, text);
  }
}

function checkText(property: Property, text: string): Checked {
  if (text.length > MAX_CHARACTERS) {
    const message = `Property "${property.name}" is too long: at most ${MAX_CHARACTERS} characters are allowed`;
    return refuse(property, 'PROPERTY_VALUE_TOO_LONG', message);
  }
  if (property.name === 'email' && property.hubspotDefined && !EMAIL.test(text)) {
    return refuse(property, 'INVALID_EMAIL', `Email address ${text} is invalid`);
  }
  return { value: text };
}

/** HubSpot: digits with at most one dot, no thousands separators. */
function checkNumber(property: Property, text: string): Checked {
  if (/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return { value: text };
  return refuse(property, 'INVALID_INTEGER', `${text} was not a valid number.`);
}

function refuseOption(property: Property, text: string): Checked {
  const allowed = property.options.map((option) => option.value).join(', ');
  return refuse(property, 'INVALID_OPTION', `${text} was not one of the allowed options: [${allowed}]`);
}

function checkEnumeration(property: Property, text: string, before: string | null, context: CheckContext): Checked {
  if (property.externalOptions) return checkExternal(property, text, context);
  if (property.fieldType !== 'checkbox')
    return isOption(property, text) ? { value: text } : refuseOption(property, text);
  const isAppend = text.startsWith(';');
  const added = text.split(';').filter((value) => value !== '');
  const wrong = added.find((value) => !isOption(property, value));
  if (wrong !== undefined) return refuseOption(property, wrong);
  const kept = isAppend && before !== null ? before.split(';') : [];
  return { value: [...new Set([...kept, ...added])].join(';') };
}

function isOption(property: Property, text: string): boolean {
  return property.options.some((option) => option.value === text);
}

/** Owners, stages and pipelines come from their own APIs; other outside options are not checked. */
function checkExternal(property: Property, text: string, context: CheckContext): Checked {
  if (property.referencedObjectType === 'OWNER' && !context.isOwner(text)) {
    return refuse(property, 'INVALID_OWNER_ID', `Owner ${text} does not exist`);
  }
  if (property.name === 'dealstage' && !context.isStage(text)) {
    return refuse(property, 'INVALID_OPTION', `${text} is not a valid deal stage ID`);
  }
  if (property.name === 'pipeline' && !context.isPipeline(text)) {
    return refuse(property, 'INVALID_OPTION', `${text} is not a valid pipeline ID`);
  }
  return { value: text };
}

/** HubSpot: a calendar date, or epoch ms at midnight UTC; 2026-09 paths also put other moments right, with a warning. */
function checkDate(property: Property, text: string, context: CheckContext): Checked {
  const at = readMoment(text);
  if (at === null) return refuse(property, 'INVALID_DATE', `${text} was not a valid date.`);
  if (DATE.test(text) || (isEpoch(text) && at % DAY_MS === 0))
    return { value: new Date(at).toISOString().slice(0, 10) };
  if (!context.normalizesDates)
    return refuse(property, 'INVALID_DATE', `${text} is at ${new Date(at).toISOString()}, not midnight!`);
  const midnight = Math.floor(at / DAY_MS) * DAY_MS;
  return {
    value: new Date(midnight).toISOString().slice(0, 10),
    warning: {
      category: 'PROPERTY_VALUE_NORMALIZED',
      message: `${property.name} was normalized`,
      context: { propertyName: property.name, rawValue: text, normalizedValue: String(midnight) },
    },
  };
}

function checkMoment(property: Property, text: string): Checked {
  const at = readMoment(text);
  if (at === null) return refuse(property, 'INVALID_LONG', `${text} was not a valid long.`);
  return { value: new Date(at).toISOString() };
}

function isEpoch(text: string): boolean {
  return /^-?\d+$/.test(text);
}

/** Epoch ms of a date, a moment in ISO 8601 (UTC where no offset is given) or a number of ms; null where it is none. */
export function readMoment(text: string): number | null {
  if (isEpoch(text)) return Math.abs(Number(text)) <= 8_640_000_000_000_000 ? Number(text) : null;
  if (!DATE.test(text) && !MOMENT.test(text)) return null;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || DATE.test(text);
  const at = Date.parse(hasZone ? text : `${text}Z`);
  const isReal =
    !Number.isNaN(at) && new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10) === text.slice(0, 10);
  return isReal ? at : null;
}
