/** Unwinds what is running: its execution ended, a sibling failed, or the service is closing. Never caught by states. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  /** The service closes: nothing is undone, since the next start goes on from here. */
  readonly closing: boolean;

  constructor(reason: string, options: { readonly closing?: boolean } = {}) {
    super(reason);
    this.closing = options.closing ?? false;
  }
}

/** Cancels everything below it, once. */
export class Cancellation {
  #reason: Cancelled | undefined;
  readonly #listeners = new Set<(reason: Cancelled) => void>();
  readonly #leave: () => void;

  constructor(parent?: Cancellation) {
    this.#leave =
      parent?.onCancel((reason) => {
        this.cancel(reason);
      }) ?? (() => undefined);
  }

  cancel(reason: Cancelled): void {
    if (this.#reason) return;
    this.#reason = reason;
    for (const listener of [...this.#listeners]) listener(reason);
    this.#listeners.clear();
  }

  throwIfCancelled(): void {
    if (this.#reason) throw this.#reason;
  }

  /** Calls back at once when already cancelled. Returns the function that stops listening. */
  onCancel(listener: (reason: Cancelled) => void): () => void {
    if (this.#reason) {
      listener(this.#reason);
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The parent need not remember it any more. */
  release(): void {
    this.#leave();
  }
}
