import type { CrmRecord, FieldName, ObjectType } from '../../model/record.ts';
import type { Seed } from './backend.ts';

const valuesOf: Readonly<Record<ObjectType, (number: number) => Seed['values']>> = {
  contact: (number) => ({
    firstName: 'Nora',
    lastName: `Person ${number}`,
    jobTitle: `Buyer ${number}`,
    email: `person-${number}@customer.example`,
  }),
  lead: (number) => ({
    firstName: 'Ivo',
    lastName: `Lead ${number}`,
    jobTitle: `Buyer ${number}`,
    companyName: `Customer ${number}`,
    email: `lead-${number}@customer.example`,
  }),
  company: (number) => ({ name: `Company ${number}`, domain: `company-${number}.example`, employees: String(number) }),
  deal: (number) => ({ name: `Deal ${number}`, amount: String(1000 + number), closeDate: '2026-03-01' }),
};

/** The field of each object into which a person may type any text. */
export const freeText: Readonly<Record<ObjectType, FieldName>> = {
  contact: 'jobTitle',
  lead: 'jobTitle',
  company: 'name',
  deal: 'name',
};

/** A record without anything odd. */
export function plainSeed(object: ObjectType, number: number, values: Seed['values'] = {}): Seed {
  return { object, values: { ...valuesOf[object](number), ...values } };
}

/** Several of them, numbered from 1. */
export function plainSeeds(object: ObjectType, count: number): readonly Seed[] {
  return Array.from({ length: count }, (_, index) => plainSeed(object, index + 1));
}

/** The ids of records. */
export function idsOf(records: readonly CrmRecord[]): readonly string[] {
  return records.map(({ ref }) => ref.id);
}
