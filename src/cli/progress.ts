import { Writable } from 'node:stream';
import cliProgress from 'cli-progress';
import type { Phase, Progress } from '../jobs/context.ts';
import type { Terminal } from './terminal.ts';

/** Progress that says nothing, for pipes and `--json`. */
export const silentProgress: Progress = { start() {}, advance() {}, end() {} };

/** What a command shows while it works: bars, and a way for log lines to pass them. */
export interface Display {
  readonly progress: Progress;
  /** The terminal's stderr for log lines: a bar that stands there makes way for them. */
  readonly stderr: NodeJS.WritableStream;
  /** Takes the bar away, whatever phase it belongs to; without this its timer would keep the process alive. */
  stop(): void;
}

/** A display without bars. */
export function silentDisplay(terminal: Terminal): Display {
  return { progress: silentProgress, stderr: terminal.stderr, stop() {} };
}

/** Phases that count nothing a person would like to see counted. */
const uncounted: readonly Phase[] = ['connect', 'provision'];

function barFormat(phase: Phase, total: number | null): string {
  if (uncounted.includes(phase)) return '{label}';
  return total === null
    ? '{label} {count} ({rate}/s)'
    : '{label} {bar} {count} of {all} ({rate}/s, {eta_formatted} left)';
}

/** The phase under way. */
interface Phasing {
  readonly phase: Phase;
  readonly label: string;
  readonly total: number | null;
  readonly startedAt: number;
  count: number;
}

function payloadOf({ count, total, startedAt, label }: Phasing, now: number) {
  const rate = Math.round((count / Math.max(100, now - startedAt)) * 1000);
  const text = (n: number): string => n.toLocaleString('en');
  return { label: label.padEnd(12), rate: text(rate), count: text(count), all: total === null ? '' : text(total) };
}

/** Draws a bar on the line of the cursor; `stop` takes it away again. */
function drawBar(phasing: Phasing, terminal: Terminal): cliProgress.SingleBar {
  const { phase, total, count } = phasing;
  const options: cliProgress.Options & { stream: NodeJS.WritableStream } = {
    format: barFormat(phase, total),
    stream: terminal.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
  };
  const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
  bar.start(total ?? Number.MAX_SAFE_INTEGER, count, payloadOf(phasing, terminal.now().getTime()));
  return bar;
}

/**
 * One bar a phase on stderr, with rate and, where the total is known, time left, and a line for each phase that is
 * over; nothing at all where stderr is no terminal.
 */
export function createDisplay(terminal: Terminal): Display {
  if (!terminal.stderr.isTTY) return silentDisplay(terminal);
  let bar: cliProgress.SingleBar | null = null;
  let current: Phasing | null = null;
  let isOver = false;
  const now = (): number => terminal.now().getTime();
  const end = (): void => {
    bar?.stop();
    bar = null;
    if (current && current.count > 0 && !uncounted.includes(current.phase)) {
      const { label, count, rate } = payloadOf(current, now());
      terminal.stderr.write(`${label} ${count} (${rate}/s)\n`);
    }
    current = null;
  };
  const progress: Progress = {
    start(phase, label, total) {
      end();
      if (total === 0 || isOver) return;
      current = { phase, label, total, startedAt: now(), count: 0 };
      bar = drawBar(current, terminal);
    },
    advance(_phase, by) {
      if (!current) return;
      current.count += by;
      bar?.update(current.count, payloadOf(current, now()));
    },
    end,
  };
  const stderr = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      bar?.stop();
      terminal.stderr.write(chunk);
      if (current) bar = drawBar(current, terminal);
      done();
    },
  });
  const stop = (): void => {
    end();
    isOver = true;
  };
  return { progress, stderr, stop };
}
