import type { ApiError } from '../errors.ts';
import type { AggregateName, Order, Path, Query, Selected } from './ast.ts';
import { ConditionParser } from './condition-parser.ts';
import { tokenize } from './lexer.ts';
import { malformed } from './soql-error.ts';

const AGGREGATES: readonly string[] = ['COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG'];

/** Salesforce: OFFSET reaches at most so far. */
const MAX_OFFSET = 2_000;

const CLAUSES: readonly string[] = [
  'FROM',
  'WHERE',
  'GROUP',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'ALL',
  'FOR',
  'WITH',
  'HAVING',
];

/** Reads a SOQL query; what is not understood is refused with its place. */
export function parseQuery(text: string): Query {
  const parser = new Parser(text, tokenize(text));
  const query = parser.query();
  parser.expectEnd();
  return query;
}

class Parser extends ConditionParser {
  query(): Query {
    this.expectWord('SELECT');
    const isCount = this.takeCount();
    const select = isCount ? [] : this.list(() => this.selected());
    this.expectWord('FROM');
    const from = this.name();
    if (this.peek.kind === 'word' && !CLAUSES.includes(this.peek.text.toUpperCase())) this.next();
    const where = this.takeWord('WHERE') ? this.condition() : null;
    const groupBy = this.takeWord('GROUP') ? this.by(() => this.path()) : [];
    const orderBy = this.takeWord('ORDER') ? this.by(() => this.order()) : [];
    const limit = this.takeWord('LIMIT') ? this.wholeNumber() : null;
    const offset = this.takeWord('OFFSET') ? this.offset() : 0;
    return { text: this.text, isCount, select, from, where, groupBy, orderBy, limit, offset };
  }

  expectEnd(): void {
    if (this.peek.kind !== 'end') throw this.unexpected();
  }

  private takeCount(): boolean {
    const isCount =
      this.isWord('COUNT') &&
      this.peekAt(1).text === '(' &&
      this.peekAt(2).text === ')' &&
      this.peekAt(3).kind === 'word';
    if (isCount) for (let skipped = 0; skipped < 3; skipped += 1) this.next();
    return isCount;
  }

  private by<T>(item: () => T): T[] {
    this.expectWord('BY');
    return this.list(item);
  }

  private selected(): Selected {
    const { at } = this.peek;
    if (this.takeSymbol('(')) {
      const query = this.query();
      this.expectSymbol(')');
      return { kind: 'subquery', query, at };
    }
    if (this.isWord('FROM')) throw this.unexpected();
    const word = this.peek.text.toUpperCase();
    if (this.peekAt(1).text !== '(') return { kind: 'field', path: this.path(), alias: this.alias() };
    if (word === 'FIELDS') return this.fields(at);
    if (!AGGREGATES.includes(word)) throw malformed(this.text, at, `unexpected token: '${this.peek.text}'`);
    this.next();
    this.expectSymbol('(');
    const path = this.path();
    this.expectSymbol(')');
    return { kind: 'aggregate', name: word as AggregateName, path, alias: this.alias() };
  }

  private fields(at: number): Selected {
    this.next();
    this.expectSymbol('(');
    const which = this.next().text.toUpperCase();
    this.expectSymbol(')');
    if (which !== 'ALL' && which !== 'STANDARD' && which !== 'CUSTOM') throw this.unexpected();
    return { kind: 'fields', which, at };
  }

  private alias(): string | null {
    if (this.peek.kind !== 'word' || this.isWord('FROM')) return null;
    return this.next().text;
  }

  private order(): Order {
    const word = this.peek.text.toUpperCase();
    const isAggregate = AGGREGATES.includes(word) && this.peekAt(1).text === '(';
    if (isAggregate) {
      this.next();
      this.expectSymbol('(');
    }
    const path = this.path();
    if (isAggregate) this.expectSymbol(')');
    const descending = this.takeWord('DESC');
    if (!descending) this.takeWord('ASC');
    return { path, aggregate: isAggregate ? (word as AggregateName) : null, descending, nullsFirst: this.nulls() };
  }

  private nulls(): boolean {
    if (!this.takeWord('NULLS')) return true;
    if (this.takeWord('FIRST')) return true;
    this.expectWord('LAST');
    return false;
  }

  private offset(): number {
    const { at } = this.peek;
    const offset = this.wholeNumber();
    if (offset <= MAX_OFFSET) return offset;
    const error: ApiError = malformed(this.text, at, `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
    throw error;
  }

  private wholeNumber(): number {
    const token = this.next();
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw this.unexpectedAt(token);
    return Number(token.text);
  }

  private path(): Path {
    const { name, at } = this.name();
    return { names: name.split('.'), at };
  }
}
