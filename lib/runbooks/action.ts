import * as v from 'valibot';
import { ACTIONS, type ActionName, type InputsOf } from '../contracts/actions.ts';
import type { ExecutionInput } from '../contracts/runbook-execution.ts';
import type { StepPlan, StepResult } from '../contracts/runbook-step.ts';
import type { Clock } from '../shared/clock.ts';
import { StepInputError } from './step-errors.ts';

/** To act as long as the state machine waits for this try, and the execution holds its lock. */
export interface Permit {
  /** Nothing is begun later: the state machine may have gone on to what follows a failure. */
  readonly until: number;
  /**
   * Awaited right before what no condition of the table holds back: a message to a server elsewhere.
   * @throws TryOverError, LockLostError
   */
  readonly confirm: () => Promise<void>;
}

/** What an action is told besides its inputs. Times are milliseconds since the epoch. */
export interface StepContext {
  readonly execution: ExecutionInput;
  /** When the step began: the same in each try. */
  readonly enteredAt: number;
  /** From here on nothing is waited for: the action throws an error that says what did not come. */
  readonly deadline: number;
  readonly clock: Clock;
}

/** What it is told when it is to act. */
export interface ActingContext extends StepContext {
  readonly permit: Permit;
}

/**
 * What a step does. `plan` reads and says what `apply` would do; it runs under a role that can't write. `apply` may be
 * repeated at any time, since answers get lost: `effectId` is the same in each try and belongs to nobody else.
 */
export interface Action<Inputs> {
  plan(context: StepContext, inputs: Inputs): Promise<StepPlan>;
  /** @throws NotYetError while what it caused has not come about: it is called again. */
  apply(context: ActingContext, inputs: Inputs, effectId: string): Promise<StepResult>;
  /**
   * Whether the effect is there already. Needed of actions that are approved: their plan would read differently
   * afterwards. Default: no.
   */
  isApplied?(context: StepContext, inputs: Inputs, effectId: string): Promise<boolean>;
}

/** An action that takes inputs as they come from a state machine. */
export type BoundAction = Action<unknown>;

/** Not all of them, where a function offers fewer. */
export type Actions = Readonly<Partial<Record<ActionName, BoundAction>>>;

/** Binds an action to the schema of its inputs. They throw StepInputError for inputs that don't fit. */
export function action<A extends ActionName>(name: A, body: Action<InputsOf<A>>): BoundAction {
  const parse = (inputs: unknown): InputsOf<A> => {
    const parsed = v.safeParse<(typeof ACTIONS)[A]['inputs']>(ACTIONS[name].inputs, inputs);
    if (!parsed.success) throw new StepInputError(name, v.summarize(parsed.issues));
    return parsed.output;
  };
  return {
    plan: async (context, inputs) => body.plan(context, parse(inputs)),
    apply: async (context, inputs, effectId) => body.apply(context, parse(inputs), effectId),
    isApplied: async (context, inputs, effectId) =>
      (await body.isApplied?.(context, parse(inputs), effectId)) ?? false,
  };
}

/** A check, or a read that waits for nothing: planning it is doing it. */
export function looking<Inputs>(
  look: (context: StepContext, inputs: Inputs) => Promise<StepResult>,
): Action<Inputs> {
  return {
    plan: async (context, inputs) => {
      const { text, output } = await look(context, inputs);
      return { summary: text, facts: { ...output }, output: { ...output } };
    },
    apply: look,
  };
}
