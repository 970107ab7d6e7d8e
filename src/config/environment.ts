import { z } from 'zod';
import type { Manifest } from '../model/connector.ts';
import { UserError } from '../model/errors.ts';
import type { SourceName } from '../model/record.ts';

/** The process environment as it is handed in; nothing else reads `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const settings = z.object({
  DATABASE_URL: z.string().min(1).default('sqlite:hygiene.sqlite'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('warn'),
  CRM_HYGIENE_PLUGINS: z.string().default(''),
});

/** Settings of the installation, apart from credentials. */
export interface InstallationSettings {
  readonly databaseUrl: string;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}

/** The variables that hold no credentials, with their defaults, for documentation. */
export const installationVariables: readonly string[] = Object.keys(settings.shape);

/** Reads the installation's settings; throws UserError naming each variable that cannot be read. */
export function readSettings(env: Environment): InstallationSettings {
  const given = Object.fromEntries(Object.keys(settings.shape).map((key) => [key, env[key] || undefined]));
  const result = settings.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new UserError({ code: 'CONFIG_INVALID', message: `The environment has problems. ${problems.join('; ')}.` });
  }
  return { databaseUrl: result.data.DATABASE_URL, logLevel: result.data.LOG_LEVEL };
}

/** The plug-ins that may be loaded, as they are listed: names and paths, separated by commas or blanks. */
export function readPluginList(env: Environment): readonly string[] {
  return (env.CRM_HYGIENE_PLUGINS ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
}

function isEnough(secrets: Readonly<Record<string, string>>, manifest: Manifest<unknown>): boolean {
  const { required } = manifest.secrets;
  return required.length === 0 || required.some((names) => names.every((name) => secrets[name]));
}

/**
 * The credentials of a source: each under the source's name in capitals, else under the connector's
 * (`MAIN_CRM_ACCESS_TOKEN` for the source main_crm, then the connector's `…_ACCESS_TOKEN`). Throws UserError that names what is missing.
 */
export function readSecrets(
  source: SourceName,
  manifest: Manifest<unknown>,
  env: Environment,
): Readonly<Record<string, string>> {
  const prefixes = [source, manifest.name].map((name) => name.toUpperCase().replace(/[^A-Z0-9]/g, '_'));
  const secrets: Record<string, string> = {};
  for (const name of manifest.secrets.names) {
    const value = prefixes.map((prefix) => env[`${prefix}_${name}`]?.trim()).find((text) => text);
    if (value) secrets[name] = value;
  }
  if (isEnough(secrets, manifest)) return secrets;
  const variables = (prefix: string) =>
    manifest.secrets.required.map((names) => names.map((name) => `${prefix}_${name}`).join(' and ')).join(', or ');
  const [own, shared] = prefixes;
  throw new UserError({
    code: 'CREDENTIALS_MISSING',
    message:
      `The source ${source} has no credentials. Set ${variables(own!)} in the environment` +
      `${own === shared ? '' : ` (or ${variables(shared!)})`}. They never go into the agreement.`,
  });
}
