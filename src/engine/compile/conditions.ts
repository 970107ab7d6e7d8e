import type { Condition, Conditions, FieldTest, Subject } from '../../model/condition.ts';
import type { FieldName, FieldType } from '../../model/record.ts';
import { evaluateCondition } from '../condition.ts';
import { fold } from '../fold.ts';
import type { Frame } from '../frame.ts';
import { dayOfMoment } from '../moment.ts';
import { currencyField } from '../money.ts';
import type { RecordView } from '../record-view.ts';
import type { Code } from './code.ts';
import { type Ground, truthNumber } from './ground.ts';
import type { Slot, Slots } from './slots.ts';
import { StageTables } from './stage-tables.ts';
import { TextMemo } from './text-memo.ts';
import { directTest, isAboutFewTexts } from './text-tests.ts';
import { dayWindow, type TimeWindow, windowOf } from './time-window.ts';

/** Bits that fit into a small integer. */
const mostTests = 30;

/** A variable that holds a truth. */
export interface Answer {
  readonly name: string;
  readonly yes: 0 | 1;
  readonly no: 0 | 1;
}

function isBusiness(condition: Condition): boolean {
  return 'duration' in condition && condition.duration.unit.startsWith('business');
}

/**
 * Writes conditions as program lines. Equal conditions are computed once per record, wherever they stand. What has no
 * lines of its own here (linked records, lists, histories) is asked of the interpreter.
 */
export class ConditionWriter {
  readonly slots: Slots;
  readonly #code: Code;
  readonly #ground: Ground;
  readonly #truths = new Map<string, string>();
  readonly #memos = new Map<string, { readonly tests: ((text: string) => boolean)[]; readonly bits: string }>();
  readonly #stages: StageTables;

  constructor(code: Code, slots: Slots, ground: Ground) {
    this.slots = slots;
    this.#code = code;
    this.#ground = ground;
    this.#stages = new StageTables(code, slots, ground);
  }

