import type { FindingDraft } from '../model/finding.ts';
import type { Report, Severity, Verdict } from '../model/rule.ts';
import type { Grade, Score } from '../model/score.ts';
import type { Suppression } from '../model/suppression.ts';
import type { Fault } from './record-view.ts';
import type { Tally } from './score.ts';

/** A rule that fails, but all of whose findings are muted: it never counts, neither as a fail nor as a pass. */
export interface SuppressedVerdict {
  readonly is: 'suppressed';
  readonly reports: readonly Report[];
}

/** What suppressions took out of a result, to be shown openly beside it. */
export interface Muted {
  /** The score as it would be without suppressions. */
  readonly score: Score | null;
  readonly findings: readonly { readonly finding: FindingDraft; readonly suppression: Suppression }[];
}

/** What one rule said of a record; rules that do not apply are kept too, for explanations. */
export interface Judgement {
  readonly rule: string;
  readonly severity: Severity;
  readonly verdict: Verdict | SuppressedVerdict;
  readonly tally: Tally | null;
}

/** The result of judging one record: same input, same bytes. All but health, grade and failed is made when it is read. */
export interface Result {
  readonly health: number | null;
  readonly grade: Grade | null;
  /** Ids of the rules that have findings. */
  readonly failed: readonly string[];
  readonly judgements: readonly Judgement[];
  readonly findings: readonly FindingDraft[];
  readonly score: Score | null;
  /** Epoch ms of the next moment at which time alone could change a verdict; null for never. */
  readonly wakeAt: number | null;
  /** Rules that threw: unknown for this record, and a bug to report. */
  readonly faults: readonly Fault[];
  /** Absent where nothing is suppressed. */
  readonly muted?: Muted;
}
