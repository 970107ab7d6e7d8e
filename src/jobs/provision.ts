import type { Step } from '../model/connector.ts';
import { healthFields } from '../model/health-field.ts';
import type { SourceName } from '../model/record.ts';
import { forEachSource, know, type SourceProblem } from './connect.ts';
import type { JobContext, KnownSource } from './context.ts';
import { problemReport, type RunReport } from './report.ts';

/** What provisioning would do, or did, on each source. */
export interface ProvisionReport {
  readonly done: boolean;
  readonly steps: readonly {
    readonly source: SourceName;
    readonly object: string;
    readonly is: Step['is'];
    readonly summary: string;
  }[];
  readonly apiCalls: RunReport['apiCalls'];
  readonly problems: RunReport['problems'];
}

async function provisionSource(context: JobContext, source: KnownSource, isDry: boolean): Promise<readonly Step[]> {
  const { provision } = source.connector;
  if (!provision) return [];
  const { engine } = context;
  const wanted = source.objects.flatMap((object) =>
    healthFields(object, engine.flags(object)).filter((field) => engine.agreement.writeBack.fields.includes(field.key)),
  );
  const steps = await provision.plan(wanted);
  if (!isDry) await provision.run(steps);
  return steps;
}

/** Plans the health fields on every source and, unless `isDry`, creates what is missing; twice is harmless. */
export async function provision(context: JobContext, options: { readonly isDry: boolean }): Promise<ProvisionReport> {
  const problems: SourceProblem[] = [];
  context.progress.start('provision', 'Provisioning', null);
  const steps = await forEachSource(context.sources, problems, async (source) => {
    const known = await know(context, source);
    const own = await provisionSource(context, known, options.isDry);
    return own.map(({ object, is, summary }) => ({ source: source.name, object, is, summary }));
  });
  context.progress.end('provision');
  return {
    done: !options.isDry,
    steps: steps.flat(),
    apiCalls: Object.fromEntries(context.sources.map((source) => [source.name, source.calls()])),
    problems: problems.map((problem) => problemReport(problem, context.signal)),
  };
}
