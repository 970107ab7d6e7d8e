import type { Agreement, DerivedField, OwnField } from '../model/agreement.ts';
import { createCalendar } from '../model/calendar.ts';
import type { Catalog, Manifest } from '../model/connector.ts';
import type { Plugin } from '../model/plugin.ts';
import type { ObjectType, SourceName } from '../model/record.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import type { ConditionReader } from './conditions.ts';
import { type Desk, openDesk } from './desk.ts';
import { readDocument } from './document.ts';
import type { Problem } from './problem.ts';
import { type KeyPlace, type Place, readSettings, type Settings, within } from './reading.ts';
import { readCalendars } from './sections/calendars.ts';
import { checkSteps, peekObjects, readDefinitions } from './sections/definitions.ts';
import { type KnownSource, readDerived, readFields } from './sections/fields.ts';
import { type General, readGeneral, readVersion } from './sections/general.ts';
import { readGoals } from './sections/goals.ts';
import { readLifecycle } from './sections/lifecycle.ts';
import { readLists } from './sections/lists.ts';
import { readOwnRules } from './sections/own-rules.ts';
import { readPipelines } from './sections/pipelines.ts';
import { readExtends, readRules, type TermsReader } from './sections/rules.ts';
import { type ExampleRun, type Judge, runExamples } from './sections/run-examples.ts';
import { readNotify, readSchedule } from './sections/schedule.ts';
import { readScope } from './sections/scope.ts';
import { readScoring } from './sections/scoring.ts';
import { readSigners, type Signing } from './sections/signers.ts';
import { readSlas } from './sections/slas.ts';
import { readSources, sourceExample } from './sections/sources.ts';
import { type NamedSource, readTeams, type TeamNames } from './sections/teams.ts';
import { checkTargets, readWriteBack } from './sections/write-back.ts';
import { isNothing, type MapNode, type Node, type Span } from './tree.ts';
import { versionOf } from './version.ts';
import { type Known, type Vocabulary, vocabularyOf } from './vocabulary.ts';

/**
 * What an agreement is read against: the name of its file for messages, what is built in, and what became of the
 * plug-ins it names (`findPlugins`).
 */
export interface LoadContext {
  readonly file: string;
  readonly rules: readonly Rule[];
  /** What `extends:` can name. */
  readonly rulesets: readonly Ruleset[];
  readonly connectors: readonly Manifest<unknown>[];
  /** What each source offers, where that is known: names and values are then checked and resolved against it. */
  readonly catalogs?: Readonly<Record<SourceName, Catalog>>;
  /** Epoch ms; tells what has ended. Without it nothing is said of that. */
  readonly now?: number;
  /** Judges the examples of own rules; without it only their form is checked (what an engine's `judgeExamples` gives). */
  readonly judge?: Judge;
  /** Told how each example comes out; conditions on the present time are then judged too, and count. */
  readonly exampleRun?: ExampleRun;
  /** Who has signed which revision, where signatures are kept. */
  readonly signing?: Signing;
  readonly plugins?: readonly Plugin[];
}

type Unversioned = Omit<Agreement, 'version'>;

