import type { OwnCheck, OwnRule } from '../../model/agreement.ts';
import type { ByObject } from '../../model/condition.ts';
import type { ObjectType } from '../../model/record.ts';
import {
  type Dimension,
  dimensions,
  familyObjects,
  type Half,
  type RuleFamily,
  type RuleId,
  type Severity,
} from '../../model/rule.ts';
import { type ConditionReader, readConditions, readWhenUnless } from '../conditions.ts';
import type { Desk } from '../desk.ts';
import {
  entriesOf,
  type KeyPlace,
  type Place,
  quoted,
  readNumber,
  readSettings,
  readText,
  readWord,
  type Settings,
} from '../reading.ts';
import { isSecret, readDuration, readObjects } from '../scalars.ts';
import { suggest } from '../suggest.ts';
import { spanWithin } from '../tree.ts';
import { findField, unknownField } from '../vocabulary.ts';
import { type PendingExample, readExamples } from './examples.ts';
import { readExceptions } from './exceptions.ts';
import { isOwnRule, mostWeight, readSeverity } from './rules.ts';
import { readTeamName, type TeamNames } from './teams.ts';

const ruleId = /^(person|lead|company|deal)\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
const known = [
  ...['says', 'applies_to', 'when', 'check', 'unless', 'severity', 'weight', 'half', 'dimension', 'fix', 'owner'],
  ...['grace', 'passes', 'fails', 'exceptions'],
];

/** What own rules are read with. */
export interface OwnRuleReader {
  readonly teams: TeamNames;
  readonly conditions: ConditionReader;
  /** The day of `now` in the agreement's zone; null where the time is not known. */
  readonly today: number | null;
}

function readId(entry: KeyPlace, desk: Desk): RuleFamily | null {
  const { key, path } = entry;
  const family = ruleId.exec(key.text)?.[1] as RuleFamily | undefined;
  if (family !== undefined || key.isSecret) return family ?? null;
  const [before = '', ...after] = key.text.split('/');
  const meant = before === 'contact' ? 'person' : suggest(before, Object.keys(familyObjects));
  const suggestion =
    meant && after.length > 0
      ? `${meant}/${after
          .join('-')
          .toLowerCase()
          .replace(/[\s_]+/g, '-')}`
      : null;
  const hint = suggestion !== null && ruleId.test(suggestion) ? ` Did you mean "${suggestion}"?` : '';
  const message = `${quoted(key.text)} cannot be the id of a rule: person, lead, company or deal, then / and a name of small letters and -.${hint}`;
  desk.problem({ code: 'AGREEMENT_VALUE', at: key, path, message, example: 'deal/decision-maker-missing', suggestion });
  return null;
}

/** Checks the placeholders of a text: `{name}` is the record's name, any other a field. */
function readTemplate(place: Place, objects: readonly ObjectType[], reader: ConditionReader, example: string): string {
  const text = readText(place, 'a sentence', reader.desk, example) ?? '';
  const { node, path } = place;
  if (node.is !== 'scalar' || node.isSecret) return text;
  for (const match of node.text.matchAll(/\{([^{}]*)\}/g)) {
    const name = match[1]!.trim();
    const lacking =
      name === 'name' ? undefined : objects.find((object) => findField(name, reader.vocabulary(object)) === null);
    if (lacking === undefined) continue;
    const { message, suggestion } = unknownField(name, reader.vocabulary(lacking));
    const at = spanWithin(node, match.index + 1, match.index + match[0].length - 1);
    reader.desk.problem({ code: 'AGREEMENT_UNKNOWN_FIELD', at, path, message, suggestion });
  }
  return text;
}

function readKind(settings: Settings, desk: Desk): { readonly half: Half; readonly dimension: Dimension } {
  const [halfPlace, dimensionPlace] = [settings.get('half'), settings.get('dimension')];
  const written = halfPlace && readWord(halfPlace, 'a half of the score', ['data', 'stage'] as const, desk);
  const aspect = dimensionPlace && readWord(dimensionPlace, 'a dimension', dimensions, desk);
  const half = written ?? (aspect === 'stage' ? 'stage' : 'data');
  const dimension = aspect ?? (half === 'stage' ? 'stage' : 'completeness');
  if (written && aspect && dimensionPlace && (half === 'stage') !== (dimension === 'stage')) {
    const message = 'The half "stage" and the dimension "stage" go together; the half "data" has the other dimensions';
    const { node, path } = dimensionPlace;
    desk.problem({ code: 'AGREEMENT_VALUE', at: node, path, message, example: 'dimension: completeness' });
  }
  return { half, dimension };
}

