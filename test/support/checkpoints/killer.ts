export class Killed extends Error {}

/** Dies before or after the n-th thing that is written, and stays dead until it is started again. */
export class Killer {
  effects = 0;
  #at = Infinity;
  #when: 'before' | 'after' = 'before';
  #isDead = false;

  aim(at: number, when: 'before' | 'after'): void {
    this.effects = 0;
    this.#at = at;
    this.#when = when;
    this.#isDead = false;
  }

  restart(): void {
    this.#at = Infinity;
    this.#isDead = false;
  }

  async effect<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.#isDead) throw new Killed('dead');
    this.effects += 1;
    const isHit = this.effects === this.#at;
    if (isHit) this.#isDead = true;
    if (isHit && this.#when === 'before') throw new Killed('before');
    const result = work();
    if (isHit) throw new Killed('after');
    return result;
  }

  /** Whoever is dead reads nothing. */
  read(): void {
    if (this.#isDead) throw new Killed('dead');
  }
}
