import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { judgeAddress } from '../checks/address-rule.ts';
import { roleLocals, untagged } from '../checks/email.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** More local parts that belong to a role. */
  readonly also: readonly string[];
  /** Local parts that are fine here. */
  readonly allow: readonly string[];
}

/** An address of a department, not of a person. */
export const emailRole = defineRule<Options>({
  meta: {
    id: 'person/email-role',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: ['person/email-invalid', 'person/email-placeholder', 'person/email-disposable'],
    options: z.strictObject({ also: wordsOption, allow: wordsOption }),
    messages: { role: 'Email "{{email}}" belongs to a role ("{{role}}"), not to a person.' },
    docs: {
      summary: 'An email belongs to a person, not to a role such as info or sales.',
      why: "Nobody in particular reads it; replies, consent and opens cannot be told to be this person's.",
      remedy: 'Find the personal email of this person.',
      flag: 'Role email',
    },
    examples: {
      passes: [
        { title: 'a personal address', object: 'contact', fields: {} },
        { title: 'no address', object: 'contact', fields: { email: null } },
        {
          title: 'a role only as part of a name',
          object: 'lead',
          fields: { email: 'infogrames@kettler-maschinen.de' },
        },
      ],
      fails: [
        { title: 'info', object: 'contact', fields: { email: 'info@kettler-maschinen.de' } },
        { title: 'sales with a tag', object: 'lead', fields: { email: 'sales+fair@kettler-maschinen.de' } },
        { title: 'a German role', object: 'contact', fields: { email: 'Vertrieb@kettler-maschinen.de' } },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [] }),
  check: (record, ctx) =>
    judgeAddress(record, ctx, (address, email) => {
      const role = untagged(address.local);
      const { also, allow } = ctx.options;
      if ((!roleLocals.has(role) && !isListed(role, also)) || isListed(role, allow)) return pass;
      return fail({ messageId: 'role', field: 'email', data: { email, role } });
    }),
});