function readApplies(settings: Settings, family: RuleFamily | null, desk: Desk): readonly ObjectType[] {
  const possible = family === null ? (['contact', 'lead', 'company', 'deal'] as const) : familyObjects[family];
  const place = settings.get('applies_to');
  return place ? readObjects(place, possible, desk) : family === null ? [] : possible;
}

function readChecks(settings: Settings, objects: readonly ObjectType[], reader: ConditionReader): ByObject<OwnCheck> {
  const around = readWhenUnless(settings, objects, reader);
  const check = readConditions(settings.need('check', 'job title is filled'), objects, reader);
  return Object.fromEntries(objects.map((object) => [object, { ...around[object]!, check: check[object] ?? [] }]));
}

function readTexts(settings: Settings, objects: readonly ObjectType[], reader: ConditionReader) {
  const says = settings.need('says', 'A decision maker has a job title');
  const fix = settings.get('fix');
  const sentence = says ? readTemplate(says, objects, reader, 'A decision maker has a job title') : '';
  return { says: sentence, fix: fix ? readTemplate(fix, objects, reader, 'Add the job title') : sentence };
}

interface ReadRule {
  readonly rule: OwnRule;
  readonly isOn: boolean;
  readonly examples: readonly PendingExample[];
}

function readOwnRule(entry: KeyPlace, around: OwnRuleReader): ReadRule | null {
  const { conditions, teams } = around;
  const { desk } = conditions;
  const family = readId(entry, desk);
  const settings = readSettings(entry, { owner: 'a rule', known }, desk);
  if (!settings) return null;
  const objects = readApplies(settings, family, desk);
  const [severity, weight, owner, grace, exceptions] = ['severity', 'weight', 'owner', 'grace', 'exceptions'].map(
    (name) => settings.get(name),
  );
  const level: Severity | 'off' | null = severity ? readSeverity(severity, desk) : 'medium';
  const before = desk.count();
  const checks = readChecks(settings, objects, conditions);
  const rule: OwnRule = {
    id: entry.key.text as RuleId,
    severity: level === null || level === 'off' ? 'medium' : level,
    weight: weight ? readNumber(weight, 0, mostWeight, desk, '8') : null,
    ...readKind(settings, desk),
    ...readTexts(settings, objects, conditions),
    owner: owner && !isSecret(owner) ? readTeamName(owner, teams, desk) : null,
    grace: grace ? readDuration(grace, desk) : null,
    checks,
    exceptions: exceptions ? readExceptions(exceptions, objects, around.today, conditions) : [],
  };
  const isSound = desk.count() === before;
  const examples = readExamples(settings, rule, conditions);
  return { rule, isOn: level !== 'off', examples: isSound ? examples : [] };
}

/** The agreement's own rules, and their examples, which are run once the whole agreement is read. */
export interface OwnRules {
  readonly ownRules: readonly OwnRule[];
  readonly examples: readonly PendingExample[];
}

/** Reads the rules under `rules:` that the agreement itself defines; those that are off are checked and left out. */
export function readOwnRules(place: Place | null, builtIn: ReadonlySet<string>, around: OwnRuleReader): OwnRules {
  if (place === null || place.node.is !== 'map') return { ownRules: [], examples: [] };
  const own = entriesOf(place, 'rules by id', around.conditions.desk).filter(
    (entry) => isOwnRule(entry) && !builtIn.has(entry.key.text),
  );
  const rules = own.flatMap((entry) => readOwnRule(entry, around) ?? []);
  return {
    ownRules: rules
      .filter(({ isOn }) => isOn)
      .map(({ rule }) => rule)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    examples: rules.flatMap(({ examples }) => examples),
  };
}
