import type { FindingDraft } from '../../model/finding.ts';
import type { CrmRecord } from '../../model/record.ts';
import { type Half, notApplicable, pass, type Report, unknown, type Verdict } from '../../model/rule.ts';
import type { Grade, HalfScore, Score } from '../../model/score.ts';
import { whyUndecided } from '../condition.ts';
import { interpolate } from '../interpolate.ts';
import type { Properties } from '../lazy-fields.ts';
import type { Fault, RecordView } from '../record-view.ts';
import type { Judgement, Result } from '../result.ts';
import type { SetRule } from '../ruleset.ts';
import {
  closeHalf,
  closeScore,
  gradeOf,
  healthOf,
  leastCoverage,
  ledgerLine,
  percentOf,
  scoreRecord,
  type Tally,
} from '../score.ts';
import { gravest, reportsOf, severityOf, tallyOf } from '../settle.ts';
import type { Neighbours } from '../surroundings.ts';
import { fillTemplate } from '../template.ts';
import { wakeOf } from '../wake.ts';
import type { Sheet } from './sheet.ts';
import { rulesPerWord } from './words.ts';

/** Sets of failed rules whose list is kept: most records of a CRM fail in one of a few ways. */
const mostKnown = 5000;

type OwnJudge = Extract<SetRule['judge'], { is: 'own' }>;
type CodeJudge = Extract<SetRule['judge'], { is: 'code' }>;

/**
 * What a program found of one record: sums and bits. Score, ledger, findings and reasons are made of them when they
 * are read, so a record that nobody asks about costs its sums alone. The record must not change meanwhile.
 */
export class Judged implements Result {
  readonly #sheet: Sheet;
  readonly #view: RecordView;
  readonly #values: Properties | CrmRecord['fields'];
  readonly #record: CrmRecord | null;
  readonly #neighbours: Neighbours | null;
  readonly #failed: number;
  readonly #absent: number;
  readonly #unknown: number;
  readonly #rest: readonly number[] | null;
  readonly #verdicts: readonly (Verdict | undefined)[] | null;
  readonly #dataKnown: number;
  readonly #dataLost: number;
  readonly #stageKnown: number;
  readonly #stageLost: number;
  readonly #unknownWeight: number;
  readonly #critical: number;
  readonly #faults: readonly Fault[] | null;

  constructor(
    sheet: Sheet,
    view: RecordView,
    values: Properties | CrmRecord['fields'],
    record: CrmRecord | null,
    neighbours: Neighbours | null,
    failed: number,
    absent: number,
    unknown: number,
    rest: readonly number[] | null,
    verdicts: readonly (Verdict | undefined)[] | null,
    dataKnown: number,
    dataLost: number,
    stageKnown: number,
    stageLost: number,
    unknownWeight: number,
    critical: number,
    faults: readonly Fault[] | null,
  ) {
    this.#sheet = sheet;
    this.#view = view;
    this.#values = values;
    this.#record = record;
    this.#neighbours = neighbours;
    this.#failed = failed;
    this.#absent = absent;
    this.#unknown = unknown;
    this.#rest = rest;
    this.#verdicts = verdicts;
    this.#dataKnown = dataKnown;
    this.#dataLost = dataLost;
    this.#stageKnown = stageKnown;
    this.#stageLost = stageLost;
    this.#unknownWeight = unknownWeight;
    this.#critical = critical;
    this.#faults = faults;
  }

