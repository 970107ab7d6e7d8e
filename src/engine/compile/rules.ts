import type { OwnCheck, OwnRule } from '../../model/agreement.ts';
import type { Condition } from '../../model/condition.ts';
import type { Verdict } from '../../model/rule.ts';
import { type RecordView, RuleScene } from '../record-view.ts';
import type { SetRule } from '../ruleset.ts';
import { weightUnits } from '../score.ts';
import { settlementOf } from '../settle.ts';
import type { Code } from './code.ts';
import type { ConditionWriter } from './conditions.ts';
import { withoutTaken } from './taken.ts';
import { graceWindow } from './time-window.ts';
import { rulesPerWord } from './words.ts';

/** The variables of one rule: its bit, the words it is noted in, the sums of its half. */
interface Marks {
  readonly bit: number;
  readonly word: number;
  readonly half: 0 | 1;
  readonly weight: number;
}

function marksOf(set: SetRule, index: number): Marks {
  return {
    bit: 1 << (index % rulesPerWord),
    word: Math.floor(index / rulesPerWord),
    half: set.half === 'data' ? 0 : 1,
    weight: weightUnits(set.weight),
  };
}

/**
 * Writes rules as program lines. Sums begin with all weights, so that a rule that passes costs nothing; failed (f),
 * not applicable (a) and unknown (u) rules are bits.
 */
export class RuleWriter {
  readonly #code: Code;
  readonly #conditions: ConditionWriter;
  readonly #view: RecordView;
  readonly #rules: readonly SetRule[];

  constructor(code: Code, conditions: ConditionWriter, view: RecordView, rules: readonly SetRule[]) {
    this.#code = code;
    this.#conditions = conditions;
    this.#view = view;
    this.#rules = rules;
  }

  write(set: SetRule, index: number): void {
    const code = this.#code;
    const marks = marksOf(set, index);
    const end = code.label();
    code.line(`${end}: {`);
    this.#yields(set, marks, end);
    if (set.judge.is === 'own' && set.yieldsTo.length + set.exceptions.length === 0 && set.judge.own.grace === null) {
      // What the first condition reads is read on every way, and known to all rules that follow.
      this.#own(set, set.judge.own, set.judge.check, marks, end);
    } else
      code.branch(() => {
        this.#exceptions(set, marks, end);
        if (set.judge.is === 'code') this.#fromCode(set, index, marks, end);
        else this.#own(set, set.judge.own, set.judge.check, marks, end);
      });
    code.line('}');
  }

