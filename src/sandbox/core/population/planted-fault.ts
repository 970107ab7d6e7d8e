/** One fault that a record was given: which rule should report it, and from when to when (epoch ms). */
export interface PlantedFault {
  readonly rule: string;
  /** The field that the rule names, where it is told: a record may disagree with another CRM's in one field only. */
  readonly field?: string;
  /** Whether the fault is to be found when the records are judged at `at` (epoch ms) in the account's time zone. */
  isFoundAt(at: number): boolean;
}
