import { parseField } from '../model/parse-field.ts';
import type { CrmRecord, Field, FieldName, FieldType } from '../model/record.ts';

/** Raw values of a record by canonical name, as a CRM or a form gives them; an absent one is not known. */
export type Properties = Readonly<Record<FieldName, unknown>>;

const notGiven: Field = { is: 'unknown', why: 'it is not given' };

/**
 * Makes fields of raw values that are read when a rule in code asks for them, each once. `types` names every field
 * there is; the getters hang on a prototype, so that a record costs one object and nothing else until then.
 */
export function lazyFields(types: ReadonlyMap<FieldName, FieldType>): (properties: Properties) => CrmRecord['fields'] {
  class Fields {
    readonly properties: Properties;
    readonly read: (Field | undefined)[] = [];
    constructor(properties: Properties) {
      this.properties = properties;
    }
  }
  let index = 0;
  for (const [name, type] of types) {
    const at = index++;
    Object.defineProperty(Fields.prototype, name, {
      enumerable: true,
      get(this: Fields): Field {
        const known = this.read[at];
        if (known !== undefined) return known;
        const raw = this.properties[name];
        const field = raw === undefined ? notGiven : parseField(type, raw);
        this.read[at] = field;
        return field;
      },
    });
  }
  Object.setPrototypeOf(Fields.prototype, null);
  return (properties) => new Fields(properties) as unknown as CrmRecord['fields'];
}
