import type { Explanation } from '../../jobs/explain.ts';
import type { HalfScore } from '../../model/score.ts';
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
  const health = score.health === null ? 'not enough data' : `health ${score.health}, ${score.grade}`;
  const coverage = `${Math.floor(score.coverage * 100)} % of the rules' weight could be checked`;
  const lines = ledger.map((line) => [
    `  ${line.half}`,
    line.severity,
    line.messages.join(' '),
    line.rule,
    `−${points(line.lostHundredths)}`,
  ]);
  const fixes = ledger
    .filter((line) => line.remedy !== '')
    .slice(0, 3)
    .map((line, index) => `  ${index + 1}. ${line.remedy}  (+${points(line.gainHundredths)})`);
  return [
    `${head}   ${health}${score.stageHealth ? `   stage health: ${score.stageHealth.replace('_', ' ')}` : ''}`,
    ...counterpartLines(explanation),
    `  ${coverage}`,
    ...[score.data, score.stage].flatMap((half) => (half ? [halfLine(half)] : [])),
    ...(lines.length > 0 ? ['', table(lines, ''), '', 'Fix first', ...fixes] : ['', '  nothing to mend']),
    ...unknownLines(explanation),
    ...(explanation.url ? ['', explanation.url] : []),
  ].join('\n');
}
