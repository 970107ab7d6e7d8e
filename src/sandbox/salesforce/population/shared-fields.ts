import type { Country } from '../../core/population/countries.ts';
import { Draw } from '../../core/population/random.ts';
import type { CompanyFacts } from '../../core/population/shared-company.ts';
import type { PersonFacts } from '../../core/population/shared-person.ts';
import type { Fields } from './person-values.ts';

/** Fills fields, and empties those that are given as null. */
function fill(fields: Fields, values: Readonly<Record<string, string | number | null>>): Fields {
  const filled = { ...fields };
  for (const [name, value] of Object.entries(values)) {
    if (value === null) delete filled[name];
    else filled[name] = value;
  }
  return filled;
}

/** A country as a text field of this organization holds it: imports left codes, people type names. */
function countryText(country: Country | null, draw: Draw): string | null {
  const isCode = draw.chance(35);
  return country === null ? null : isCode ? country.code : country.label;
}

/** The same address in other letters: Salesforce keeps capitals as they were typed. */
function emailText(email: string, draw: Draw): string {
  if (!draw.chance(12)) return email;
  return email.replace(/(^|[._@])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** The same number, in a few records with an extension behind it. */
function phoneText(phone: string | null, draw: Draw): string | null {
  const extension = draw.chance(6) ? ` ext. ${draw.between(2, 499)}` : '';
  return phone === null ? null : phone + extension;
}

function personValues(facts: PersonFacts, countryField: string, draw: Draw) {
  return {
    Email: emailText(facts.email, draw),
    FirstName: facts.firstName,
    LastName: facts.lastName,
    Name: `${facts.firstName} ${facts.lastName}`,
    Phone: phoneText(facts.phone, draw),
    // What was drawn is a number of the country of somebody else.
    MobilePhone: null,
    Title: facts.jobTitle,
    [countryField]: countryText(facts.country, draw),
  };
}

/** A lead that HubSpot has as a contact: with the values both hold, as Salesforce spells them. */
export function shareLead(fields: Fields, facts: PersonFacts, number: number): Fields {
  return fill(fields, { ...personValues(facts, 'Country', new Draw(204, number)), Company: facts.companyName });
}

/** A contact that HubSpot has too. */
export function shareContact(fields: Fields, facts: PersonFacts, number: number): Fields {
  return fill(fields, personValues(facts, 'MailingCountry', new Draw(205, number)));
}

/** An account that HubSpot has as a company; in some the legal form is left out of the name. */
export function shareAccount(fields: Fields, facts: CompanyFacts, number: number): Fields {
  const draw = new Draw(206, number);
  const form = facts.legalForm;
  const isBare = draw.chance(30) && facts.isFormOptional;
  return fill(fields, {
    Name: isBare ? facts.name.slice(0, facts.name.length - form.length).trim() : facts.name,
    Website: draw.pick([`https://www.${facts.domain}`, `http://${facts.domain}/`, `www.${facts.domain}`, facts.domain]),
    BillingCountry: countryText(facts.country, draw),
    NumberOfEmployees: facts.employees,
  });
}
