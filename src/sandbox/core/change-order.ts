/**
 * Ids of written records by the time of their last change. Changes come with rising times, so a new one goes to the end
 * and the record's earlier place is struck out; searches find a time by halving.
 */
export class ChangeOrder {
  private times: number[] = [];
  private ids: (string | null)[] = [];
  private readonly places = new Map<string, number>();
  private struck = 0;

  /** How many places there are, struck ones included. */
  get length(): number {
    return this.ids.length;
  }

  /** Puts a record at the end; `at` is later than every time before. */
  touch(id: string, at: number): void {
    this.strike(id);
    this.places.set(id, this.ids.length);
    this.times.push(at);
    this.ids.push(id);
    if (this.struck > 10_000 && this.struck * 2 > this.ids.length) this.compact();
  }

  /** Takes a record out. */
  strike(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.ids[place] = null;
    this.places.delete(id);
    this.struck += 1;
  }

  /** The id at a place, or null where it was struck out. */
  at(place: number): string | null {
    return this.ids[place] ?? null;
  }

  /** The time of the change at a place, epoch ms. */
  timeAt(place: number): number {
    return this.times[place] as number;
  }

  /** The first place whose time is at or after `at`. */
  firstFrom(at: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.times[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private compact(): void {
    const kept = this.ids
      .map((id, place) => ({ id, at: this.times[place] as number }))
      .filter((entry) => entry.id !== null);
    this.times = kept.map((entry) => entry.at);
    this.ids = kept.map((entry) => entry.id);
    this.struck = 0;
    kept.forEach((entry, place) => {
      this.places.set(entry.id as string, place);
    });
  }
}
