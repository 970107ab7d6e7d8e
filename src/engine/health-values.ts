import type { Agreement } from '../model/agreement.ts';
import { type HealthKey, otherFlag } from '../model/health-field.ts';
import type { HealthValues, ObjectType } from '../model/record.ts';
import { flagOf } from '../model/rule.ts';
import type { Result } from './result.ts';

/** The gain in health score, in hundredths, that mending each failed rule would bring, largest first. */
export function gains(result: Result, weights: { readonly data: number; readonly stage: number }) {
  const halves = [result.score?.data, result.score?.stage].filter((half) => half !== null && half !== undefined);
  const total = halves.reduce((sum, half) => sum + weights[half.half], 0) || 1;
  return halves
    .flatMap((half) => half.lost.map((item) => ({ ...item, half: half.half, share: weights[half.half] / total })))
    .map(({ rule, half, hundredths, share }) => ({ rule, half, hundredths, gain: hundredths * share }))
    .sort((a, b) => b.gain - a.gain || (a.rule < b.rule ? -1 : 1));
}

/** Text fields of some CRMs end at 255 characters; a text cut there by the connector would never compare equal. */
const longestText = 255;

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function lacking(result: Result): string {
  const whys = result.judgements.flatMap(({ verdict }) => (verdict.is === 'unknown' ? [verdict.why] : []));
  return `Not enough data to score: ${[...new Set(whys)].sort().slice(0, 3).join('; ')}.`;
}

/** The fix that gains most; what is lacking where there is no score. */
function nextAction(result: Result, agreement: Agreement, object: ObjectType): string {
  if (result.score?.health === null) return lacking(result);
  const best = gains(result, agreement.scoring.health[object])[0];
  const finding = result.findings.find((candidate) => candidate.rule === best?.rule) ?? result.findings[0];
  return finding?.remedy ?? '';
}

function flags(result: Result, provisioned: ReadonlySet<string> | null): readonly string[] {
  const all = result.findings.map((finding) => flagOf(finding.rule));
  const known = provisioned ? all.map((flag) => (provisioned.has(flag) ? flag : otherFlag.value)) : all;
  return [...new Set(known)].sort();
}

/**
 * What the health fields of a record are to hold. Without a score (out of scope, closed) they are emptied; fields
 * the agreement does not write keep what the CRM has. `provisioned` are the flag values the CRM accepts, null for all.
 */
export function desiredHealth(
  result: Result | null,
  current: HealthValues,
  agreement: Agreement,
  object: ObjectType,
  provisioned: ReadonlySet<string> | null,
): HealthValues {
  const score = result?.score ?? null;
  const wanted: HealthValues =
    result === null || score === null
      ? {}
      : {
          ...(score.health === null ? {} : { score: score.health }),
          ...(score.grade === null ? {} : { grade: score.grade }),
          ...(score.stageHealth === null ? {} : { stageHealth: score.stageHealth }),
          flags: flags(result, provisioned),
          nextAction: shortened(nextAction(result, agreement, object)),
        };
  const merged: Record<string, unknown> = {};
  for (const key of ['score', 'grade', 'stageHealth', 'flags', 'nextAction'] satisfies HealthKey[]) {
    const value = agreement.writeBack.fields.includes(key) ? wanted[key] : current[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}
