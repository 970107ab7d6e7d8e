import { expect } from '@jest/globals';
import type { RunReport } from '../../../src/jobs/report.ts';
import type { ErrorCode } from '../../../src/model/error-codes.ts';
import { type Fault, faultSchema } from '../../../src/sandbox/core/faults.ts';
import { type Crm, type EndState, type Phase, Play } from './play.ts';

/**
 * How a run ends under a fault: in the same state as without it; stopped, with the one sentence that says what to do;
 * or at its end, with some records refused, each with a sentence.
 */
export type Ending = 'same' | { readonly stops: ErrorCode; readonly says: RegExp } | { readonly refuses: RegExp };

/** A fault, what it covers of all that the sandbox can do, and how runs end under it. */
export interface FaultRow {
  readonly name: string;
  /** Names of the sandbox's own switches, as the list of all of them has them. */
  readonly covers: readonly string[];
  readonly endings: Readonly<Partial<Record<Phase, Ending>>>;
  /** The fields are made while the fault is there, not before. */
  readonly provisions?: boolean;
  arm(play: Play, phase: Phase): Promise<unknown>;
  lift(play: Play): Promise<unknown>;
}

/** The words for what is not called by its name alone: how single calls can be bent, and when. */
export const faultWords: readonly string[] = [
  ...faultSchema.shape.kind.options.map((kind) => `kind ${kind}`),
  // Not every CRM has each policy, so those are listed with the CRM that has them.
  ...Object.keys(faultSchema.shape)
    .filter((name) => !['kind', 'method', 'path', 'status', 'policy'].includes(name))
    .map((name) => `option ${name}`),
];

function wordsOf(fault: Fault): readonly string[] {
  const { kind, status, policy, path: _path, method: _method, ...options } = fault;
  return [
    `kind ${kind}`,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(policy === undefined ? [] : [`policy ${policy}`]),
    ...Object.keys(options).map((name) => `option ${name}`),
  ];
}

/** A row of calls that are bent; `path` is where the phase reads or writes unless the fault says otherwise. */
export function bentCalls(
  name: string,
  fault: Fault | ((phase: Phase) => Fault),
  endings: FaultRow['endings'] | 'same' | Exclude<Ending, string>,
): FaultRow {
  const faultOf = typeof fault === 'function' ? fault : () => fault;
  const isForBoth = typeof endings === 'string' || 'stops' in endings || 'refuses' in endings;
  return {
    name,
    covers: wordsOf(faultOf('read')),
    endings: isForBoth ? { read: endings as Ending, write: endings as Ending } : (endings as FaultRow['endings']),
    async arm(play, phase) {
      await play.control('/faults', { path: play.crm.paths[phase], ...faultOf(phase) });
      if (faultOf(phase).kind.startsWith('hang')) play.hurry();
    },
    lift: (play) => play.control('/faults', undefined, 'DELETE'),
  };
}

/** One cell of the table. */
export interface FaultCase {
  readonly title: string;
  readonly crm: Crm;
  readonly row: FaultRow;
  readonly phase: Phase;
  readonly ending: Ending;
}

/** Every row on every way of reading and writing, in each phase for which it has an ending. */
export function casesOf(crms: readonly Crm[], rows: readonly FaultRow[]): readonly FaultCase[] {
  return crms.flatMap((crm) =>
    rows.flatMap((row) =>
      (['read', 'write'] as const).flatMap((phase) => {
        const ending = row.endings[phase];
        return ending === undefined ? [] : [{ title: `${crm.title}, ${phase}: ${row.name}`, crm, row, phase, ending }];
      }),
    ),
  );
}

/** What the rows of a table leave out of all switches, by phase, and what they name that there is not. */
export function gapsOf(rows: readonly FaultRow[], all: readonly string[]) {
  const covered = (phase: Phase) =>
    new Set(rows.flatMap((row) => (row.endings[phase] === undefined ? [] : row.covers)));
  const names = new Set(rows.flatMap((row) => row.covers));
  return {
    read: all.filter((name) => !covered('read').has(name)),
    write: all.filter((name) => !covered('write').has(name)),
    unknown: [...names].filter((name) => !/^status /.test(name) && !all.includes(name)),
  };
}

/** The state in which runs end that nothing disturbs. */
export async function undisturbed(crm: Crm): Promise<EndState> {
  const play = await Play.start(crm);
  try {
    expect((await play.provision()).problems).toEqual([]);
    expect((await play.scan('on')).problems).toEqual([]);
    return await play.endState();
  } finally {
    await play.close();
  }
}

async function runPhase(play: Play, { row, phase }: FaultCase): Promise<Pick<RunReport, 'problems' | 'writeBack'>> {
  if (phase === 'read') return play.scan('preview');
  if (row.provisions) {
    const { problems } = await play.provision();
    if (problems.length > 0)
      return { problems, writeBack: { mode: 'on', planned: 0, written: 0, unchanged: 0, refused: 0, left: 0 } };
  }
  return play.writeBack();
}

async function checkEnding(
  play: Play,
  { problems, writeBack }: Pick<RunReport, 'problems' | 'writeBack'>,
  ending: Ending,
): Promise<void> {
  if (ending !== 'same' && 'stops' in ending) {
    expect(problems).toMatchObject([{ source: play.crm.source, code: ending.stops }]);
    expect(problems[0]!.message).toMatch(ending.says);
    return;
  }
  expect(problems).toEqual([]);
  expect(writeBack.refused > 0).toBe(ending !== 'same');
  if (ending === 'same') return;
  const refusals = await play.refusals();
  expect(refusals).toHaveLength(writeBack.refused);
  for (const refusal of refusals) expect(refusal).toMatch(ending.refuses);
}

/** Plays a case: the fault while one run reads or writes, then, with the fault lifted, what is left to do. */
export async function playCase(fault: FaultCase, expected: EndState): Promise<void> {
  const { crm, row, phase, ending } = fault;
  const play = await Play.start(crm);
  try {
    const isProvisionedFirst = phase === 'read' || !row.provisions;
    if (isProvisionedFirst) expect((await play.provision()).problems).toEqual([]);
    if (phase === 'write') expect((await play.scan('preview')).problems).toEqual([]);
    await play.restart();
    await row.arm(play, phase);
    await checkEnding(play, await runPhase(play, fault), ending);
    await play.restart();
    const { planned, struck } = await play.struck();
    expect(struck).toBe(planned);
    await row.lift(play);
    if (ending !== 'same') {
      if (!isProvisionedFirst) expect((await play.provision()).problems).toEqual([]);
      expect((await play.scan('on')).problems).toEqual([]);
    } else if (phase === 'read') expect((await play.writeBack()).problems).toEqual([]);
    expect(await play.endState()).toEqual(expected);
  } finally {
    await play.close();
  }
}
