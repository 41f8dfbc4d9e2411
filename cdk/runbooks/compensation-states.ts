import { FIXED_STATES } from '../../lib/contracts/runbook-states.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';
import type { States, TaskFunctions } from './definition.ts';
import type { Doing } from './task-state.ts';
import { actingTask } from './tasks.ts';

/**
 * The way back: the compensations of all steps, newest effect first, to the Fail state. A failure enters it at the
 * newest step that has begun to act; that step's own compensation is due too, since it may have failed after its effect.
 */
export class WayBack {
  readonly #chain: readonly { readonly stepIndex: number; readonly doing: Doing }[];
  readonly #functions: TaskFunctions;

  constructor({ steps }: Runbook, functions: TaskFunctions) {
    this.#functions = functions;
    this.#chain = steps
      .flatMap(({ compensation }, stepIndex) => ({ stepIndex, compensation }))
      .reverse()
      .flatMap(({ stepIndex, compensation }) => compensation.map((doing) => ({ stepIndex, doing })));
  }

  /** Where a failure leads once the steps up to this one, included, have begun to act. -1: none has. */
  from(stepIndex: number): string {
    const first = this.#chain.find((entry) => entry.stepIndex <= stepIndex);
    return first?.doing.name ?? FIXED_STATES.failed;
  }

  /** One that fails itself is told of in the end, and keeps none of the others from being tried. */
  states(): States {
    return this.#chain.map(({ doing }, index) => {
      const next = this.#chain[index + 1]?.doing.name ?? FIXED_STATES.failed;
      const untaken = `{% $untaken & " Not done: ${doing.name} (" & $states.errorOutput.Error & ")." %}`;
      const failing = { ErrorEquals: ['States.ALL'], Assign: { untaken }, Next: next };
      return [doing.name, actingTask(this.#functions, doing, { Next: next, Catch: [failing] })] as const;
    });
  }
}
