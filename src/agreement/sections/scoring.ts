import { objectTypes } from '../../model/record.ts';
import { severities } from '../../model/rule.ts';
import { defaultScoring, type Scoring } from '../../model/score.ts';
import type { Desk } from '../desk.ts';
import { type Place, readNumber, readSettings, reportValue } from '../reading.ts';

const letters = ['A', 'B', 'C', 'D'] as const;
const mostPoints = 1000;

function readPoints(place: Place | null, desk: Desk): Scoring['severityPoints'] {
  const points = { ...defaultScoring.severityPoints };
  const settings = place && readSettings(place, { owner: 'severity_points', known: severities }, desk);
  for (const severity of severities) {
    const written = settings?.get(severity);
    if (written) points[severity] = readNumber(written, 0, mostPoints, desk, '5') ?? points[severity];
  }
  return points;
}

function readGrades(place: Place | null, desk: Desk): Scoring['grades'] {
  const grades = { ...defaultScoring.grades };
  const settings = place && readSettings(place, { owner: 'grades', known: letters }, desk);
  if (!place || !settings) return grades;
  for (const letter of letters) {
    const written = settings.get(letter);
    if (written) grades[letter] = readNumber(written, 0, 100, desk, `${grades[letter]}`) ?? grades[letter];
  }
  for (const [index, letter] of letters.slice(1).entries()) {
    const above = letters[index]!;
    if (grades[letter] < grades[above]) continue;
    const at = settings.get(letter) ?? settings.get(above) ?? place;
    const message = `${letter} (${grades[letter]}) must be below ${above} (${grades[above]})`;
    const example = 'grades: {A: 90, B: 80, C: 70, D: 60}';
    desk.problem({ code: 'AGREEMENT_GRADES', at: at.node, path: at.path, message, example });
  }
  return grades;
}

function readHealth(place: Place | null, desk: Desk): Scoring['health'] {
  const health = { ...defaultScoring.health };
  const settings = place && readSettings(place, { owner: 'health', known: objectTypes }, desk);
  for (const object of objectTypes) {
    const written = settings?.get(object);
    const halves = written && readSettings(written, { owner: `health of ${object}`, known: ['data', 'stage'] }, desk);
    if (!written || !halves) continue;
    const weight = (name: string): number => {
      const half = halves.get(name);
      return half ? (readNumber(half, 0, 100, desk, '60') ?? 1) : 0;
    };
    health[object] = { data: weight('data'), stage: weight('stage') };
    if (health[object].data + health[object].stage === 0)
      reportValue(written, `One half of ${object} must count`, desk, { example: '{data: 60, stage: 40}' });
  }
  return health;
}

/** Reads `scoring:`; what is not written keeps its default. A half that is left out of a written pair does not count. */
export function readScoring(place: Place | null, desk: Desk): Scoring {
  const known = ['severity_points', 'critical_caps_score_at', 'grades', 'health'];
  const settings = place && readSettings(place, { owner: 'scoring', known }, desk);
  if (!settings) return defaultScoring;
  const cap = settings.get('critical_caps_score_at');
  return {
    severityPoints: readPoints(settings.get('severity_points'), desk),
    criticalCapsScoreAt: (cap && readNumber(cap, 0, 100, desk, '69')) ?? defaultScoring.criticalCapsScoreAt,
    grades: readGrades(settings.get('grades'), desk),
    health: readHealth(settings.get('health'), desk),
  };
}
