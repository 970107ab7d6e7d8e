import { lifecycleAside, lifecycleOrder } from './dictionary.ts';
import type { ObjectType } from './record.ts';
import type { LifecycleTerms, LifecycleTest } from './terms.ts';

/** How one source tells a canonical stage, as the agreement has it; one of the tests suffices. */
export interface StageTests {
  readonly stage: string;
  readonly tests: readonly LifecycleTest[];
}

/** The stages that an agreement maps for one source. */
export function stageTestsOf(lifecycle: readonly LifecycleTerms[], source: string): readonly StageTests[] {
  return lifecycle.flatMap(({ stage, is }) => {
    const tests = is[source] ?? [];
    return tests.length === 0 ? [] : [{ stage, tests }];
  });
}

/** Canonical stages, those first that win where a record fulfils several: what ends the way, then the furthest on it. */
const precedence: readonly string[] = [...lifecycleAside, ...[...lifecycleOrder].reverse()];

function fold(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).trim().toLowerCase();
}

function holds(test: LifecycleTest, object: ObjectType, read: (column: string) => unknown): boolean {
  if (test.object !== null && test.object !== object) return false;
  const value = fold(read(test.column));
  return test.values.some((wanted) => fold(wanted) === value) !== test.not;
}

/** How the columns of a source become canonical lifecycle stages. */
export interface LifecycleMapping {
  /** The CRM's own columns that the agreement asks for. */
  readonly columns: readonly string[];
  /** The stage of a record; null where neither the agreement nor the connector knows its value. */
  stageOf(read: (column: string) => unknown): string | null;
  /** The stage that one value of one column means by itself, as a history tells it; null where nothing is known. */
  stageOfValue(column: string, value: string): string | null;
}

/**
 * The mapping of one object: what the agreement says comes first; a stage that it maps is told by it alone, and what
 * the connector knows (`builtIn`) stays for the others.
 */
export function createLifecycleMapping(
  object: ObjectType,
  all: readonly StageTests[],
  builtIn: (read: (column: string) => unknown) => string | null,
): LifecycleMapping {
  const own = all
    .map(({ stage, tests }) => ({
      stage,
      tests: tests.filter((test) => test.object === null || test.object === object),
    }))
    .filter(({ tests }) => tests.length > 0)
    .sort((a, b) => precedence.indexOf(a.stage) - precedence.indexOf(b.stage));
  const isOwn = (stage: string | null): boolean => own.some((one) => one.stage === stage);
  const standard = (read: (column: string) => unknown): string | null => {
    const stage = builtIn(read);
    return isOwn(stage) ? null : stage;
  };
  return {
    columns: [...new Set(own.flatMap(({ tests }) => tests.map(({ column }) => column)))],
    stageOf(read) {
      const found = own.find(({ tests }) => tests.some((test) => holds(test, object, read)));
      return found?.stage ?? standard(read);
    },
    stageOfValue(column, value) {
      const read = (asked: string): unknown => (asked === column ? value : null);
      const isTold = (test: LifecycleTest): boolean => test.column === column && !test.not && holds(test, object, read);
      return own.find(({ tests }) => tests.some(isTold))?.stage ?? standard(read);
    },
  };
}
