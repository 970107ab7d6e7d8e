import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { UserError } from '../model/errors.ts';
import { readPluginName } from '../model/plugin.ts';

/** Which plug-ins the environment allows: packages by name, files by the place they really lie in. */
export interface AllowList {
  hasPackage(name: string): boolean;
  /** For a real path: what is asked for lies in a listed folder, or is a listed file. */
  hasFile(realPath: string): boolean;
}

/** Where a path really leads, every link followed; what does not exist yet is taken as it is written. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}

function isPath(entry: string): boolean {
  return isAbsolute(entry) || entry.startsWith('.') || (entry.includes('/') && !entry.startsWith('@'));
}

function checkEntry(entry: string): void {
  if (isPath(entry) ? !/^[a-z][a-z0-9+.-]+:/i.test(entry) : readPluginName(entry).is === 'package') return;
  throw new UserError({
    code: 'CONFIG_INVALID',
    message:
      `CRM_HYGIENE_PLUGINS: expected names of packages and paths, separated by commas or blanks; found "${entry}". ` +
      'For example: CRM_HYGIENE_PLUGINS=./plugins,@acme/crm-connector',
  });
}

/**
 * Reads the entries of the list. A path is relative to the working folder, or absolute; a word without a slash is the
 * name of a package. Throws UserError for what is neither.
 */
export async function openAllowList(entries: readonly string[], workingFolder: string): Promise<AllowList> {
  for (const entry of entries) checkEntry(entry);
  const packages = new Set(entries.filter((entry) => !isPath(entry)));
  const paths = await Promise.all(entries.filter(isPath).map((entry) => realPathOf(resolve(workingFolder, entry))));
  return {
    hasPackage: (name) => packages.has(name),
    hasFile: (file) => paths.some((path) => file === path || file.startsWith(path.endsWith(sep) ? path : path + sep)),
  };
}
