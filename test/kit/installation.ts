import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { starterAgreement } from '../../src/agreement/starter.ts';
import { type App, openApp } from '../../src/app.ts';
import type { Progress } from '../../src/jobs/context.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { ObjectType } from '../../src/model/record.ts';

const silent: Progress = { start() {}, advance() {}, end() {} };

/** An installation in a folder of its own, as an admin would have it: agreement, database, environment. */
export interface Installation {
  readonly folder: string;
  readonly env: Record<string, string>;
  /** The agreement that the next `open` reads. */
  write(agreement: string): Promise<void>;
  /** Opens the application, judging records at `now`. */
  open(now: Date): Promise<App>;
  remove(): Promise<void>;
}

/** Where an installation finds its CRM. */
export interface CrmAccess {
  readonly url: string;
  readonly accessToken: string;
}

/** The agreement of most flows: the recommended rules on one HubSpot account. */
export function hubspotAgreement(timeZone: string): string {
  return starterAgreement({
    name: 'Test agreement',
    timeZone,
    currency: 'EUR',
    sources: [{ name: 'hubspot', connector: 'hubspot', sync: ['contacts', 'companies', 'deals'] }],
  });
}

/** Makes an installation in a new temporary folder; `more` are further variables of its environment. */
export async function install(
  agreement: string,
  crm: CrmAccess | null,
  more: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-test-'));
  const file = join(folder, 'hygiene.yaml');
  await writeFile(file, agreement);
  const env: Record<string, string> = { ...more, DATABASE_URL: `sqlite:${join(folder, 'hygiene.sqlite')}` };
  if (crm) Object.assign(env, { HUBSPOT_ACCESS_TOKEN: crm.accessToken, HUBSPOT_BASE_URL: crm.url });
  return {
    folder,
    env,
    write: (text) => writeFile(file, text),
    open: (now) =>
      openApp({
        outside: {
          env,
          cwd: folder,
          stderr: process.stderr,
          signal: new AbortController().signal,
          now: () => new Date(),
          random: () => 0.5,
          sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        },
        file,
        judgedAt: now,
        progress: silent,
        logLevel: 'error',
        connect: true,
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** All open findings of a source as `object id rule` lines, sorted; with the field where `withField` is set. */
export async function openFindings(app: App, source: string, withField = false): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const object of ['contact', 'lead', 'company', 'deal'] satisfies ObjectType[]) {
    let after = '';
    for (;;) {
      const findings: readonly Finding[] = await app.context.store.openFindings({ source, object, after, limit: 500 });
      const last = findings[findings.length - 1];
      if (!last) break;
      for (const { record, rule, field } of findings)
        lines.push(`${object} ${record.id} ${rule}${withField ? ` ${field ?? ''}` : ''}`);
      after = last.record.id;
    }
  }
  return [...new Set(lines)].sort();
}