  /** The truth of a condition in a variable, and which numbers mean yes and no there; unknown is 2, invalid 3. */
  truth(condition: Condition, team: string | null): Answer {
    const { not, ...positive } = condition;
    const name = this.#once(JSON.stringify([isBusiness(condition) ? team : null, positive]), (variable) =>
      this.#write({ ...condition, not: false }, variable, team),
    );
    return not ? { name, yes: 0, no: 1 } : { name, yes: 1, no: 0 };
  }

  /** The truth of all of `when` and none of `unless`, in a variable of its own. */
  all(conditions: Conditions, team: string | null): string {
    return this.#once(JSON.stringify(['all', team, conditions]), (variable) =>
      this.#writeAll(conditions, variable, team),
    );
  }

  #once(key: string, write: (variable: string) => void): string {
    const code = this.#code;
    const known = this.#truths.get(key);
    const variable = known ?? code.variable(-1);
    this.#truths.set(key, variable);
    if (code.isKnown(variable)) return variable;
    if (known) {
      code.line(`if (${variable} < 0) {`);
      code.branch(() => write(variable));
      code.line('}');
    } else write(variable);
    code.know(variable);
    return variable;
  }

  #writeAll({ when, unless }: Conditions, variable: string, team: string | null): void {
    const code = this.#code;
    const label = code.label();
    code.line(`${variable} = 1;`);
    code.line(`${label}: {`);
    code.branch(() => {
      const each = [...when, ...unless.map((condition) => ({ ...condition, not: !condition.not }))];
      for (const condition of each) {
        const { name, yes, no } = this.truth(condition, team);
        code.line(`if (${name} === ${no}) { ${variable} = 0; break ${label}; }`);
        code.line(`if (${name} !== ${yes} && ${variable} !== 2) ${variable} = ${name};`);
      }
    });
    code.line('}');
  }

  #write(condition: Condition, variable: string, team: string | null): void {
    const { object, frame } = this.#ground;
    if (condition.is === 'meets' && condition.step === null) {
      const definition = frame.definitions.get(condition.definition);
      const tests = definition?.tests[object];
      const inner = tests ? this.all(tests, definition?.owner ?? null) : '2';
      this.#code.line(`${variable} = ${inner};`);
      return;
    }
    const isField = condition.is !== 'meets' && condition.is !== 'sla';
    const written = isField && condition.subject.step === null ? this.#field(condition, condition.subject, team) : null;
    this.#code.line(`${variable} = ${written ?? this.#interpreted(condition, team)};`);
  }

  #interpreted(condition: Condition, team: string | null): string {
    const ask = (view: RecordView): number => truthNumber(evaluateCondition(condition, view, team));
    return this.#code.askView(ask);
  }

  /** The truth of a comparison by the state of its field; what is no value decides by itself. */
  #when(slot: Slot, test: string): string {
    return `(${slot.state} === 1 ? (${test} ? 1 : 0) : ${slot.state})`;
  }

  #isDerived(field: FieldName): boolean {
    return this.#ground.frame.agreement.derived.some(
      (derived) => derived.object === this.#ground.object && derived.name === field,
    );
  }

  #field(test: FieldTest, subject: Subject, team: string | null): string | null {
    const { field, type } = subject;
    if (this.#isDerived(field) || type === 'boolean' || type === 'list' || type === 'visits') return null;
    if (test.is === 'filled') {
      const { state } = this.slots.read(field, type);
      return `(${state} === 3 ? 1 : ${state})`;
    }
    if (test.is === 'same as') return this.#same(field, type, test.other);
    switch (type) {
      case 'text':
        return this.#stages.truth(test, subject) ?? this.#text(test, field);
      case 'number':
        return this.#number(test, field);
      default:
        return this.#time(test, field, type, team);
    }
  }

  #same(field: FieldName, type: FieldType, other: Subject): string | null {
    if (type !== 'text' || other.type !== 'text' || other.step !== null || this.#isDerived(other.field)) return null;
    const [a, b] = [this.slots.read(field, 'text'), this.slots.read(other.field, 'text')];
    const same = this.#code.constant(isSameText);
    return `(${a.state} === 1 ? (${b.state} === 1 ? (${same}(${a.value}, ${b.value}) ? 1 : 0) : ${b.state}) : ${a.state})`;
  }

  #text(test: FieldTest, field: FieldName): string | null {
    const direct = directTest(test, this.#ground.source, this.#ground.optionsOf(this.#ground.object, field));
    if (direct === null) return null;
    const slot = this.slots.read(field, 'text');
    const memo = isAboutFewTexts(test, this.#ground.source) ? this.#memo(field, slot) : null;
    if (memo === null || memo.tests.length >= mostTests)
      return this.#when(slot, `${this.#code.constant(direct)}(${slot.value})`);
    const bit = memo.tests.push(direct) - 1;
    return `(${slot.state} === 1 ? (${memo.bits} >> ${bit}) & 1 : ${slot.state})`;
  }

  /** The answers about a field of few values, all of them in one look-up. */
  #memo(field: FieldName, slot: Slot) {
    const code = this.#code;
    const known = this.#memos.get(field);
    const tests = known?.tests ?? [];
    const memo = code.constant(known ? this.#memoOf.get(field) : this.#keepMemo(field, tests));
    const bits = this.slots.once(`bits ${field}`, 0, ({ state, value }) => {
      code.line(`${state} = 1; ${value} = ${slot.state} === 1 ? ${memo}.bits(${slot.value}) : 0;`);
    }).value;
    const made = known ?? { tests, bits };
    this.#memos.set(field, made);
    return made;
  }

  readonly #memoOf = new Map<string, TextMemo>();

  #keepMemo(field: FieldName, tests: ((text: string) => boolean)[]): TextMemo {
    const memo = new TextMemo(tests);
    this.#memoOf.set(field, memo);
    return memo;
  }

  /** An expression for whether an amount's currency is the record's; null where it always is. */
  #currency(currencies: readonly (string | null)[]): string | null {
    const { frame, types } = this.#ground;
    const code = this.#code;
    const wanted = [...new Set(currencies.flatMap((currency) => (currency === null ? [] : [fold(currency)])))];
    if (wanted.length === 0) return null;
    const own = fold(frame.agreement.currency);
    const isOwn = wanted.every((currency) => currency === own);
    if (types.get(currencyField) !== 'text') return isOwn ? null : 'false';
    const slot = this.slots.read(currencyField, 'text');
    const isWanted = (text: string): boolean => wanted.every((currency) => fold(text) === currency);
    return `(${slot.state} === 1 ? ${code.constant(isWanted)}(${slot.value}) : ${isOwn})`;
  }

  #number(test: FieldTest, field: FieldName): string | null {
    const compared = numberTest(test, this.#code);
    if (compared === null) return null;
    const slot = this.slots.read(field, 'number');
    const currency = this.#currency(compared.currencies);
    const truth = `(${compared.expression(slot.value)} ? 1 : 0)`;
    const guarded = currency === null ? truth : `(${currency} ? ${truth} : 2)`;
    return `(${slot.state} === 1 ? ${guarded} : ${slot.state})`;
  }

  #time(test: FieldTest, field: FieldName, type: 'time' | 'times', team: string | null): string | null {
    const windows = windowsOf(test, this.#ground.frame, team);
    if (windows === null) return null;
    const slot = this.slots.read(field, type);
    return this.#when(slot, windows.map((window) => this.within(slot, window)).join(' || ') || 'false');
  }

  /** An expression for whether a time lies in a window. */
  within({ value, kind }: Slot, window: TimeWindow): string {
    const between = (from: number, to: number): string => {
      const lower = from === Number.NEGATIVE_INFINITY ? null : `${value} >= ${this.#code.constant(from)}`;
      const upper = to === Number.POSITIVE_INFINITY ? null : `${value} < ${this.#code.constant(to)}`;
      return [lower, upper].filter((part) => part !== null).join(' && ') || 'true';
    };
    return `(${kind} === 1 ? ${between(window.fromDayMs, window.toDayMs)} : ${between(window.fromMs, window.toMs)})`;
  }
}

