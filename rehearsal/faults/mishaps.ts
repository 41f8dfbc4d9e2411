import type { ModelState } from '../training/ppo-model.ts';

type Mishap = Partial<ModelState>;

const MISHAPS = {
  loss_spike: { isDerailed: true },
  reward_runaway: { isHacking: true },
} as const satisfies Record<string, Mishap>;

interface Coming {
  readonly mishap: Mishap;
  readonly fromStep: number;
}

/** What befalls the policy that is trained: each once. */
export class Mishaps {
  #coming: readonly Coming[] = [];

  /**
   * @param fromStep not before it: of a policy that is hardly trained yet nobody could tell. A trainer that is late for
   *   its launch has it later.
   */
  add(fault: keyof typeof MISHAPS, fromStep: number): void {
    this.#coming = [...this.#coming, { mishap: MISHAPS[fault], fromStep }];
  }

  /** What befalls it at this step. */
  take(step: number): Mishap | undefined {
    const due = this.#coming.filter(({ fromStep }) => fromStep <= step);
    this.#coming = this.#coming.filter((one) => !due.includes(one));
    return due.length === 0
      ? undefined
      : due.reduce<Mishap>((all, { mishap }) => ({ ...all, ...mishap }), {});
  }
}
