/** The catalogue of what can be wrong with an agreement: each code, and what it means. */
export const problemCodes = {
  AGREEMENT_TOO_LARGE: 'the file is larger than an agreement can be',
  AGREEMENT_TOO_MANY: 'there are more problems than anybody reads; the rest is only counted',
  AGREEMENT_YAML: 'the file is not readable as YAML 1.2',
  AGREEMENT_YAML_FEATURE:
    'a part of YAML that agreements do without: anchors, aliases, tags, merge keys, several documents',
  AGREEMENT_TOO_DEEP: 'lists and settings are nested deeper than any agreement needs',
  AGREEMENT_DUPLICATE: 'the same thing is written twice',
  AGREEMENT_UNKNOWN_KEY: 'a setting that does not exist here',
  AGREEMENT_MISSING_KEY: 'a setting that must be there is not',
  AGREEMENT_TYPE: 'a value of the wrong kind: a list where a text belongs, a text where a number belongs',
  AGREEMENT_VALUE: 'a value that is not possible here',
  AGREEMENT_VERSION: 'the file is written for another version of the language',
  AGREEMENT_UNKNOWN_RULE: 'there is no rule with this id',
  AGREEMENT_UNKNOWN_RULESET: 'there is no such ruleset, or it is not pinned',
  AGREEMENT_UNKNOWN_CONNECTOR: 'there is no connector with this name',
  AGREEMENT_PLUGIN_NOT_ALLOWED: 'a plug-in that the environment does not allow, or that is never loaded',
  AGREEMENT_PLUGIN_NOT_LOADED: 'a plug-in that is allowed but cannot be loaded',
  AGREEMENT_PLUGIN_CONTRACT: 'a plug-in that is not what a connector or rule has to be',
  AGREEMENT_UNKNOWN_SOURCE: 'no CRM of this name stands under crms',
  AGREEMENT_UNKNOWN_OBJECT: 'not one of contact, lead, company, deal, or nothing this connector can sync',
  AGREEMENT_UNKNOWN_FIELD: 'the object has no field of this name',
  AGREEMENT_UNKNOWN_VALUE: 'the pick-list has no such value',
  AGREEMENT_FIELD_TYPE: 'the test does not fit the type of the field',
  AGREEMENT_CONDITION: 'a condition cannot be read',
  AGREEMENT_RESERVED_WORD: 'a word of the language stands where a value belongs',
  AGREEMENT_STRAY_ITEM: 'a list item that is no condition, usually cut off by a comma',
  AGREEMENT_DURATION: 'a duration cannot be read',
  AGREEMENT_SEVERITY: 'a severity that does not exist',
  AGREEMENT_GRADES: 'the lower bounds of the grades are not in order',
  AGREEMENT_SECRET: 'something that looks like a token or password stands in the file',
  AGREEMENT_AMBIGUOUS: 'a name that means several things; say which',
  AGREEMENT_UNKNOWN_NAME: 'there is no definition, list, team, calendar, SLA or metric of this name',
  AGREEMENT_NOT_IN_CRM: 'the CRM has no such field, or does not show it to us',
  AGREEMENT_READ_ONLY: 'a field that is to be written cannot be written',
  AGREEMENT_CIRCLE: 'definitions need each other in a circle',
  AGREEMENT_EXCEPTION: 'an exception without a reason or an end',
  AGREEMENT_ENDED: 'an exception that has ended (a warning)',
  AGREEMENT_REVIEW_DUE: 'the agreement was to be read again by now (a warning)',
  AGREEMENT_GOAL: 'a goal that cannot be measured',
  AGREEMENT_NO_OWNER: 'nobody answers for a promise',
  AGREEMENT_EXAMPLE: 'an example of an own rule does not come out as it says',
  AGREEMENT_UNSIGNED: 'a team has not signed this revision (a warning)',
  AGREEMENT_NO_RULES: 'no rule is on (a warning)',
} as const;

/** A code of the catalogue. */
export type ProblemCode = keyof typeof problemCodes;

/**
 * One mistake of an agreement. Plain data, fit for `--json`; lines and columns count from 1, columns in UTF-16 units
 * as editors do, and span the mistaken word. No field ever holds a secret found in the file.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Just after the mistaken word. */
  readonly endLine: number;
  readonly endColumn: number;
  /** Settings from the top of the file to the mistake. */
  readonly path: readonly string[];
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** Text that could stand there instead, one line or several; null where there is no useful one. */
  readonly example: string | null;
  /** The word that was probably meant; null where nothing is near. */
  readonly suggestion: string | null;
}
