import { Stream } from 'node:stream';

/**
 * The stream that dynalite's queries read: it subscribes at once to what it is handed, and destroys it when it has
 * enough. An error, also one that dynalite throws while it looks at a value, goes to `fail`.
 */
export class ValueStream extends Stream {
  #destroyed = false;

  constructor(chunks: AsyncIterable<readonly unknown[]>, fail: (error: unknown) => void) {
    super();
    this.#pump(chunks).catch(fail);
  }

  destroy(): void {
    this.#destroyed = true;
  }

  async #pump(chunks: AsyncIterable<readonly unknown[]>): Promise<void> {
    for await (const chunk of chunks) {
      for (const value of chunk) {
        if (this.#destroyed) return;
        this.emit('data', value);
      }
    }
    this.emit('end');
  }
}
