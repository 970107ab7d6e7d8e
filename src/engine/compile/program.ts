import type { CrmRecord } from '../../model/record.ts';
import type { Properties } from '../lazy-fields.ts';
import type { RecordView } from '../record-view.ts';
import type { SetRule } from '../ruleset.ts';
import { weightUnits } from '../score.ts';
import type { Neighbours } from '../surroundings.ts';
import { Code } from './code.ts';
import { ConditionWriter } from './conditions.ts';
import type { Ground } from './ground.ts';
import { Judged } from './judged.ts';
import { RuleWriter } from './rules.ts';
import type { Sheet } from './sheet.ts';
import { type Form, Slots } from './slots.ts';
import { rulesPerWord } from './words.ts';

/** Judges one record; null where it is out of scope. R is the record's raw values or its fields, by the form. */
export type Judge = (
  values: Properties | CrmRecord['fields'],
  view: RecordView,
  record: CrmRecord | null,
  neighbours: Neighbours | null,
) => Judged | null;

/** A program and the text it was made of, which tests search for words of the agreement. */
export interface Program {
  readonly text: string;
  readonly judge: Judge;
}

function openSums(code: Code, rules: readonly SetRule[], words: number): void {
  const total = (half: SetRule['half']): number =>
    rules.filter((set) => set.half === half).reduce((sum, set) => sum + weightUnits(set.weight), 0);
  code.line(`let p0 = ${total('data')}, p1 = ${total('stage')}, x0 = 0, x1 = 0, q = 0, c = 0, V = null;`);
  for (let word = 0; word < words; word++) code.line(`let f${word} = 0, a${word} = 0, u${word} = 0;`);
}

function writeScope(code: Code, conditions: ConditionWriter, ground: Ground): void {
  const scope = ground.frame.agreement.scope[ground.object];
  if (!scope || scope.when.length + scope.unless.length === 0) return;
  code.line(`if (${conditions.all(scope, null)} === 0) return null;`);
}

/** Compiles the rules of an object for one source and one form of record. */
export function compileProgram(sheet: Sheet, ground: Ground, view: RecordView, form: Form): Program {
  const { rules } = sheet;
  const code = new Code();
  const slots = new Slots(code, form, ground.frame);
  const conditions = new ConditionWriter(code, slots, ground);
  const words = Math.max(1, Math.ceil(rules.length / rulesPerWord));
  const writer = new RuleWriter(code, conditions, view, rules);
  writeScope(code, conditions, ground);
  openSums(code, rules, words);
  rules.forEach((set, index) => {
    writer.write(set, index);
  });
  const rest = Array.from({ length: words - 1 }, (_, word) => `f${word + 1}, a${word + 1}, u${word + 1}`).join(', ');
  code.line(
    `return new ${code.constant(Judged)}(${code.constant(sheet)}, W, R, M, N, f0, a0, u0, ${rest === '' ? 'null' : `[${rest}]`}, V, p0, x0, p1, x1, q, c, ${code.usesView ? 'W.faults' : 'null'});`,
  );
  return { text: code.text, judge: code.build<Judge>() };
}
