import type { Catalog } from '../model/connector.ts';
import type { CrmRecord, Field } from '../model/record.ts';

/** Fewer won deals of a pipeline than these say too little of what a deal is worth. */
const leastWonDeals = 10;

function textOf(field: Field | undefined): string {
  return field?.is === 'value' ? String(field.value) : '';
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Collects what the won deals of a source were worth, pipeline by pipeline. */
export class WonAmounts {
  readonly #won = new Map<string, ReadonlySet<string>>();
  readonly #amounts = new Map<string, number[]>();

  constructor({ pipelines }: Catalog) {
    for (const { id, stages } of pipelines === 'unknown' ? [] : pipelines)
      this.#won.set(id, new Set(stages.filter(({ state }) => state === 'won').map((stage) => stage.id)));
  }

  /** Takes a deal into account where it is won and has an amount above 0. */
  add({ fields }: CrmRecord): void {
    const pipeline = textOf(fields.pipeline);
    const amount = fields.amount;
    if (!this.#won.get(pipeline)?.has(textOf(fields.stage))) return;
    if (amount?.is !== 'value' || typeof amount.value !== 'number' || !(amount.value > 0)) return;
    const known = this.#amounts.get(pipeline);
    if (known) known.push(amount.value);
    else this.#amounts.set(pipeline, [amount.value]);
  }

  /**
   * The medians of pipelines with enough won deals, in two digits: they are a yardstick for what is wildly off, and
   * every move of one is a reason to judge all deals again.
   */
  medians(): ReadonlyMap<string, number> {
    return new Map(
      [...this.#amounts]
        .filter(([, amounts]) => amounts.length >= leastWonDeals)
        .map(([pipeline, amounts]): [string, number] => [
          pipeline,
          Number(median(amounts.sort((a, b) => a - b)).toPrecision(2)),
        ])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
}
