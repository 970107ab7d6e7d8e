import type { CrmRecord, Field, FieldName, ObjectType, SourceName } from '../model/record.ts';
import type { RelatedRecord, StagePosition } from '../model/rule.ts';
import { domainOf } from './fold.ts';
import type { Frame } from './frame.ts';

/** A value of a pick-list and what people see for it. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Where a condition looks: one record, what is linked to it, and the frame of the run. */
export interface Place {
  readonly frame: Frame;
  readonly source: SourceName;
  readonly object: ObjectType;
  /** The deal's position; null for other objects and where it is not known. */
  readonly stage: StagePosition | null;
  field(name: FieldName): Field;
  related(object: ObjectType): readonly RelatedRecord[] | 'unknown';
  /** The values of a field with their labels, where the source has told them. */
  optionsOf(object: ObjectType, field: FieldName): readonly Option[];
  /** The stages of a pipeline in display order; empty where the source tells none. */
  stagesOf(pipelineId: string): readonly StagePosition[];
}

const notSynced: Field = { is: 'unknown', why: 'it is not synced' };

/** A field of a record by name, the email domain derived; one that the record does not carry is unknown. */
export function fieldIn(fields: CrmRecord['fields'], name: FieldName): Field {
  if (name !== 'emailDomain') return fields[name] ?? notSynced;
  const email = fields.email ?? notSynced;
  if (email.is !== 'value') return email;
  const domain = domainOf(String(email.value));
  return domain === '' ? { is: 'invalid', raw: email.raw } : { is: 'value', value: domain, raw: email.raw };
}

/** The place of a linked record, which is judged by its own fields alone. */
export function placeOfRelated(related: RelatedRecord, object: ObjectType, from: Place): Place {
  return {
    frame: from.frame,
    source: from.source,
    object,
    stage: related.stage,
    field: (name) => fieldIn(related.fields, name),
    related: () => 'unknown',
    optionsOf: (of, field) => from.optionsOf(of, field),
    stagesOf: (pipelineId) => from.stagesOf(pipelineId),
  };
}
