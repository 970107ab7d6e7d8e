import type { ObjectName } from './population/population.ts';

/** What the controls call the objects: the words that all CRMs share. */
export const OBJECT_WORDS: Readonly<Record<ObjectName, string>> = {
  Lead: 'lead',
  Contact: 'contact',
  Account: 'company',
  Opportunity: 'deal',
};

/** The object of a word (`deal`, `company`) or of an API name, in any case; null for any other text. */
export function findObjectName(text: string): ObjectName | null {
  const wanted = text.toLowerCase();
  const found = Object.entries(OBJECT_WORDS).find(([name, word]) => word === wanted || name.toLowerCase() === wanted);
  return (found?.[0] as ObjectName | undefined) ?? null;
}
