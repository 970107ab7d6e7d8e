import { parseNumber } from './parse-field.ts';
import type { HealthValues, ObjectType } from './record.ts';

/** The six fields we write to, by the short name used in `write_back.fields`. */
export const healthKeys = ['score', 'grade', 'stageHealth', 'flags', 'nextAction', 'scoredAt'] as const;
/** The short name of one of them. */
export type HealthKey = (typeof healthKeys)[number];

/** A value of a multi-select or single select as the CRM stores and shows it. */
export interface HealthOption {
  readonly value: string;
  readonly label: string;
}

/** A field to be provisioned on one object; the connector turns it into its CRM's own definition. */
export interface HealthFieldSpec {
  readonly object: ObjectType;
  readonly key: HealthKey;
  readonly type: 'number' | 'select' | 'multi-select' | 'text' | 'time';
  readonly label: string;
  readonly description: string;
  readonly options: readonly HealthOption[];
}

/** Snake-case part of a field's name: `stageHealth` → `stage_health`. */
export function healthFieldPart(key: HealthKey): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The flag that stands for a rule whose own flag value is not provisioned yet. */
export const otherFlag: HealthOption = { value: 'other', label: 'Other' };

/**
 * One text for equal health values: keys in fixed order, flags sorted, empty fields left out. Two texts differ
 * exactly where a write would change something; `scoredAt` is no part, as it is never written alone.
 */
export function healthText(values: HealthValues): string {
  const flags = values.flags?.length ? [...values.flags].sort() : undefined;
  return JSON.stringify({
    score: values.score,
    grade: values.grade || undefined,
    stageHealth: values.stageHealth || undefined,
    flags,
    nextAction: values.nextAction || undefined,
  });
}

/**
 * Reads health fields as a CRM keeps them: numbers or texts, the flags as `a;b` in any order. What is empty, or no
 * number where one is expected, is left out.
 */
export function readHealthValues(fieldOf: (key: HealthKey) => unknown): HealthValues {
  const text = (key: HealthKey): string => {
    const value = fieldOf(key);
    return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  };
  const score = parseNumber(text('score'));
  const flags = text('flags')
    .split(';')
    .map((flag) => flag.trim())
    .filter(Boolean)
    .sort();
  return {
    ...(score === null ? {} : { score }),
    ...(text('grade') ? { grade: text('grade') } : {}),
    ...(text('stageHealth') ? { stageHealth: text('stageHealth') } : {}),
    ...(flags.length > 0 ? { flags } : {}),
    ...(text('nextAction') ? { nextAction: text('nextAction') } : {}),
  };
}

/** The field specifications of one object; `flags` are the values its rules can raise. */
export function healthFields(object: ObjectType, flags: readonly HealthOption[]): readonly HealthFieldSpec[] {
  const field = (
    key: HealthKey,
    type: HealthFieldSpec['type'],
    label: string,
    description: string,
    options: readonly HealthOption[] = [],
  ): HealthFieldSpec => ({ object, key, type, label, description, options });
  const grades = ['A', 'B', 'C', 'D', 'F'].map((value) => ({ value, label: value }));
  const stageHealth = [
    { value: 'healthy', label: 'Healthy' },
    { value: 'at_risk', label: 'At risk' },
    { value: 'unhealthy', label: 'Unhealthy' },
  ];
  return [
    field(
      'score',
      'number',
      'Hygiene score',
      'Health of this record, 0 to 100, by the agreement of sales and marketing.',
    ),
    field('grade', 'select', 'Hygiene grade', 'A to F, from the hygiene score.', grades),
    field(
      'stageHealth',
      'select',
      'Stage health',
      'Whether the record moves through its stages as agreed.',
      stageHealth,
    ),
    field('flags', 'multi-select', 'Hygiene flags', 'What is wrong with this record; gone once mended.', [
      ...flags,
      otherFlag,
    ]),
    field('nextAction', 'text', 'Hygiene next action', 'The fix that gains most points.'),
    field('scoredAt', 'time', 'Hygiene scored at', 'When these fields last changed.'),
  ];
}
