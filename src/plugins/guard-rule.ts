import { FatalError } from '../model/errors.ts';
import { type Report, type Rule, type RuleReads, severities, type Verdict } from '../model/rule.ts';
import { describeThrown } from './code-place.ts';
import { isReads } from './rule-contract.ts';
import { describeValue, isObject, isOneOf } from './shape.ts';

function reportFault(report: unknown, messages: Readonly<Record<string, string>>): string | null {
  if (!isObject(report)) return `a report is ${describeValue(report)}`;
  const { messageId, field, data, severity } = report as Partial<Report>;
  if (typeof messageId !== 'string' || !Object.hasOwn(messages, messageId))
    return 'a report names none of its messages';
  if (field !== undefined && typeof field !== 'string') return 'the field of a report is no name';
  if (data !== undefined && !isObject(data)) return 'the data of a report is no object';
  return severity === undefined || isOneOf(severities, severity) ? null : 'a report has a severity that does not exist';
}

function verdictFault(verdict: unknown, messages: Readonly<Record<string, string>>): string | null {
  if (!isObject(verdict)) return `check() gave ${describeValue(verdict)}, which is no verdict`;
  const { is, why, credit, reports } = verdict;
  if (is === 'pass' || is === 'not applicable') return null;
  if (is === 'unknown') return typeof why === 'string' ? null : 'an unknown verdict does not say why';
  if (is !== 'fail' && is !== 'partial') return 'check() gave what is no verdict';
  if (is === 'partial' && !(typeof credit === 'number' && credit >= 0 && credit <= 1))
    return 'a credit is not from 0 to 1';
  if (!Array.isArray(reports) || reports.length === 0) return `a verdict "${is}" has no reports`;
  for (const report of reports as readonly unknown[]) {
    const fault = reportFault(report, messages);
    if (fault !== null) return fault;
  }
  return null;
}

/** Lets a rule fail for one record only: what it throws or gives instead of a verdict is thrown without any values. */
function held<T>(work: () => T, faultOf: (result: T) => string | null): T {
  let result: T;
  try {
    result = work();
  } catch (error) {
    throw new Error(describeThrown(error));
  }
  const fault = faultOf(result);
  if (fault !== null) throw new Error(fault);
  return result;
}

function wakeFault(wake: unknown): string | null {
  return wake === null || wake === undefined || Number.isFinite(wake) ? null : 'wakes() gave no time in milliseconds';
}

/**
 * Keys are made while records are stored, where a fault of a plug-in would stop all of them: its rules get none, and
 * what other records hold is unknown to them.
 */
function withoutPeers({ peers: _, ...reads }: RuleReads): RuleReads {
  return reads;
}

/** A rule of a plug-in, held to the contract while it judges. */
export function guardRule(rule: Rule, plugin: string): Rule {
  const { messages, id } = rule.meta;
  return {
    meta: rule.meta,
    reads(options) {
      let found = 'a result that is no {own, related}';
      try {
        const reads: unknown = rule.reads(options);
        if (isReads(reads)) return withoutPeers(reads);
      } catch (error) {
        found = describeThrown(error);
      }
      const message = `The plug-in ${plugin} cannot say what its rule ${id} reads with the options of the agreement: ${found}.`;
      throw new FatalError({ code: 'PLUGIN_FAULT', message });
    },
    check: (record, context) =>
      held<Verdict>(
        () => rule.check(record, context),
        (verdict) => verdictFault(verdict, messages),
      ),
    ...(rule.wakes === undefined
      ? {}
      : { wakes: (record, context) => held(() => rule.wakes?.(record, context) ?? null, wakeFault) }),
  };
}
