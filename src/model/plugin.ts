import type { ConnectorDefinition } from './connector.ts';
import type { Rule } from './rule.ts';

/** What a plug-in is asked for: a `connector` under `crms:`, or a module of rules under `rules:`. */
export type PluginKind = 'connector' | 'rules';

/** A plug-in as an agreement names it: a path relative to the agreement's folder, or a package. */
export interface PluginRequest {
  readonly kind: PluginKind;
  readonly name: string;
}

/** Why a plug-in was not taken; the agreement's problem has a code for each. */
export type PluginRefusal = 'not allowed' | 'not loaded' | 'against the contract';

/**
 * What became of a request: the plug-in, held to the contract, or every reason why it was not taken. `code` is a
 * fingerprint of its text, so that a changed rule counts as a changed agreement.
 */
export type Plugin =
  | { readonly is: 'connector'; readonly name: string; readonly definition: ConnectorDefinition }
  | { readonly is: 'rules'; readonly name: string; readonly rules: readonly Rule[]; readonly code: string }
  | ({ readonly is: 'refused'; readonly why: PluginRefusal; readonly reasons: readonly string[] } & PluginRequest);

/** A name that can be looked for, or a sentence that says why it never is. */
export type PluginName = { readonly is: 'path' | 'package' } | { readonly is: 'impossible'; readonly reason: string };

const packageName = /^(?:@[a-z0-9-][a-z0-9-._]*\/)?[a-z0-9-][a-z0-9-._]*$/;
const moduleFile = /\.[cm]?[jt]s$/;
const address = /^[a-z][a-z0-9+.-]*:/i;

function impossible(reason: string): PluginName {
  return { is: 'impossible', reason };
}

/**
 * Reads the name of a plug-in. Only a path that stays below the agreement's folder and the bare name of a package are
 * possible: an address could bring code from anywhere, and `..` could leave what was allowed.
 */
export function readPluginName(name: string): PluginName {
  if (/\p{Cc}/u.test(name)) return impossible('it has characters that cannot be seen');
  if (address.test(name)) return impossible('it is an address; only a file or an installed package is ever loaded');
  if (name.includes('\\')) return impossible('folders of a path are separated by "/"');
  if (name.split('/').includes('..')) return impossible('a path with ".." is never followed');
  if (name.startsWith('/') || name.startsWith('~'))
    return impossible('a path is written relative to the agreement, with "./" in front');
  if (name.startsWith('./')) return { is: 'path' };
  if (packageName.test(name) && !/^[^/]*\.(?:[cm]?ts|[cm]js)$/.test(name)) return { is: 'package' };
  return impossible('a path begins with "./", and a package is named as npm names it');
}

/**
 * Whether a name can only have been meant as a plug-in, so that it is explained as one. Other words that could be
 * packages are more likely slips of the pen.
 */
export function isMeantAsPlugin(name: string): boolean {
  return /^(?:\.{1,2}\/|[/~@]|crm-hygiene-)/.test(name) || /[\\:]/.test(name) || moduleFile.test(name);
}