  #absent({ bit, word, half, weight }: Marks, end: string): string {
    return `{ p${half} -= ${weight}; a${word} |= ${bit}; break ${end}; }`;
  }

  #unknown({ bit, word, half, weight }: Marks, end: string): string {
    return `{ p${half} -= ${weight}; q += ${weight}; u${word} |= ${bit}; break ${end}; }`;
  }

  #yields(set: SetRule, marks: Marks, end: string): void {
    const masks = new Map<number, number>();
    for (const owner of set.yieldsTo) {
      const word = Math.floor(owner / rulesPerWord);
      masks.set(word, (masks.get(word) ?? 0) | (1 << (owner % rulesPerWord)));
    }
    for (const [word, mask] of masks) this.#code.line(`if ((f${word} & ${mask}) !== 0) ${this.#absent(marks, end)}`);
  }

  #exceptions(set: SetRule, marks: Marks, end: string): void {
    const { today } = this.#view.frame;
    for (const { where, until } of set.exceptions) {
      const conditions = where[this.#view.object];
      if (!conditions || until < today) continue;
      const truth = this.#conditions.all({ when: conditions, unless: [] }, null);
      this.#code.line(`if (${truth} === 1) ${this.#absent(marks, end)}`);
    }
  }

  #grace(own: OwnRule, marks: Marks, end: string): void {
    if (own.grace === null) return;
    const slot = this.#conditions.slots.read('createdAt', 'time');
    const young = this.#conditions.within(slot, graceWindow(own.grace, this.#view.frame, own.owner));
    this.#code.line(`if (${slot.state} === 1 && ${young}) ${this.#absent(marks, end)}`);
  }

  #own(set: SetRule, own: OwnRule, check: OwnCheck, marks: Marks, end: string): void {
    const code = this.#code;
    this.#grace(own, marks, end);
    const first = check.when[0] ?? check.unless[0] ?? check.check[0];
    if (first) this.#conditions.truth(first, own.owner);
    const known = code.mark();
    const unless = check.unless.map((condition) => ({ ...condition, not: !condition.not }));
    const critical = set.severity === 'critical' ? ` c |= ${marks.half + 1};` : '';
    const failed = `{ f${marks.word} |= ${marks.bit}; x${marks.half} += ${marks.weight * 100};${critical} break ${end}; }`;
    this.#ask([...check.when, ...unless], own.owner, this.#absent(marks, end), marks, end);
    this.#ask(check.check, own.owner, failed, marks, end);
    code.goBack(known);
  }

  /** Asks that all conditions hold; goes `otherwise` where one does not, and leaves the rule where that is not decided. */
  #ask(conditions: readonly Condition[], team: string | null, otherwise: string, marks: Marks, end: string): void {
    const code = this.#code;
    const [only, ...others] = conditions;
    if (only === undefined) return;
    const unknown = this.#unknown(marks, end);
    const absent = this.#absent(marks, end);
    if (others.length === 0) {
      const { name, yes, no } = this.#conditions.truth(only, team);
      const undecided = otherwise === absent ? absent : `{ if (${name} === ${no}) ${otherwise} ${absent} }`;
      code.line(`if (${name} !== ${yes}) { if (${name} === 2) ${unknown} ${undecided} }`);
      return;
    }
    const open = code.variable(0);
    for (const condition of conditions) {
      const { name, yes, no } = this.#conditions.truth(condition, team);
      code.line(
        `if (${name} !== ${yes}) { if (${name} === ${no}) ${otherwise} if (${open} !== 2) ${open} = ${name}; }`,
      );
    }
    code.line(`if (${open} === 2) ${unknown}`);
    code.line(`if (${open} === 3) ${absent}`);
  }

  #fromCode(set: SetRule, index: number, marks: Marks, end: string): void {
    if (set.judge.is !== 'code') return;
    const code = this.#code;
    const { rule, setting } = set.judge;
    const scene = new RuleScene(this.#view, setting.options);
    const ask = (view: RecordView): Verdict => {
      try {
        return rule.check(view.record, scene);
      } catch (error) {
        return view.fault(set.id, error);
      }
    };
    code.line(`let y = ${code.askView(ask)};`);
    if (set.yieldsPerField)
      code.line(`y = ${code.constant(withoutTaken(this.#rules, index))}(y, V, [${this.#words('f')}]);`);
    code.line(`if (y.is !== 'pass') {`);
    code.line(`if (y.is === 'not applicable') ${this.#absent(marks, end)}`);
    code.line(`if (V === null) V = []; V[${index}] = y;`);
    code.line(`if (y.is === 'unknown') ${this.#unknown(marks, end)}`);
    code.line(`const s = ${code.constant(settlementOf(set, this.#view.frame.agreement.scoring))}(y);`);
    code.line(`p${marks.half} += s.weight - ${marks.weight}; x${marks.half} += s.lost;`);
    code.line(`if (s.hasReports) f${marks.word} |= ${marks.bit}; if (s.isFailedCritical) c |= ${marks.half + 1};`);
    code.line('}');
  }

  #words(letter: string): string {
    const count = Math.max(1, Math.ceil(this.#rules.length / rulesPerWord));
    return Array.from({ length: count }, (_, word) => `${letter}${word}`).join(', ');
  }
}
