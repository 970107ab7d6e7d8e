import type { Explanation, LedgerLine } from '../../jobs/explain.ts';
import type { HalfScore } from '../../model/score.ts';
import { healthBothText } from './suppressions.ts';
import { points, table } from './table.ts';

function halfLine(half: HalfScore): string {
  const lost = half.lost.reduce((sum, line) => sum + line.hundredths, 0);
  const cap = half.capHundredths > 0 ? ` − ${points(half.capHundredths)} (capped by a critical finding)` : '';
  return `  ${half.half.padEnd(5)} ${half.value}  = 100 − ${points(lost)} − ${points(half.roundingHundredths)} (rounding)${cap}`;
}

function unknownLines({ unknown }: Explanation): readonly string[] {
  if (unknown.length === 0) return [];
  return ['', 'Not known, so it costs nothing', table(unknown.map(({ rule, why }) => [rule, why]))];
}

/** Fixes in the order of the cheapest way up; by what each brings alone where there is no score to lift. */
function inOrder({ ledger, wayUp }: Explanation): readonly LedgerLine[] {
  const place = ({ rule }: LedgerLine): number => {
    const index = wayUp.findIndex((step) => step.rule === rule);
    return index < 0 ? wayUp.length : index;
  };
  return ledger.filter((line) => line.remedy !== '').sort((a, b) => place(a) - place(b));
}

/** How many fixes lead to the next better grade; at least three are shown. */
function fixLines(explanation: Explanation): readonly string[] {
  const { wayUp, score } = explanation;
  const reached = wayUp.findIndex(({ grade }) => grade !== score?.grade);
  const lines = inOrder(explanation)
    .slice(0, Math.max(3, reached + 1))
    .map((line, index) => {
      const step = wayUp.find(({ rule }) => rule === line.rule);
      const comes = step ? ` → ${step.health}, ${step.grade}` : '';
      return `  ${index + 1}. ${line.remedy}  (+${points(line.gainHundredths)}${comes})`;
    });
  const end = wayUp[reached];
  if (end === undefined) return lines;
  const fixes = reached === 0 ? 'The first fix takes' : `The first ${reached + 1} fixes take`;
  return [...lines, `  ${fixes} it from ${score?.grade} to ${end.grade}.`];
}

function suppressedLines({ suppressed }: Explanation): readonly string[] {
  if (suppressed === null) return [];
  const lines = suppressed.findings.map(({ rule, message, reason, by, until }) => [
    rule,
    message,
    `until ${until}, by ${by}: ${reason}`,
  ]);
  return ['', 'Suppressed, so it costs nothing', table(lines)];
}

function counterpartLines({ counterparts }: Explanation): readonly string[] {
  return counterparts.map(({ record, title, matchedBy }) => {
    const by = matchedBy === 'record' ? 'id' : matchedBy;
    return `  also ${record.source} ${record.object} ${record.id}${title ? ` "${title}"` : ''}, by ${by}`;
  });
}

/** A record's score laid open, line by line, the best fix first. */
export function explanationText(explanation: Explanation): string {
  const { record, title, score, ledger } = explanation;
  const head = `${record.object} ${record.id}${title ? ` "${title}"` : ''}`;
  if (!explanation.inScope)
    return [head, ...counterpartLines(explanation), `  out of the agreement's scope; not scored`].join('\n');
  if (score === null) {
    const why = '  no rule applies (a closed deal, for example); not scored';
    return [head, ...counterpartLines(explanation), why].join('\n');
  }
  const both = {
    health: (explanation.suppressed ?? explanation).score?.health ?? null,
    withSuppressions: score.health,
  };
  const health = explanation.suppressed || score.health !== null ? healthBothText(both) : 'not enough data';
  const grade = score.grade === null ? '' : `, ${score.grade}`;
  const coverage = `${Math.floor(score.coverage * 100)} % of the rules' weight could be checked`;
  const lines = ledger.map((line) => [
    `  ${line.half}`,
    line.severity,
    line.messages.join(' '),
    line.rule,
    `−${points(line.lostHundredths)}`,
  ]);
  const fixes = fixLines(explanation);
  return [
    `${head}   ${health}${grade}${score.stageHealth ? `   stage health: ${score.stageHealth.replace('_', ' ')}` : ''}`,
    ...counterpartLines(explanation),
    `  ${coverage}`,
    ...[score.data, score.stage].flatMap((half) => (half ? [halfLine(half)] : [])),
    ...(lines.length > 0 ? ['', table(lines, ''), '', 'Fix first', ...fixes] : ['', '  nothing to mend']),
    ...suppressedLines(explanation),
    ...unknownLines(explanation),
    ...(explanation.url ? ['', explanation.url] : []),
  ].join('\n');
}