function isSameText(a: string, b: string): boolean {
  return a === b || fold(a) === fold(b);
}

function windowsOf(test: FieldTest, frame: Frame, team: string | null): readonly TimeWindow[] | null {
  switch (test.is) {
    case 'in the last':
    case 'in the next':
    case 'older than':
    case 'before':
    case 'after':
    case 'between days':
    case 'in the past':
    case 'in the future':
      return [windowOf(test, frame, team)];
    case 'one of':
      if (test.match.of !== 'moments') return null;
      return test.match.values.map((moment) => dayWindow(dayOfMoment(moment, frame.today), frame));
    default:
      return null;
  }
}

function numberTest(test: FieldTest, code: Code) {
  const operators = { 'more than': '>', 'less than': '<', 'at least': '>=', 'at most': '<=' } as const;
  switch (test.is) {
    case 'more than':
    case 'less than':
    case 'at least':
    case 'at most': {
      const bound = code.constant(test.amount.value);
      return {
        currencies: [test.amount.currency],
        expression: (value: string) => `${value} ${operators[test.is]} ${bound}`,
      };
    }
    case 'between': {
      const [from, to] = [code.constant(test.from.value), code.constant(test.to.value)];
      return {
        currencies: [test.from.currency, test.to.currency],
        expression: (value: string) => `${value} >= ${from} && ${value} <= ${to}`,
      };
    }
    case 'one of': {
      if (test.match.of !== 'numbers') return null;
      const values = test.match.values.map((amount) => code.constant(amount.value));
      return {
        currencies: test.match.values.map((amount) => amount.currency),
        expression: (value: string) => values.map((wanted) => `${value} === ${wanted}`).join(' || ') || 'false',
      };
    }
    default:
      return null;
  }
}
