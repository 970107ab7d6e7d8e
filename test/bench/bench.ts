import { bulkRead } from './bulk-read.ts';
import { memory } from './memory.ts';
import { pace } from './pace.ts';
import { rescore } from './rescore/rescore.ts';
import { rules } from './rules/rules.ts';

/** A benchmark prints one object; `ratio` is the figure named with it, raw medians and sizes stand beside it. */
export type Bench = (options: {
  readonly quick: boolean;
  /** `--records`: another size than the benchmark's own, where it takes one. */
  readonly records: number | null;
  say(text: string): void;
}) => Promise<Readonly<Record<string, unknown>>>;

const benches: Readonly<Record<string, Bench>> = { 'bulk-read': bulkRead, memory, pace, rescore, rules };

/** The number behind `--records`, with or without an equals sign; null where it is left out. */
function recordsOf(args: readonly string[]): number | null {
  const text = /(?:^| )--records[= ](\d+)(?: |$)/.exec(args.join(' '))?.[1];
  return text === undefined ? null : Number(text);
}

async function main(args: readonly string[]): Promise<number> {
  const name = args.find((arg) => Object.hasOwn(benches, arg));
  const bench = name === undefined ? undefined : benches[name];
  if (!bench) {
    process.stderr.write(
      `usage: npm run bench -- NAME [--json] [--quick] [--records N]; NAME is one of ${Object.keys(benches).join(', ')}\n`,
    );
    return 2;
  }
  const result = await bench({
    quick: args.includes('--quick'),
    records: recordsOf(args),
    say: (text) => process.stderr.write(`${text}\n`),
  });
  const report = { bench: name, ...result, node: process.versions.node, cpus: (await import('node:os')).cpus().length };
  process.stdout.write(`${JSON.stringify(report, null, args.includes('--json') ? 0 : 2)}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
