import type { ApiError } from '../errors.ts';
import type { Comparison, Condition, Literal, Path, Query } from './ast.ts';
import { isRange } from './date-ranges.ts';
import { plainText, type Token } from './lexer.ts';
import { malformed } from './soql-error.ts';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Reads tokens from left to right, and the conditions among them. */
export abstract class ConditionParser {
  protected readonly text: string;
  private readonly tokens: readonly Token[];
  private place = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text;
    this.tokens = tokens;
  }

  abstract query(): Query;

  /** Salesforce: AND and OR do not mix without parentheses. */
  protected condition(): Condition {
    const first = this.part();
    const word = this.isWord('AND') ? 'AND' : 'OR';
    if (!this.isWord(word)) return first;
    const parts = [first];
    while (this.takeWord(word)) parts.push(this.part());
    if (this.isWord('AND') || this.isWord('OR')) throw this.unexpected();
    return { kind: word === 'AND' ? 'and' : 'or', parts };
  }

  private part(): Condition {
    if (this.isWord('NOT') && this.peekAt(1).kind !== 'symbol') {
      this.next();
      return { kind: 'not', part: this.part() };
    }
    if (this.isWord('NOT') && this.peekAt(1).text === '(') {
      this.next();
      return { kind: 'not', part: this.part() };
    }
    if (!this.takeSymbol('(')) return this.comparison();
    const inside = this.condition();
    this.expectSymbol(')');
    return inside;
  }

  private comparison(): Condition {
    const { name, at } = this.name();
    const path: Path = { names: name.split('.'), at };
    const operator = this.next();
    const word = operator.kind === 'word' ? operator.text.toUpperCase() : '';
    const comparison = operator.kind === 'symbol' ? COMPARISONS[operator.text] : undefined;
    if (comparison !== undefined) return { kind: 'compare', path, operator: comparison, value: this.literal() };
    if (word === 'LIKE') return { kind: 'compare', path, operator: 'LIKE', value: this.literal(true) };
    if (word === 'IN') return this.among(path, false);
    if (word === 'NOT') {
      this.expectWord('IN');
      return this.among(path, true);
    }
    if (word === 'INCLUDES' || word === 'EXCLUDES')
      return { kind: 'includes', path, negated: word === 'EXCLUDES', values: this.literals() };
    throw this.unexpectedAt(operator);
  }

  private among(path: Path, negated: boolean): Condition {
    if (this.peek.text !== '(' || this.peekAt(1).text.toUpperCase() !== 'SELECT' || this.peekAt(1).kind !== 'word')
      return { kind: 'in', path, negated, values: this.literals() };
    this.expectSymbol('(');
    const query = this.query();
    this.expectSymbol(')');
    return { kind: 'within', path, negated, query };
  }

  private literals(): Literal[] {
    this.expectSymbol('(');
    const values = this.list(() => this.literal());
    this.expectSymbol(')');
    return values;
  }

  private literal(keepsEscapes = false): Literal {
    const token = this.next();
    const { kind, text, at } = token;
    switch (kind) {
      case 'string':
        return { kind, text: keepsEscapes ? text : plainText(text), at };
      case 'number':
      case 'date':
      case 'datetime':
        return { kind, text, at };
      case 'word':
        return this.wordLiteral(token);
      default:
        throw this.unexpectedAt(token);
    }
  }

  private wordLiteral({ text, at }: Token): Literal {
    const word = text.toUpperCase();
    if (word === 'NULL') return { kind: 'null', text: word, at };
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', text: word.toLowerCase(), at };
    const number = this.takeSymbol(':') ? this.next().text : null;
    const range = number === null ? word : `${word}:${number}`;
    if (isRange(range)) return { kind: 'range', text: range, at };
    throw malformed(this.text, at, `unexpected token: '${text}'`);
  }

  protected list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takeSymbol(',')) items.push(item());
    return items;
  }

  protected name(): { name: string; at: number } {
    const token = this.next();
    if (token.kind !== 'word') throw this.unexpectedAt(token);
    return { name: token.text, at: token.at };
  }

  protected get peek(): Token {
    return this.peekAt(0);
  }

  protected peekAt(ahead: number): Token {
    return (this.tokens[this.place + ahead] ?? this.tokens.at(-1)) as Token;
  }

  protected next(): Token {
    const token = this.peek;
    this.place += 1;
    return token;
  }

  protected isWord(word: string): boolean {
    return this.peek.kind === 'word' && this.peek.text.toUpperCase() === word;
  }

  protected takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.next();
    return true;
  }

  protected takeSymbol(symbol: string): boolean {
    if (this.peek.kind !== 'symbol' || this.peek.text !== symbol) return false;
    this.next();
    return true;
  }

  protected expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.unexpected();
  }

  protected expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected();
  }

  protected unexpected(): ApiError {
    return this.unexpectedAt(this.peek);
  }

  protected unexpectedAt(token: Token): ApiError {
    return malformed(this.text, token.at, `unexpected token: '${token.text}'`);
  }
}
