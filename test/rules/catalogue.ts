import type { Dimension, Half, RulesetName, Severity } from '../../src/model/rule.ts';

/** A rule as the catalogue decides it, built or not yet. */
export interface CatalogueRow {
  readonly id: string;
  readonly half: Half;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly set: RulesetName;
  /** The owners of failures it shares; null where it yields by field or by its inputs. */
  readonly yieldsTo: readonly string[] | null;
}

/** Rule, half, dimension, severity, the ruleset it comes with, and the rules it yields to. */
const table = `
person/unreachable               | data  | completeness | critical | recommended |
person/email-missing             | data  | completeness | medium   | recommended | person/unreachable person/email-placeholder
person/email-placeholder         | data  | validity     | high     | recommended | person/unreachable
person/email-invalid             | data  | validity     | high     | recommended | person/email-placeholder
person/email-domain-typo         | data  | validity     | medium   | recommended | person/email-invalid
person/email-disposable          | data  | validity     | high     | recommended | person/email-invalid person/email-placeholder
person/email-role                | data  | validity     | low      | recommended | person/email-invalid person/email-placeholder person/email-disposable
person/email-free-mail           | data  | validity     | low      | recommended | person/email-invalid person/email-placeholder person/email-domain-typo person/email-role
person/email-bounced             | data  | accuracy     | high     | recommended | person/email-invalid
person/name-missing              | data  | completeness | medium   | recommended | person/name-placeholder
person/name-placeholder          | data  | validity     | medium   | recommended |
person/name-format               | data  | validity     | low      | strict      | person/name-placeholder
person/phone-placeholder         | data  | validity     | low      | recommended | person/unreachable
person/phone-invalid             | data  | validity     | low      | recommended | person/phone-placeholder person/unreachable
person/title-missing             | data  | completeness | medium   | recommended |
person/country-missing           | data  | completeness | medium   | recommended |
person/country-invalid           | data  | validity     | medium   | recommended |
person/country-phone-mismatch    | data  | consistency  | low      | strict      | person/phone-invalid person/country-invalid
person/source-missing            | data  | completeness | low      | strict      |
person/owner-missing             | data  | completeness | medium   | recommended | lead/unassigned
person/owner-inactive            | data  | consistency  | high     | recommended |
person/company-missing           | data  | completeness | low      | recommended |
person/lifecycle-missing         | data  | completeness | medium   | recommended |
person/stale                     | data  | timeliness   | medium   | recommended |
person/duplicate-email           | data  | uniqueness   | high     | recommended |
person/duplicate-phone           | data  | uniqueness   | info     | strict      | person/duplicate-email
person/duplicate-name-company    | data  | uniqueness   | low      | strict      | person/duplicate-email
person/won-deal-not-customer     | data  | consistency  | medium   | recommended |
person/customer-without-won-deal | data  | consistency  | info     | strict      |
person/open-deal-early-stage     | data  | consistency  | info     | strict      |
person/lifecycle-regressed       | data  | consistency  | low      | strict      |
person/definition-unmet          | stage | stage        | medium   | recommended |
person/definition-undecided      | data  | completeness | low      | recommended | (inputs of its own)
person/hand-off-incomplete       | data  | completeness | medium   | recommended | (field by field)
person/first-response-late       | stage | stage        | high     | recommended |
person/stage-aging               | stage | stage        | medium   | recommended | person/first-response-late
person/accepted-idle             | stage | stage        | high     | recommended | person/first-response-late
person/recycle-due               | stage | stage        | medium   | recommended | person/stage-aging person/accepted-idle
person/nurture-without-next-step | stage | stage        | medium   | strict      |
person/crm-drift                 | data  | consistency  | medium   | recommended |
lead/unassigned                  | stage | stage        | high     | recommended |
lead/contact-missing             | data  | completeness | high     | recommended |
lead/qualified-without-deal      | stage | stage        | high     | recommended |
lead/disqualified-without-reason | data  | completeness | medium   | recommended |
lead/duplicate-of-contact        | data  | uniqueness   | medium   | recommended | person/duplicate-email
lead/owner-overloaded            | stage | stage        | info     | strict      |
company/name-placeholder         | data  | validity     | high     | recommended |
company/domain-missing           | data  | completeness | high     | recommended |
company/domain-invalid           | data  | validity     | medium   | recommended |
company/industry-missing         | data  | completeness | low      | recommended |
company/industry-unknown         | data  | validity     | low      | strict      |
company/size-missing             | data  | completeness | low      | recommended |
company/country-invalid          | data  | validity     | low      | recommended |
company/owner-missing            | data  | completeness | low      | recommended |
company/owner-inactive           | data  | consistency  | medium   | recommended |
company/contacts-missing         | data  | completeness | medium   | recommended |
company/duplicate-domain         | data  | uniqueness   | high     | recommended |
company/duplicate-name           | data  | uniqueness   | low      | strict      | company/duplicate-domain
company/stale                    | data  | timeliness   | low      | strict      |
company/crm-drift                | data  | consistency  | medium   | recommended |
deal/amount-missing              | data  | completeness | high     | recommended |
deal/amount-implausible          | data  | validity     | medium   | strict      |
deal/close-date-missing          | data  | completeness | high     | recommended |
deal/close-date-past             | stage | stage        | high     | recommended |
deal/close-date-pushed           | stage | stage        | medium   | recommended | deal/close-date-past
deal/close-date-too-near         | stage | stage        | low      | strict      |
deal/stage-fields-missing        | data  | completeness | medium   | recommended | (field by field)
deal/stage-aging                 | stage | stage        | high     | recommended |
deal/inactive                    | stage | stage        | medium   | recommended | deal/commit-without-activity
deal/next-step-missing           | stage | stage        | medium   | recommended |
deal/next-step-copied            | data  | validity     | low      | strict      | deal/next-step-missing
deal/contact-missing             | data  | completeness | high     | recommended |
deal/company-missing             | data  | completeness | medium   | recommended |
deal/single-threaded             | stage | stage        | low      | strict      | deal/contact-missing
deal/owner-missing               | data  | completeness | high     | recommended |
deal/owner-inactive              | data  | consistency  | high     | recommended |
deal/stage-skipped               | stage | stage        | info     | strict      |
deal/commit-without-activity     | stage | stage        | high     | recommended |
deal/close-dates-moved-in-bulk   | data  | consistency  | info     | strict      |
deal/lost-without-reason         | data  | completeness | medium   | recommended |
deal/name-pattern                | data  | validity     | low      | strict      |
deal/crm-drift                   | data  | consistency  | medium   | recommended |
`;

/** The whole catalogue, in its order. */
export const catalogue: readonly CatalogueRow[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [id, half, dimension, severity, set, owners = ''] = line.split('|').map((cell) => cell.trim());
    const yieldsTo = owners.startsWith('(') ? null : owners.split(' ').filter((owner) => owner !== '');
    return { id, half, dimension, severity, set, yieldsTo } as CatalogueRow;
  });
