import type { Agreement } from '../model/agreement.ts';
import type { Manifest } from '../model/connector.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Rule } from '../model/rule.ts';
import { type Desk, openDesk } from './desk.ts';
import { readDocument } from './document.ts';
import type { Problem } from './problem.ts';
import { type Place, readSettings, type Settings } from './reading.ts';
import { readFields } from './sections/fields.ts';
import { readGeneral, readVersion } from './sections/general.ts';
import { readPipelines } from './sections/pipelines.ts';
import { readExtends, readRules } from './sections/rules.ts';
import { readScope } from './sections/scope.ts';
import { readScoring } from './sections/scoring.ts';
import { readSources, sourceExample } from './sections/sources.ts';
import { readWriteBack } from './sections/write-back.ts';
import { isNothing, type MapNode, type Node, type Span } from './tree.ts';
import { versionOf } from './version.ts';

/**
 * What an agreement is read against: the name of its file for messages, what is built in, and what became of the
 * plug-ins it names (`findPlugins`).
 */
export interface LoadContext {
  readonly file: string;
  readonly rules: readonly Rule[];
  readonly connectors: readonly Manifest<unknown>[];
  readonly plugins?: readonly Plugin[];
}

/** An agreement, or everything that keeps it from being one; never both. */
export type Loaded =
  | { readonly agreement: Agreement; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

// Hostile YAML costs the parser about 10 s per MB; a real agreement has a few dozen KB.
const largestText = 256 * 1024;

/** Whether a text is refused unread. */
export function isTooLarge(text: string): boolean {
  return text.length > largestText;
}

const known = [
  'version',
  'agreement',
  'extends',
  'crms',
  'scope',
  'fields',
  'pipelines',
  'rules',
  'scoring',
  'write_back',
];
const notYet = ['calendars', 'teams', 'lists', 'definitions', 'lifecycle', 'slas', 'goals', 'schedule', 'notify'];

function readTop(root: Node, desk: Desk): Settings | null {
  if (root.is === 'map') return readSettings({ node: root, path: [] }, { owner: 'the agreement', known, notYet }, desk);
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

function readAgreement(
  root: MapNode,
  top: Settings,
  around: LoadContext,
  desk: Desk,
): Omit<Agreement, 'version'> | null {
  const optional = (name: string): Place | null => {
    const place = top.get(name);
    return place && isNothing(place.node) ? null : place;
  };
  const version = top.need('version', '1');
  if (version) readVersion(version, desk);
  const place = top.need(
    'agreement',
    '{name: Acme sales and marketing agreement, timezone: Europe/Berlin, currency: EUR}',
  );
  const general = place && readGeneral(place, desk);
  const plugins = around.plugins ?? [];
  const connectors = [
    ...around.connectors,
    ...plugins.flatMap((plugin) => (plugin.is === 'connector' ? [plugin.definition.manifest] : [])),
  ];
  const crms = top.need('crms', `{${sourceExample(around.connectors)}}`);
  const sources = crms ? readSources(crms, connectors, plugins, desk) : [];
  const named = crms?.node.is === 'map' ? crms.node.entries.map((entry) => entry.key.text) : [];
  const objectsOf = (name: string) => {
    const connector = sources.find((source) => source.name === name)?.connector;
    return connectors.find((manifest) => manifest.name === connector)?.objects ?? {};
  };
  const fields = readFields(
    optional('fields'),
    named.map((name) => ({ name, objects: objectsOf(name) })),
    desk,
  );
  const sets = readExtends(optional('extends'), desk);
  const rulesRoot = { place: { node: root, path: ['extends'] }, key: keyOf(root, 'extends') };
  const rules = readRules(optional('rules'), sets, { rules: around.rules, plugins }, rulesRoot, desk);
  const rest = {
    rules,
    fields,
    scope: readScope(optional('scope'), fields, desk),
    pipelines: readPipelines(optional('pipelines'), fields, desk),
    scoring: readScoring(optional('scoring'), desk),
    writeBack: readWriteBack(optional('write_back'), desk),
  };
  return general && { ...general, sources, ...rest };
}

function readText(text: string, around: LoadContext, desk: Desk): Omit<Agreement, 'version'> | null {
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
  if (agreement.rules.length === 0) {
    const message = 'No rule is on, so nothing is judged';
    const at = { start: 0, end: 0 };
    desk.warning({ code: 'AGREEMENT_NO_RULES', at, path: [], message, example: 'extends: [recommended@1]' });
  }
  return { agreement: { version: versionOf(agreement), ...agreement }, warnings: desk.warnings() };
}
