import { z } from 'zod';
import { makeId } from '../ids.ts';
import { findObjectName } from '../object-words.ts';
import type { ObjectName } from '../population/population.ts';
import { makeField } from './field.ts';
import type { Schema } from './schema.ts';

/** A record type as an admin makes one: which values of the object's stage or status picklist it offers. */
export const recordTypeSchema = z.strictObject({
  object: z.string(),
  developerName: z.string().regex(/^[A-Za-z]\w*$/),
  name: z.string().min(1).optional(),
  /** Values of StageName or Status; all where left out. */
  values: z.array(z.string()).optional(),
  /** Whether the profile of the app's user offers it for new records. */
  available: z.boolean().default(true),
});

/** A record type of the organization. */
export interface RecordType {
  readonly id: string;
  /** The sales or lead process behind it, which holds the values. */
  readonly processId: string;
  readonly object: ObjectName;
  readonly developerName: string;
  readonly name: string;
  readonly values: readonly string[] | null;
  readonly available: boolean;
}

/** The field whose values the process of a record type narrows. */
export const PROCESS_FIELDS: Readonly<Partial<Record<ObjectName, string>>> = {
  Opportunity: 'StageName',
  Lead: 'Status',
};

/** The record types of an organization, none at first. */
export class RecordTypes {
  private readonly types: RecordType[] = [];
  private readonly schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  list(): readonly RecordType[] {
    return this.types;
  }

  of(object: string): readonly RecordType[] {
    return this.types.filter((type) => type.object === object);
  }

  /** Makes one. Salesforce: an object has the field RecordTypeId only once it has a record type. */
  add(asked: z.infer<typeof recordTypeSchema>): RecordType {
    const object = findObjectName(asked.object);
    if (object === null) throw new RangeError(`object: there is no ${asked.object}.`);
    const number = this.types.length + 1;
    const type: RecordType = {
      id: makeId('012', number),
      processId: makeId('019', number),
      object,
      developerName: asked.developerName,
      name: asked.name ?? asked.developerName.replaceAll('_', ' '),
      values: asked.values ?? null,
      available: asked.available,
    };
    this.types.push(type);
    const field = { name: 'RecordTypeId', label: 'Record Type ID', type: 'reference' } as const;
    const reference = { referenceTo: ['RecordType'], relationshipName: 'RecordType' };
    this.schema.put(this.schema.get(object), makeField({ ...field, ...reference }));
    return type;
  }
}
