import type { ConnectorDefinition } from '../../src/index.ts';

/** What is broken, the broken connector, the case that must report it, and what it must say. */
export type Mutant = readonly [string, ConnectorDefinition, string, RegExp];