/** An agreement, or everything that keeps it from being one; never both. */
export type Loaded =
  | { readonly agreement: Agreement; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

const noGeneral: General = { name: '', timeZone: 'UTC', currency: 'EUR', reviewBefore: null, signers: [] };

// Hostile YAML costs the parser about 10 s per MB; a real agreement has a few dozen KB.
const largestText = 256 * 1024;

/** Whether a text is refused unread. */
export function isTooLarge(text: string): boolean {
  return text.length > largestText;
}

const known = [
  ...['version', 'agreement', 'extends', 'crms', 'calendars', 'teams', 'scope', 'fields', 'lists', 'definitions'],
  ...['lifecycle', 'pipelines', 'slas', 'goals', 'rules', 'scoring', 'write_back', 'schedule', 'notify'],
];

function readTop(root: Node, desk: Desk): Settings | null {
  if (root.is === 'map') return readSettings({ node: root, path: [] }, { owner: 'the agreement', known }, desk);
  if (isNothing(root)) {
    const message = 'The file is empty';
    desk.problem({ code: 'AGREEMENT_TYPE', at: root, path: [], message, example: 'version: 1' });
    return null;
  }
  const message = 'expected settings ("name: value") at the beginning of a line';
  desk.problem({ code: 'AGREEMENT_TYPE', at: root, path: [], message, example: 'version: 1' });
  return null;
}

/** The place of a top-level setting's name, or the beginning of the file. */
function keyOf(root: MapNode, name: string): Span {
  return root.entries.find((entry) => entry.key.text === name)?.key ?? { start: root.start, end: root.start };
}

interface Sections {
  /** A section that is there and says something. */
  optional(name: string): Place | null;
  readonly top: Settings;
  readonly root: MapNode;
}

function readCrms({ top }: Sections, around: LoadContext, desk: Desk) {
  const plugins = around.plugins ?? [];
  const connectors = [
    ...around.connectors,
    ...plugins.flatMap((plugin) => (plugin.is === 'connector' ? [plugin.definition.manifest] : [])),
  ];
  const crms = top.need('crms', `{${sourceExample(around.connectors)}}`);
  const sources = crms ? readSources(crms, connectors, plugins, desk) : [];
  const names = crms?.node.is === 'map' ? crms.node.entries.map((entry) => entry.key.text) : [];
  const known = names.map((name) => {
    const connector = sources.find((source) => source.name === name)?.connector ?? '';
    const manifest = connectors.find((candidate) => candidate.name === connector);
    const catalog = around.catalogs && Object.hasOwn(around.catalogs, name) ? around.catalogs[name] : undefined;
    return { name, connector, manifest, objects: manifest?.objects ?? {}, catalog };
  });
  return { sources, known };
}

/** The names conditions may speak of, before any condition is read: definitions and SLAs may stand further down. */
function peekNames(sections: Sections, sources: readonly KnownSource[], currency: string): Omit<Known, 'lists'> {
  const entries = (name: string): readonly KeyPlace[] => {
    const place = sections.optional(name);
    return place?.node.is === 'map' ? place.node.entries.map((entry) => within(place, entry)) : [];
  };
  return {
    currency,
    sources: sources.map((source) => source.name),
    catalogs: new Map(sources.flatMap(({ name, catalog }) => (catalog ? [[name, catalog]] : []))),
    definitions: new Map(entries('definitions').map((entry) => [entry.key.text, peekObjects(entry)])),
    slas: entries('slas').map((entry) => entry.key.text),
    pipelines: new Map(
      entries('pipelines').map(({ key, node }) => [
        key.text,
        node.is === 'map' ? node.entries.map((entry) => entry.key.text) : [],
      ]),
    ),
  };
}

function createReader(
  known: Known,
  fields: readonly OwnField[],
  derived: readonly DerivedField[],
  desk: Desk,
): ConditionReader {
  const vocabularies = new Map<ObjectType, Vocabulary>();
  return {
    desk,
    uses: [],
    definition: null,
    vocabulary(object) {
      const found = vocabularies.get(object) ?? vocabularyOf(object, fields, derived, known);
      vocabularies.set(object, found);
      return found;
    },
  };
}

function readPeople(sections: Sections, sources: readonly NamedSource[], desk: Desk) {
  const calendars = readCalendars(sections.optional('calendars'), desk);
  const place = sections.optional('teams');
  const teams = readTeams(place, sources, calendars, desk);
  return { calendars, teams, teamNames: place === null ? null : teams.map((team) => team.name) };
}

function readFieldsAndWords(
  sections: Sections,
  sources: readonly KnownSource[],
  teams: TeamNames,
  currency: string,
  desk: Desk,
) {
  const fields = readFields(sections.optional('fields'), sources, teams, desk);
  const lists = readLists(sections.optional('lists'), desk);
  const known: Known = { ...peekNames(sections, sources, currency), lists };
  const derived = readDerived(sections.optional('fields'), fields, createReader(known, fields, [], desk));
  return { fields, lists, derived, slas: known.slas, reader: createReader(known, fields, derived, desk) };
}

function readRulesOf({ optional, root }: Sections, around: LoadContext, reader: TermsReader) {
  const { desk } = reader.conditions;
  const pinned = readExtends(optional('extends'), around.rulesets, desk);
  const rulesRoot = { place: { node: root, path: ['extends'] }, key: keyOf(root, 'extends') };
  const plugins = around.plugins ?? [];
  const rules = readRules(optional('rules'), pinned, { rules: around.rules, plugins }, rulesRoot, reader);
  const inCode = [...around.rules, ...plugins.flatMap((plugin) => (plugin.is === 'rules' ? plugin.rules : []))];
  const taken = new Set<string>(inCode.map((rule) => rule.meta.id));
  return { rules, ...readOwnRules(optional('rules'), taken, reader) };
}

function readAgreement(root: MapNode, top: Settings, around: LoadContext, desk: Desk): Unversioned | null {
  const optional = (name: string): Place | null => {
    const place = top.get(name);
    return place && isNothing(place.node) ? null : place;
  };
  const sections: Sections = { optional, top, root };
  const version = top.need('version', '1');
  if (version) readVersion(version, desk);
  const place = top.need(
    'agreement',
    '{name: Acme sales and marketing agreement, timezone: Europe/Berlin, currency: EUR}',
  );
  const now = around.now ?? null;
  const general = place && readGeneral(place, now, desk);
  const today = now === null ? null : createCalendar(general?.timeZone ?? 'UTC').day(now);
  const { sources, known } = readCrms(sections, around, desk);
  const { calendars, teams, teamNames } = readPeople(sections, known, desk);
  const words = readFieldsAndWords(sections, known, teamNames, general?.currency ?? 'EUR', desk);
  const { fields, derived, lists, reader } = words;
  const definitions = readDefinitions(optional('definitions'), teamNames, reader);
  const slas = readSlas(optional('slas'), teamNames, reader);
  const { name, timeZone, currency, reviewBefore, signers } = general ?? noGeneral;
  const writeBack = readWriteBack(optional('write_back'), desk);
  const rulesReader = { teams: teamNames, conditions: reader, today };
  const { rules, ownRules, examples } = readRulesOf(sections, around, rulesReader);
  const agreement: Unversioned = {
    ...{ name, timeZone, currency, reviewBefore, sources, calendars, teams },
    requireSignatures: readSigners(signers, teamNames, around.signing ?? null, desk),
    ...{ rules, ownRules, fields, derived, lists: Object.fromEntries(lists), definitions },
    lifecycle: readLifecycle(optional('lifecycle'), known, teamNames, reader),
    scope: readScope(optional('scope'), reader),
    pipelines: readPipelines(optional('pipelines'), reader.vocabulary('deal'), desk),
    slas,
    goals: readGoals(optional('goals'), teamNames, desk),
    scoring: readScoring(optional('scoring'), desk),
    writeBack,
    schedule: readSchedule(optional('schedule'), desk),
    notify: readNotify(optional('notify'), { slas: words.slas, teams: teamNames }, desk),
  };
  const counted = new Set(derived.map((field) => `${field.object}.${field.name}`));
  checkSteps(definitions, reader.uses, (object, field) => counted.has(`${object}.${field}`), desk);
  checkTargets(optional('write_back'), writeBack, known, desk);
  if (around.judge) {
    const ready = { version: { hash: '' }, ...agreement };
    runExamples(examples, ready, around.judge, around.exampleRun ?? null, reader);
  }
  return general && agreement;
}

function readText(text: string, around: LoadContext, desk: Desk): Unversioned | null {
  if (isTooLarge(text)) {
    const message = `The file is larger than ${largestText / 1024} KB, more than an agreement can be`;
    desk.problem({ code: 'AGREEMENT_TOO_LARGE', at: { start: 0, end: 0 }, path: [], message });
    return null;
  }
  const root = readDocument(desk);
  const top = root && readTop(root, desk);
  return top && root.is === 'map' ? readAgreement(root, top, around, desk) : null;
}

/**
 * Reads an agreement. All problems come out together, each with line and column; nothing is applied while there is
 * one. Never throws, whatever the text: it may come from a web page.
 */
export function loadAgreement(text: string, around: LoadContext): Loaded {
  const desk = openDesk(around.file, text.startsWith('\ufeff') ? text.slice(1) : text);
  const agreement = readText(desk.text, around, desk);
  const problems = desk.problems();
  if (problems.length > 0 || agreement === null) return { problems, warnings: desk.warnings() };
  if (agreement.rules.length + agreement.ownRules.length === 0) {
    const message = 'No rule is on, so nothing is judged';
    const at = { start: 0, end: 0 };
    desk.warning({ code: 'AGREEMENT_NO_RULES', at, path: [], message, example: 'extends: [recommended@1]' });
  }
  return { agreement: { version: versionOf(agreement), ...agreement }, warnings: desk.warnings() };
}
