/** A field, with the relationships on the way to it: `Owner.Name`; `at` is its place in the query. */
export interface Path {
  readonly names: readonly string[];
  readonly at: number;
}

/** A value that fields are compared with. */
export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'date' | 'datetime' | 'range';
  /** The text; of ranges the name in capitals with its number (`LAST_N_DAYS:3`). */
  readonly text: string;
  readonly at: number;
}

/** How two values are compared. */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE';

/** What a row must meet. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly path: Path; readonly operator: Comparison; readonly value: Literal }
  | { readonly kind: 'in'; readonly path: Path; readonly negated: boolean; readonly values: readonly Literal[] }
  | { readonly kind: 'within'; readonly path: Path; readonly negated: boolean; readonly query: Query }
  | { readonly kind: 'includes'; readonly path: Path; readonly negated: boolean; readonly values: readonly Literal[] };

/** The aggregate functions. */
export type AggregateName = 'COUNT' | 'COUNT_DISTINCT' | 'MIN' | 'MAX' | 'SUM' | 'AVG';

/** What is asked for of each row (or group). */
export type Selected =
  | { readonly kind: 'field'; readonly path: Path; readonly alias: string | null }
  | {
      readonly kind: 'aggregate';
      readonly name: AggregateName;
      readonly path: Path;
      readonly alias: string | null;
    }
  | { readonly kind: 'fields'; readonly which: 'ALL' | 'STANDARD' | 'CUSTOM'; readonly at: number }
  | { readonly kind: 'subquery'; readonly query: Query; readonly at: number };

/** A key to order by: a field or, over groups, an aggregate. */
export interface Order {
  readonly path: Path;
  readonly aggregate: AggregateName | null;
  readonly descending: boolean;
  /** Salesforce: nulls come first in either direction unless told otherwise. */
  readonly nullsFirst: boolean;
}

/** A query as it was written. */
export interface Query {
  readonly text: string;
  /** `SELECT COUNT()`: only the number is asked for. */
  readonly isCount: boolean;
  readonly select: readonly Selected[];
  readonly from: { readonly name: string; readonly at: number };
  readonly where: Condition | null;
  readonly groupBy: readonly Path[];
  readonly orderBy: readonly Order[];
  readonly limit: number | null;
  readonly offset: number;
}
