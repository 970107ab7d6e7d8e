import type { CrmAbility } from './backend.ts';
import type { Bench } from './bench.ts';
import type { Claim } from './claims.ts';

/** One promise of the contract; its name reads as a sentence. */
export interface Case {
  readonly name: string;
  /** Claims beside the group's own without which there is nothing to check. */
  readonly if?: readonly Claim[];
  run(bench: Bench): Promise<void>;
}

/** Cases that stand and fall with one claim of the manifest, or one ability of the CRM. */
export interface Group {
  readonly name: string;
  readonly claims: readonly Claim[];
  /** Skipped, with the reason, where the backend says that the CRM lacks it. */
  readonly ability?: CrmAbility;
  readonly cases: (bench: Pick<Bench, 'objects' | 'main'>) => readonly Case[];
  /** What must hold where the claim is not made: an unclaimed capability is an absent part. */
  readonly unclaimed?: Case;
}
