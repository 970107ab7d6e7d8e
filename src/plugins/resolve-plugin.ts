import { stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PluginRefusal, readPluginName } from '../model/plugin.ts';
import { type AllowList, realPathOf } from './allow-list.ts';
import type { ModuleSystem } from './module-system.ts';

/** Where names of plug-ins are looked up, and what decides whether they may be. */
export interface PluginPlaces {
  /** Entries of CRM_HYGIENE_PLUGINS as they were written. */
  readonly listed: readonly string[];
  readonly allowed: AllowList;
  /** Against which the entries of the list are resolved. */
  readonly workingFolder: string;
  /** The agreement's folder, in and above which packages are looked for. */
  readonly folder: string;
}

/** The module to be imported, or why nothing is. */
export type Resolved = { readonly url: string } | { readonly why: PluginRefusal; readonly reason: string };

function notAllowed(entry: string, listed: readonly string[]): Resolved {
  const value = [...listed, entry].join(',');
  const reason = `is not allowed here. If you trust its code, set CRM_HYGIENE_PLUGINS=${value} in the environment`;
  return { why: 'not allowed', reason };
}

function neverLoaded(reason: string): Resolved {
  return { why: 'not allowed', reason: `is never loaded: ${reason}` };
}

function notLoaded(reason: string): Resolved {
  return { why: 'not loaded', reason: `cannot be loaded: ${reason}` };
}

/** A path as an entry of the list: relative to the working folder where it lies below it. */
function entryFor(path: string, workingFolder: string): string {
  const inner = relative(workingFolder, path).split(sep).join('/');
  return inner === '' || inner.startsWith('..') || /[\s,]/.test(inner) ? path : `./${inner}`;
}

async function resolvePath(name: string, places: PluginPlaces): Promise<Resolved> {
  const path = resolve(places.folder, name);
  const real = await realPathOf(path);
  // Asked before anything is said of the file, so that an agreement is no means to look around on this machine.
  if (!places.allowed.hasFile(real)) return notAllowed(entryFor(path, places.workingFolder), places.listed);
  const found = await stat(real).catch(() => null);
  if (found === null) return notLoaded(`there is no such file in ${places.folder}`);
  if (!found.isFile()) return notLoaded('it is no file; name the file that exports it');
  if (!/\.(?:m?[jt]s)$/.test(real))
    return notLoaded('it is no module: expected a file that ends in .ts, .mts, .js or .mjs');
  return { url: pathToFileURL(real).href };
}

function resolvePackage(name: string, places: PluginPlaces, modules: ModuleSystem): Resolved {
  if (isBuiltin(name)) return neverLoaded('it is a part of Node itself');
  if (!places.allowed.hasPackage(name)) return notAllowed(name, places.listed);
  const url = modules.findPackage(name, places.folder);
  if (url?.startsWith('file:')) return { url };
  return notLoaded(
    `no module of such a package is found in ${places.folder} or above. Install it there: npm install ${name}`,
  );
}

/** Decides on a name before anything is imported: the environment must allow it, and its module must be there. */
export async function resolvePlugin(name: string, places: PluginPlaces, modules: ModuleSystem): Promise<Resolved> {
  const read = readPluginName(name);
  if (read.is === 'impossible') return neverLoaded(read.reason);
  return read.is === 'path' ? resolvePath(name, places) : resolvePackage(name, places, modules);
}
