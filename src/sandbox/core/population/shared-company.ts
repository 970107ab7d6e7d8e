import { COUNTRIES, type Country } from './countries.ts';
import { createFirm } from './firms.ts';
import { Draw } from './random.ts';
import type { CompanyField, CompanyPair, Side } from './shared-pair.ts';

/** What one CRM holds of a shared company, before it is spelled its way; null where it holds nothing. */
export interface CompanyFacts {
  readonly name: string;
  /** The legal form at the end of the name, empty where there is none. */
  readonly legalForm: string;
  /** Whether everybody takes the name with and without its form for the same. */
  readonly isFormOptional: boolean;
  readonly domain: string;
  readonly country: Country | null;
  readonly employees: number | null;
}

/** The legal forms that may be left out without a doubt; rarer ones, such as `sp. z o.o.`, always stand in both CRMs. */
const OPTIONAL_FORMS: ReadonlySet<string> = new Set(
  'Inc. Corp. LLC Ltd GmbH AG KG B.V. N.V. S.A. SA SAS SARL S.p.A. S.r.l. AB K.K.'.split(' '),
);

/** The longest legal form of its country that a firm's name ends with. */
function legalFormOf(name: string, country: Country): string {
  const forms = country.legalForms.filter((form) => name.endsWith(` ${form}`));
  return forms.reduce((longest, form) => (form.length > longest.length ? form : longest), '');
}

/** The other value of the field that a company's two records disagree in. */
function otherValue(field: CompanyField, facts: CompanyFacts, draw: Draw): Partial<CompanyFacts> {
  switch (field) {
    case 'name': {
      const form = facts.legalForm;
      return { name: `${facts.name.slice(0, facts.name.length - form.length)}Europe ${form}`.trim() };
    }
    case 'domain':
      return { domain: facts.domain.replace('.', '-hq.') };
    case 'country':
      return { country: draw.pick(COUNTRIES.filter((one) => one !== facts.country)) };
    case 'employees':
      return { employees: (facts.employees as number) * 2 + draw.between(5, 40) };
  }
}

/** What both CRMs hold of a shared company: the same, but for what only one of them has and for the planted disagreement. */
export function sharedCompany(seed: number, pair: CompanyPair): Readonly<Record<Side, CompanyFacts>> {
  const draw = new Draw(seed, 202, pair.number);
  const firm = createFirm(seed, pair.hubspot);
  const { drift } = pair;
  const employees = Math.round(3 * 10 ** (draw.below(3500) / 1000));
  const { name, domain, country } = firm;
  const legalForm = legalFormOf(name, country);
  const isFormOptional = OPTIONAL_FORMS.has(legalForm);
  const whole: CompanyFacts = { name, legalForm, isFormOptional, domain, country, employees };
  const isCountryIn = drawHolders(drift?.field === 'country', draw);
  const areEmployeesIn = drawHolders(drift?.field === 'employees', draw);
  const other = drift === null ? {} : otherValue(drift.field, whole, draw);
  const factsOf = (side: Side): CompanyFacts => {
    const facts = drift?.side === side ? { ...whole, ...other } : whole;
    return {
      ...facts,
      country: isCountryIn[side] ? facts.country : null,
      employees: areEmployeesIn[side] ? facts.employees : null,
    };
  };
  return { hubspot: factsOf('hubspot'), salesforce: factsOf('salesforce') };
}

/** Nine of ten values stand in both CRMs, and always the one they disagree in. */
function drawHolders(isDrift: boolean, draw: Draw): Readonly<Record<Side, boolean>> {
  const drawn = draw.below(20);
  return { hubspot: isDrift || drawn !== 0, salesforce: isDrift || drawn !== 1 };
}
