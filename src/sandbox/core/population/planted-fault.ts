/** One fault that a record was given: which rule should report it, and from when to when (epoch ms). */
export interface PlantedFault {
  readonly rule: string;
  /** Whether the fault is to be found when the records are judged at `at` (epoch ms) in the account's time zone. */
  isFoundAt(at: number): boolean;
}
