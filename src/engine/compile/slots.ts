import type { FieldName, FieldType } from '../../model/record.ts';
import { scanNumber } from '../../model/scan-number.ts';
import { scannedMs, scanTime } from '../../model/scan-time.ts';
import { domainOf } from '../fold.ts';
import type { Frame } from '../frame.ts';
import type { Code } from './code.ts';
import * as fields from './field-states.ts';

/** What R is: raw values by name, or parsed fields by name. */
export type Form = 'raw' | 'fields';

/** The variables of a field that is read: its state, its value, and for times whether it is a date (1) or instant (2). */
export interface Slot {
  readonly state: string;
  readonly value: string;
  readonly kind: string;
}

type Reader = (slot: Slot, name: string) => void;

/**
 * Reads each field once, where it is first asked for. The lines stand at that place; where it may have been passed by
 * they are asked again, behind a test.
 */
export class Slots {
  readonly #code: Code;
  readonly #form: Form;
  readonly #frame: Frame;
  readonly #slots = new Map<string, Slot>();

  constructor(code: Code, form: Form, frame: Frame) {
    this.#code = code;
    this.#form = form;
    this.#frame = frame;
  }

  /** The slot of a field as a type that programs read themselves. */
  read(field: FieldName, type: Extract<FieldType, 'text' | 'number' | 'time' | 'times'>): Slot {
    if (field === 'emailDomain' && type === 'text') return this.#domain();
    const readers = { text: this.#text, number: this.#number, time: this.#time, times: this.#times } as const;
    const reader: Reader = readers[type].bind(this);
    return this.once(`${type} ${field}`, type === 'text' ? 'text' : 0, (slot) =>
      reader(slot, this.#code.constant(field)),
    );
  }

  /** A slot whose lines are written where it is first needed. */
  once(key: string, initial: number | 'text', write: (slot: Slot) => void): Slot {
    const code = this.#code;
    const known = this.#slots.get(key);
    const slot = known ?? { state: code.variable(-1), value: code.variable(initial), kind: code.variable(0) };
    this.#slots.set(key, slot);
    if (code.isKnown(slot.state)) return slot;
    if (known) {
      code.line(`if (${slot.state} < 0) {`);
      code.branch(() => write(slot));
      code.line('}');
    } else write(slot);
    code.know(slot.state);
    return slot;
  }

  #open(slot: Slot, name: string, read: (field: string) => void): void {
    const code = this.#code;
    const state = code.constant(fields.stateOf);
    code.line(`{ const f = R[${name}];`);
    code.line(`if (f === undefined) ${slot.state} = ${fields.states.unknown};`);
    code.line(`else if (f.is === 'value') {`);
    read('f.value');
    code.line(`} else ${slot.state} = ${state}(f.is); }`);
  }

  #text(slot: Slot, name: string): void {
    const code = this.#code;
    const { state, value } = slot;
    if (this.#form === 'fields') {
      this.#open(slot, name, (read) => {
        code.line(`const x = ${read};`);
        code.line(`if (typeof x === 'string') { ${value} = x; ${state} = 1; }`);
        code.line(`else { ${state} = ${code.constant(fields.oddness)}(x); if (${state} === 1) ${value} = String(x); }`);
      });
      return;
    }
    code.line(`{ const x = R[${name}];`);
    code.line(`if (typeof x === 'string') { ${value} = x;`);
    code.line(`if (x.length === 0) ${state} = 0; else { const c = x.charCodeAt(0);`);
    code.line(`${state} = c > 32 && c < 127 ? 1 : ${code.constant(fields.blankness)}(x); } }`);
    code.line(`else { ${state} = ${code.constant(fields.oddness)}(x); if (${state} === 1) ${value} = String(x); } }`);
  }

  #number(slot: Slot, name: string): void {
    const code = this.#code;
    const { state, value } = slot;
    if (this.#form === 'fields') {
      this.#open(slot, name, (read) => {
        code.line(`const x = ${read}; if (typeof x === 'number') { ${value} = x; ${state} = 1; } else ${state} = 3;`);
      });
      return;
    }
    const emptiness = code.constant(fields.emptiness);
    code.line(`{ const x = R[${name}];`);
    code.line(`let n = typeof x === 'string' ? ${code.constant(scanNumber)}(x) : NaN;`);
    code.line(`if (n !== n) n = ${code.constant(fields.numberOf)}(x);`);
    code.line(`if (n === n) { ${value} = n; ${state} = 1; } else ${state} = ${emptiness}(x); }`);
  }

  #time(slot: Slot, name: string): void {
    const code = this.#code;
    const { state, value, kind } = slot;
    const keep = `${value} = ${code.constant(scannedMs)}[0];`;
    if (this.#form === 'fields') {
      this.#open(slot, name, (read) => {
        code.line(`${kind} = ${code.constant(fields.timeIn)}(${read});`);
        code.line(`if (${kind} !== 0) { ${keep} ${state} = 1; } else ${state} = 3;`);
      });
      return;
    }
    code.line(`{ const x = R[${name}];`);
    code.line(`${kind} = typeof x === 'string' ? ${code.constant(scanTime)}(x) : 0;`);
    code.line(`if (${kind} === 0) ${kind} = ${code.constant(fields.timeOf)}(x);`);
    code.line(`if (${kind} !== 0) { ${keep} ${state} = 1; }`);
    code.line(`else ${state} = ${code.constant(fields.emptiness)}(x); }`);
  }

  #times(slot: Slot, name: string): void {
    const code = this.#code;
    const { state, value, kind } = slot;
    const keep = `if (${kind} > 0) { ${value} = ${code.constant(scannedMs)}[0]; ${state} = 1; }`;
    if (this.#form === 'fields') {
      this.#open(slot, name, (read) => {
        code.line(`${kind} = ${code.constant(fields.latestIn(this.#frame))}(${read});`);
        code.line(`${keep} else ${state} = 0;`);
      });
      return;
    }
    code.line(`{ const x = R[${name}];`);
    code.line(`${kind} = typeof x === 'string' ? ${code.constant(scanTime)}(x) : 0;`);
    code.line(
      `if (${kind} !== 2 || ${code.constant(scannedMs)}[0] > ${code.constant(this.#frame.now)}) ${kind} = ${code.constant(fields.latestOf(this.#frame))}(x);`,
    );
    code.line(`${keep} else ${state} = ${kind} === 0 ? 0 : ${code.constant(fields.emptiness)}(x); }`);
  }

  #domain(): Slot {
    const email = this.read('email', 'text');
    const code = this.#code;
    return this.once('email domain', 'text', ({ state, value }) => {
      code.line(`if (${email.state} !== 1) ${state} = ${email.state};`);
      code.line(`else { ${value} = ${code.constant(domainOf)}(${email.value}); ${state} = ${value} === '' ? 3 : 1; }`);
    });
  }
}
