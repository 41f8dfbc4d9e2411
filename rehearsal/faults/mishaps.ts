import type { ModelState } from '../training/ppo-model.ts';

type Mishap = Partial<ModelState>;

const MISHAPS = {
  loss_spike: { isDerailed: true },
  reward_runaway: { isHacking: true },
} as const satisfies Record<string, Mishap>;

/** What befalls the policy that is trained: at its next step, once. */
export class Mishaps {
  #next: Mishap | undefined;

  add(fault: keyof typeof MISHAPS): void {
    this.#next = { ...this.#next, ...MISHAPS[fault] };
  }

  take(): Mishap | undefined {
    const mishap = this.#next;
    this.#next = undefined;
    return mishap;
  }
}
