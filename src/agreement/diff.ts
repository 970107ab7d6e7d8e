import type { Agreement } from '../model/agreement.ts';
import { type Facts, outlineOf } from './outline.ts';

const none: Facts = new Map();

function listed(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(', ');
}

function diffLists(was: readonly string[], is: readonly string[]): readonly string[] {
  const added = is.filter((text) => !was.includes(text));
  const dropped = was.filter((text) => !is.includes(text));
  return [
    ...(added.length > 0 ? [`now also ${listed(added)}`] : []),
    ...(dropped.length > 0 ? [`no longer ${listed(dropped)}`] : []),
  ];
}

function diffFact(name: string, was: string | readonly string[] | undefined, is: typeof was): readonly string[] {
  if (typeof was === 'string' || typeof is === 'string') {
    if (was === is) return [];
    if (was === undefined) return [`${name} is ${is}, where none was set`];
    if (is === undefined) return [`${name} is no longer set; it was ${was}`];
    return [`${name} is ${is} instead of ${was}`];
  }
  return diffLists(was ?? [], is ?? []).map((text) => `${name}: ${text}`);
}

function diffFacts(topic: string, was: Facts, is: Facts): readonly string[] {
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names].flatMap((name) => diffFact(name, was.get(name), is.get(name)).map((text) => `${topic}: ${text}`));
}

function arrived(topic: string, facts: Facts): string {
  if (!topic.startsWith('rule ')) return `${topic} is new`;
  return `${topic} is on, ${String(facts.get('severity'))}`;
}

/**
 * What one agreement says otherwise than another, in sentences without a full stop, thing by thing in the order in which
 * the newer one names them; empty where both say the same.
 */
export function diffAgreements(before: Agreement, after: Agreement): readonly string[] {
  const [was, is] = [outlineOf(before), outlineOf(after)];
  const topics = new Set([...is.keys(), ...was.keys()]);
  return [...topics].flatMap((topic) => {
    const [old, now] = [was.get(topic), is.get(topic)];
    if (old === undefined) return [arrived(topic, now ?? none)];
    if (now === undefined) return [topic.startsWith('rule ') ? `${topic} is off` : `${topic} is gone`];
    return diffFacts(topic, old, now);
  });
}
