import type { Happening, Seen } from './launch-event.ts';

/** What one place says at the moment. Rejects when it says nothing. */
export type Look = () => Promise<readonly Seen[]>;

/** Looks at places again and again, and tells what has changed since: what is new, and what is as something else. */
export class Watch {
  readonly #looks: readonly Look[];
  readonly #onChange: (happening: Happening) => void;
  readonly #known = new Map<string, Seen>();
  #blind: readonly string[] = [];

  constructor(looks: readonly Look[], onChange: (happening: Happening) => void) {
    this.#looks = looks;
    this.#onChange = onChange;
  }

  /** Everything as it was last seen. */
  get seen(): readonly Seen[] {
    return [...this.#known.values()];
  }

  /** Why places said nothing when they were last looked at. */
  get blind(): readonly string[] {
    return this.#blind;
  }

  /** Learns what there is already, without a word. Rejects when a place says nothing, however often it is looked at. */
  async begin(pause: () => Promise<void>): Promise<void> {
    for (const look of this.#looks) this.#learn(await patiently(look, pause));
  }

  /** One place after the other: whoever watches is no load. Those that say nothing are as they were. */
  async look(): Promise<void> {
    const blind: string[] = [];
    for (const look of this.#looks) {
      const seen = await look().catch((error: unknown) => {
        blind.push(String(error));
        return [];
      });
      for (const { event, of, as, text } of this.#learn(seen)) this.#onChange({ event, of, as, text });
    }
    this.#blind = blind;
  }

  /** @returns what was not known */
  #learn(all: readonly Seen[]): readonly Seen[] {
    const changed = all.filter(({ id, as }) => this.#known.get(id)?.as !== as);
    for (const seen of changed) this.#known.set(seen.id, seen);
    return changed;
  }
}

/** A stage that has just been started, on a machine that is busy, may answer 503 once or twice. */
const FIRST_LOOKS = 10;

async function patiently(look: Look, pause: () => Promise<void>): Promise<readonly Seen[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await look();
    } catch (error) {
      if (tries === FIRST_LOOKS) throw error;
      await pause();
    }
  }
}
