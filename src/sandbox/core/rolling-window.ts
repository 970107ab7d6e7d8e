/** Counts events of the last `spanMs` milliseconds; times must be given in rising order. */
export class RollingWindow {
  private readonly spanMs: number;
  private times: number[] = [];
  private head = 0;

  constructor(spanMs: number) {
    this.spanMs = spanMs;
  }

  /** How many events lie in the window that ends at `at`. */
  count(at: number): number {
    while (this.head < this.times.length && (this.times[this.head] as number) <= at - this.spanMs) this.head += 1;
    if (this.head > 1024 && this.head * 2 > this.times.length) {
      this.times = this.times.slice(this.head);
      this.head = 0;
    }
    return this.times.length - this.head;
  }

  /** Notes an event and gives the new count. */
  add(at: number): number {
    this.times.push(at);
    return this.count(at);
  }
}
