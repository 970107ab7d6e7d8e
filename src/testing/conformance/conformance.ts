import type { ConnectorDefinition } from '../../model/connector.ts';
import type { Backend, CrmAbility } from './backend.ts';
import { createBench } from './bench.ts';
import { type Claim, readClaims } from './claims.ts';
import { ConformanceError } from './expect-that.ts';
import type { Case, Group } from './group.ts';
import { byIdGroup } from './groups/by-id.ts';
import { catalogGroup } from './groups/catalog.ts';
import { changedSinceGroup } from './groups/changed-since.ts';
import { closeGroup } from './groups/close.ts';
import { credentialsGroup, renewalGroup } from './groups/credentials.ts';
import { deletedGroup, mergedGroup } from './groups/gone.ts';
import { identifyGroup } from './groups/identify.ts';
import { linksGroup } from './groups/links.ts';
import { manifestGroup } from './groups/manifest.ts';
import { limitsGroup, retryGroup, timeOutGroup } from './groups/network.ts';
import { oddValuesGroup } from './groups/odd-values.ts';
import { refusalGroup, repetitionGroup } from './groups/partial-refusal.ts';
import { provisionGroup } from './groups/provision.ts';
import { readGroup } from './groups/read.ts';
import { writeGroup } from './groups/write.ts';

/** The `test` of any runner that waits for promises; runners without a time limit pass the third argument over. */
export type AsyncTestFunction = (name: string, run: () => Promise<void>, limitMs?: number) => unknown;

const groups: readonly Group[] = [
  identifyGroup,
  manifestGroup,
  catalogGroup,
  readGroup,
  byIdGroup,
  linksGroup,
  changedSinceGroup,
  deletedGroup,
  mergedGroup,
  oddValuesGroup,
  writeGroup,
  refusalGroup,
  repetitionGroup,
  limitsGroup,
  retryGroup,
  timeOutGroup,
  credentialsGroup,
  renewalGroup,
  provisionGroup,
  closeGroup,
];

/** A case that takes longer hangs; the runner is given a little more, so that the kit's own sentence is seen. */
const caseLimitMs = 60_000;

async function withinLimit(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const asks = `The contract asks: every call ends.\nFound: no end within ${caseLimitMs / 1000} s.`;
    timer = setTimeout(() => reject(new ConformanceError(asks)), caseLimitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function runCase(one: Case, definition: ConnectorDefinition, backend: Backend): Promise<void> {
  const bench = createBench(definition, backend);
  try {
    await withinLimit(one.run(bench));
  } catch (error) {
    // What went wrong first is told, not what it left behind.
    await bench.clear().catch(() => {});
    throw error;
  }
  await bench.clear();
}

/** A `lacks` beside the ability it denies is a slip that would hide a whole group. */
function lackingCase(ability: CrmAbility, reason: string): Case {
  return {
    name: `is skipped, as the CRM lacks it: ${reason}`,
    async run(bench) {
      const account = await bench.open([]);
      if (account[ability] === undefined && reason.trim() !== '') return;
      throw new ConformanceError(
        `The contract asks: \`lacks.${ability}\` has a reason and stands for an absent part.\n` +
          `Found: ${reason.trim() === '' ? 'no reason' : `${ability}() is there`}.`,
      );
    },
  };
}

function casesOf(group: Group, claims: Readonly<Record<Claim, boolean>>, bench: Parameters<Group['cases']>[0]) {
  if (!group.claims.every((claim) => claims[claim])) return group.unclaimed ? [group.unclaimed] : [];
  return group.cases(bench).filter((one) => (one.if ?? []).every((claim) => claims[claim]));
}

/**
 * Holds a connector to its contract: runs named cases over the author's backend with the `test` function of any
 * runner. A group is left out only where the manifest does not claim it (then its absence is checked) or where the
 * backend gives a reason why the CRM lacks it. What is claimed and not supported by the backend fails.
 */
export function conformance(test: AsyncTestFunction, definition: ConnectorDefinition, backend: Backend): void {
  const claims = readClaims(definition.manifest);
  const { objects, main } = createBench(definition, backend);
  for (const group of groups) {
    const reason = group.ability === undefined ? undefined : backend.lacks?.[group.ability];
    const cases = casesOf(group, claims, { objects, main });
    const all =
      group.ability !== undefined && reason !== undefined && cases.length > 0
        ? [lackingCase(group.ability, reason)]
        : cases;
    for (const one of all)
      test(
        `${definition.manifest.name} › ${group.name}: ${one.name}`,
        () => runCase(one, definition, backend),
        caseLimitMs + 30_000,
      );
  }
}
