interface Waiting {
  readonly at: number;
  readonly resolve: () => void;
}

/**
 * Where a launch has got to, in milliseconds of its own. Its traffic moves it: a machine that is slower than the scenario
 * makes the launch last longer, and changes nothing of what happens after what.
 */
export class LaunchTime {
  #reached = 0;
  #waiting: Waiting[] = [];

  get reached(): number {
    return this.#reached;
  }

  /** Never goes back. */
  reach(at: number): void {
    this.#reached = Math.max(this.#reached, at);
    const due = this.#waiting.filter((one) => one.at <= this.#reached);
    this.#waiting = this.#waiting.filter((one) => one.at > this.#reached);
    for (const { resolve } of due) resolve();
  }

  async until(at: number): Promise<void> {
    if (at <= this.#reached) return;
    await new Promise<void>((resolve) => this.#waiting.push({ at, resolve }));
  }
}

/** `26:10`: hours and minutes of the launch. */
export function launchTimeText(launchMs: number): string {
  const minutes = Math.floor(launchMs / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
