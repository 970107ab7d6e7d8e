import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import { fail, pass, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, foundIn, presenceOf, unknownBecause } from './field.ts';

/** Asks that a field is filled; the report `missing` carries what was found instead, for the message. */
export function requireField(record: CrmRecord, ctx: RuleContext<unknown>, name: FieldName): Verdict {
  const field = fieldOf(record, name);
  switch (presenceOf(field)) {
    case 'filled':
      return pass;
    case 'unknown':
      return unknownBecause(name, record, ctx);
    case 'blank':
      return fail({ messageId: 'missing', field: name, data: { found: foundIn(field) } });
  }
}
