import type { Verdict } from '../model/rule.ts';
import type { Subject } from './builders.ts';
import type { Bench, Judge } from './judge.ts';

/** Longer than any limit: a rule that names no wake must say the same this much later. */
const foreverMs = 60 * 365 * 86_400_000;

/** What of a verdict must not change without a wake: all but the values in its messages, such as counts of days. */
function gist(verdict: Verdict): string {
  const reports = verdict.is === 'fail' || verdict.is === 'partial' ? verdict.reports : [];
  const credit = verdict.is === 'partial' ? verdict.credit : null;
  return JSON.stringify([
    verdict.is,
    credit,
    reports.map((report) => [report.messageId, report.field, report.severity]),
  ]);
}

function text(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * Checks the promise of `wakes`: the verdict stays as it is until that instant, and changes at it; without one it
 * stays forever. Returns what is wrong, or null.
 */
export function findWakeFault(judge: Judge, subject: Subject, bench: Bench): string | null {
  const at = (now: number): string => gist(judge.verdict(subject, { ...bench, now }));
  const present = at(bench.now);
  const wake = judge.wake(subject, bench);
  const where = `in ${bench.timeZone}`;
  if (wake === null) {
    for (const later of [1, 400, 800, 1600].map((days) => bench.now + days * 86_400_000).concat(bench.now + foreverMs))
      if (at(later) !== present) return `wakes is null, but by ${text(later)} the verdict is another (${where})`;
    return null;
  }
  if (!Number.isFinite(wake) || wake <= bench.now) return `wakes is ${wake}, not after now (${where})`;
  for (const share of [0.25, 0.5, 0.75]) {
    const between = Math.floor(bench.now + (wake - bench.now) * share);
    if (at(between) !== present) return `the verdict changes before it wakes at ${text(wake)} (${where})`;
  }
  if (at(wake - 1) !== present) return `the verdict changes before it wakes at ${text(wake)} (${where})`;
  if (at(wake) === present) return `it wakes at ${text(wake)} for nothing: the verdict is the same (${where})`;
  return null;
}
