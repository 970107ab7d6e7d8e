import { memory } from './memory.ts';
import { pace } from './pace.ts';

/** A benchmark prints one object; `ratio` is the figure named with it, raw medians and sizes stand beside it. */
export type Bench = (options: {
  readonly quick: boolean;
  say(text: string): void;
}) => Promise<Readonly<Record<string, unknown>>>;

const benches: Readonly<Record<string, Bench>> = { memory, pace };

async function main(args: readonly string[]): Promise<number> {
  const name = args.find((arg) => !arg.startsWith('-'));
  const bench = name === undefined ? undefined : benches[name];
  if (!bench) {
    process.stderr.write(
      `usage: npm run bench -- NAME [--json] [--quick]; NAME is one of ${Object.keys(benches).join(', ')}\n`,
    );
    return 2;
  }
  const result = await bench({
    quick: args.includes('--quick'),
    say: (text) => process.stderr.write(`${text}\n`),
  });
  const report = { bench: name, ...result, node: process.versions.node, cpus: (await import('node:os')).cpus().length };
  process.stdout.write(`${JSON.stringify(report, null, args.includes('--json') ? 0 : 2)}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
