import type { ChangeOrder } from '../../core/change-order.ts';
import type { ObjectName, Population } from '../population/population.ts';

/** A position and when its record was last modified, epoch ms. */
interface Stamped {
  readonly position: number;
  readonly at: number;
}

/**
 * The records of an object in the order of SystemModstamp, then Id. Planted records lie in that order by their index;
 * what was written lies behind in the order of the writes, many of them in the same second.
 */
export class ModifiedOrder {
  private readonly object: ObjectName;
  private readonly population: Population;
  private readonly overlaid: Uint8Array;
  private readonly order: ChangeOrder;
  private readonly positionOf: (id: string) => number | null;

  constructor(
    object: ObjectName,
    population: Population,
    overlaid: Uint8Array,
    order: ChangeOrder,
    positionOf: (id: string) => number | null,
  ) {
    this.object = object;
    this.population = population;
    this.overlaid = overlaid;
    this.order = order;
    this.positionOf = positionOf;
  }

  /** Positions of all records, deleted ones too, that were modified from `from` to `to` (epoch ms, both included). */
  *between(from: number, to: number): Generator<number> {
    const written = this.written(from, to);
    let next = written.next();
    for (const { position, at } of this.planted(from, to)) {
      while (!next.done && isBefore(next.value, { position, at })) {
        yield next.value.position;
        next = written.next();
      }
      yield position;
    }
    for (; !next.done; next = written.next()) yield next.value.position;
  }

  private *planted(from: number, to: number): Generator<Stamped> {
    const size = this.population.sizes[this.object];
    for (let position = this.plantedFrom(from, size); position < size; position += 1) {
      const at = this.population.modifiedAt(this.object, position);
      if (at > to) return;
      if (this.overlaid[position] === 0) yield { position, at };
    }
  }

  private plantedFrom(at: number, size: number): number {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.population.modifiedAt(this.object, middle) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Written records by time, those of one second in id order. */
  private *written(from: number, to: number): Generator<Stamped> {
    let place = this.order.firstFrom(from);
    while (place < this.order.length && this.order.timeAt(place) <= to) {
      const at = this.order.timeAt(place);
      const positions: number[] = [];
      for (; place < this.order.length && this.order.timeAt(place) === at; place += 1) {
        const id = this.order.at(place);
        const position = id === null ? null : this.positionOf(id);
        if (position !== null) positions.push(position);
      }
      for (const position of positions.sort((a, b) => a - b)) yield { position, at };
    }
  }
}

function isBefore(a: Stamped, b: Stamped): boolean {
  return a.at === b.at ? a.position < b.position : a.at < b.at;
}