  /** The health score alone, without the ledger. */
  get health(): number | null {
    const { scoring, object } = this.#sheet;
    const known = this.#dataKnown + this.#stageKnown;
    const applicable = known + this.#unknownWeight;
    if (applicable === 0 || known / applicable < leastCoverage) return null;
    const cap = scoring.criticalCapsScoreAt;
    let data = percentOf(this.#dataKnown, this.#dataLost);
    let stage = scoring.health[object].stage > 0 ? percentOf(this.#stageKnown, this.#stageLost) : null;
    if (data !== null && (this.#critical & 1) !== 0) data = Math.min(data, cap);
    if (stage !== null && (this.#critical & 2) !== 0) stage = Math.min(stage, cap);
    return healthOf(data, stage, scoring.health[object], this.#critical === 0 ? null : cap);
  }

  get grade(): Grade | null {
    const { health } = this;
    return health === null ? null : gradeOf(health, this.#sheet.scoring.grades);
  }

  /** The ids of the rules that have something to report, in the order of judging. */
  get failed(): readonly string[] {
    const { known } = this.#sheet;
    if (this.#rest !== null) return Object.freeze(this.#listFailed());
    let ids = known.get(this.#failed);
    if (ids === undefined) {
      ids = Object.freeze(this.#listFailed());
      if (known.size < mostKnown) known.set(this.#failed, ids);
    }
    return ids;
  }

  #listFailed(): string[] {
    const ids: string[] = [];
    const words = this.#words;
    for (let word = 0; word < words; word++) {
      for (let bits = this.#wordOf(0, word); bits !== 0; bits &= bits - 1)
        ids.push(this.#sheet.rules[word * rulesPerWord + 31 - Math.clz32(bits & -bits)]!.id);
    }
    return ids;
  }

  get score(): Score | null {
    const { object, scoring } = this.#sheet;
    if (this.#verdicts !== null) return scoreRecord(object, this.#tallies(), scoring);
    const known = this.#dataKnown + this.#stageKnown;
    const weights = { known, applicable: known + this.#unknownWeight };
    if (weights.applicable === 0) return null;
    const data = this.#half('data');
    const stage = scoring.health[object].stage > 0 ? this.#half('stage') : null;
    const failedCritical = { data: (this.#critical & 1) !== 0, stage: (this.#critical & 2) !== 0 };
    return closeScore(object, data, stage, weights, failedCritical, scoring);
  }

  /** One half where all rules passed, failed or did not apply: all weights, less those of the bits. */
  #half(half: Half): HalfScore | null {
    const { halves, weights, rules, isData, dimension, scoring } = this.#sheet;
    const possible = half === 'data' ? this.#dataKnown : this.#stageKnown;
    if (possible === 0) return null;
    const lostSum = half === 'data' ? this.#dataLost : this.#stageLost;
    const { sums, possibleBy } = halves[half];
    sums.possible = possible;
    sums.lost = lostSum;
    sums.hasFailedCritical = (this.#critical & (half === 'data' ? 1 : 2)) !== 0;
    for (let index = 0; index < possibleBy.length; index++) {
      sums.possibleBy[index] = possibleBy[index]!;
      sums.lostBy[index] = 0;
    }
    const lines: HalfScore['lost'][number][] = [];
    const wantsData = half === 'data' ? 1 : 0;
    const words = this.#words;
    for (let word = 0; word < words; word++) {
      for (let bits = this.#wordOf(1, word) | this.#wordOf(2, word); bits !== 0; bits &= bits - 1) {
        const index = word * rulesPerWord + 31 - Math.clz32(bits & -bits);
        if (isData[index] === wantsData) sums.possibleBy[dimension[index]!]! -= weights[index]!;
      }
      for (let bits = this.#wordOf(0, word); bits !== 0; bits &= bits - 1) {
        const index = word * rulesPerWord + 31 - Math.clz32(bits & -bits);
        if (isData[index] !== wantsData || weights[index] === 0) continue;
        const lost = weights[index]! * 100;
        sums.lostBy[dimension[index]!]! += lost;
        lines.push(ledgerLine(rules[index]!.id, lost, possible));
      }
    }
    return closeHalf(half, sums, lines, scoring);
  }

  #tallies(): readonly Tally[] {
    const tallies: Tally[] = [];
    for (let index = 0; index < this.#sheet.rules.length; index++) {
      const tally = this.#tally(index);
      if (tally !== null) tallies.push(tally);
    }
    return tallies;
  }

  get #words(): number {
    return this.#rest === null ? 1 : 1 + this.#rest.length / 3;
  }

  get findings(): readonly FindingDraft[] {
    const findings: FindingDraft[] = [];
    const { rules } = this.#sheet;
    const words = this.#words;
    for (let word = 0; word < words; word++) {
      for (let bits = this.#wordOf(0, word); bits !== 0; bits &= bits - 1) {
        const index = word * rulesPerWord + 31 - Math.clz32(bits & -bits);
        const set = rules[index]!;
        if (set.judge.is === 'own') findings.push(this.#ownFinding(set, set.judge));
        else for (const report of reportsOf(this.#verdict(index))) findings.push(draft(set, set.judge, report));
      }
    }
    return findings;
  }

  get judgements(): readonly Judgement[] {
    return this.#sheet.rules.map((set, index) => {
      const verdict = this.#verdict(index);
      const severity = gravest(reportsOf(verdict), set.severity);
      return { rule: set.id, severity, verdict, tally: this.#tally(index) };
    });
  }

  get wakeAt(): number | null {
    return this.#wake().at;
  }

  /** Rules that threw: unknown for this record, and a bug to report. */
  get faults(): readonly Fault[] {
    const late = this.#wake().faults;
    const known = new Set(this.#faults?.map(({ rule }) => rule));
    return [...(this.#faults ?? []), ...late.filter(({ rule }) => !known.has(rule))];
  }

  #wake(): { readonly at: number | null; readonly faults: readonly Fault[] } {
    const view = this.#enter();
    view.faults = null;
    const at = wakeOf(this.#sheet.rules, view);
    return { at, faults: view.faults ?? [] };
  }

  /** Turns the view back to this record. */
  #enter(): RecordView {
    if (this.#view.values === this.#values && this.#view.neighbours === this.#neighbours) return this.#view;
    this.#view.turn(this.#values, this.#record, this.#neighbours);
    return this.#view;
  }

  #wordOf(kind: 0 | 1 | 2, word: number): number {
    if (word > 0) return this.#rest![(word - 1) * 3 + kind]!;
    return kind === 0 ? this.#failed : kind === 1 ? this.#absent : this.#unknown;
  }

  #has(kind: 0 | 1 | 2, index: number): boolean {
    const bits = this.#wordOf(kind, index < rulesPerWord ? 0 : Math.floor(index / rulesPerWord));
    return (bits & (1 << (index % rulesPerWord))) !== 0;
  }

  #tally(index: number): Tally | null {
    if (this.#has(1, index)) return null;
    const { tallies, rules, scoring } = this.#sheet;
    const verdict = this.#verdicts?.[index];
    if (verdict !== undefined) return tallyOf(rules[index]!, verdict, scoring);
    const known = tallies[index]!;
    return this.#has(0, index) ? known.fail : this.#has(2, index) ? known.unknown : known.pass;
  }

  #verdict(index: number): Verdict {
    const told = this.#verdicts?.[index];
    if (this.#has(1, index)) return notApplicable;
    if (told !== undefined) return told;
    const set = this.#sheet.rules[index]!;
    if (set.judge.is === 'code') return pass;
    if (this.#has(0, index))
      return {
        is: 'fail',
        reports: [{ messageId: 'says', ...(set.judge.field === null ? {} : { field: set.judge.field }) }],
      };
    return this.#has(2, index) ? unknown(this.#why(set)) : pass;
  }

  #why(set: SetRule): string {
    if (set.judge.is === 'code') return '';
    const { own, check } = set.judge;
    const view = this.#enter();
    const label = (name: string): string => view.around.label(name);
    const reasons = [[...check.when, ...check.unless], check.check].map((conditions) =>
      whyUndecided(conditions, view, own.owner, label),
    );
    return reasons.find((known) => known.length > 0)?.join('; ') ?? 'what it rests on is not known';
  }

  #ownFinding(set: SetRule, judge: OwnJudge): FindingDraft {
    const { says, fix } = judge;
    return {
      rule: set.id,
      field: judge.field,
      severity: set.severity,
      message: typeof says === 'string' ? says : fillTemplate(says, this.#enter()),
      remedy: typeof fix === 'string' ? fix : fillTemplate(fix, this.#enter()),
    };
  }
}

function draft(set: SetRule, { rule, setting }: CodeJudge, report: Report): FindingDraft {
  const { meta } = rule;
  const data = report.data ?? {};
  return {
    rule: set.id,
    field: report.field ?? null,
    severity: severityOf(report, set.severity),
    message: interpolate(meta.messages[report.messageId] ?? report.messageId, data),
    remedy: setting.fix ?? interpolate(meta.docs.remedy, data),
  };
}
