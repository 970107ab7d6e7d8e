import { registerHooks } from 'node:module';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How modules from outside are found and loaded. */
export interface ModuleSystem {
  /** The URL of the module a package exports, looked for in and above a folder; null where it is not installed. */
  findPackage(name: string, folder: string): string | null;
  import(url: string): Promise<unknown>;
}

/** The modules that plug-ins import by the name of this package; ours run from .ts or, once built, from .js. */
const ownModules: Readonly<Record<string, string>> = {
  'crm-hygiene': '../index',
  'crm-hygiene/testing': '../testing/index',
};
const packageProtocol = 'crm-hygiene-plugin:';
const suffix = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
let isReady = false;

/**
 * Gives plug-ins the `crm-hygiene` that runs, wherever they lie: a second copy would have error classes of its own,
 * and a plug-in beside the agreement needs no node_modules. The same for zod, unless they bring their own.
 */
function registerOnce(): void {
  if (isReady) return;
  isReady = true;
  registerHooks({
    resolve(specifier, context, next) {
      const own = Object.hasOwn(ownModules, specifier) ? ownModules[specifier] : undefined;
      if (own !== undefined) return { url: new URL(own + suffix, import.meta.url).href, shortCircuit: true };
      if (specifier.startsWith(packageProtocol)) {
        const { searchParams } = new URL(specifier);
        return next(searchParams.get('name') ?? '', { ...context, parentURL: searchParams.get('from') ?? undefined });
      }
      if (specifier !== 'zod' && !specifier.startsWith('zod/')) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch {
        return next(specifier, { ...context, parentURL: import.meta.url });
      }
    },
  });
}

function resolveFrom(name: string, parent: string): string | null {
  try {
    return import.meta.resolve(`${packageProtocol}?${new URLSearchParams({ name, from: parent })}`);
  } catch {
    return null;
  }
}

/** Node's own modules: packages of the agreement's folder first, then those installed beside crm-hygiene. */
export const nodeModules: ModuleSystem = {
  findPackage(name, folder) {
    registerOnce();
    return resolveFrom(name, pathToFileURL(folder + sep).href) ?? resolveFrom(name, import.meta.url);
  },
  import(url) {
    registerOnce();
    return import(url) as Promise<unknown>;
  },
};
