/** Time that passes only when everyone waits: runs hours of waiting in no time, the same way each time. */
export class VirtualTime {
  #now = 0;
  readonly #waiting: { readonly at: number; readonly wake: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly pause = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#waiting.push({ at: this.#now + milliseconds, wake });
    });

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(
      () => true,
      () => true,
    );
    const aTurn = () => new Promise<false>((resolve) => setImmediate(resolve, false));
    while (!(await Promise.race([ended, aTurn()]))) {
      const [next] = this.#waiting.sort((one, other) => one.at - other.at);
      if (!next) throw new Error('Everyone waits for something that time does not bring');
      this.#waiting.shift();
      this.#now = next.at;
      next.wake();
    }
    return work;
  }
}
