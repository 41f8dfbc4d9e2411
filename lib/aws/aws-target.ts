import type { AwsCall, TargetConfig } from '../contracts/targets.ts';
import { AWS_TRY_MS } from '../contracts/target-timing.ts';
import { describeCall, fillArguments, isInProgress, observationOf } from '../targets/aws-call.ts';
import { TargetBusyError, TargetError, TargetRefusedError } from '../targets/errors.ts';
import type { BoundedOperation, Effect, Observation, TargetAdapter } from '../targets/ports.ts';
import { patienceOf, patienceOfLook, tryAgain, type RetryDependencies } from '../targets/retry.ts';
import type { AwsCaller } from './aws-caller.ts';
import { asTargetError } from './target-failure.ts';

type Calls = NonNullable<TargetConfig['aws']>;

export interface AwsWorld extends RetryDependencies {
  readonly caller: AwsCaller;
}

/** A target that calls of AWS act on: ECS, RDS, RDS Proxy, ElastiCache, each operation as targets.yaml has it. */
export function createAwsTarget(target: string, calls: Calls, world: AwsWorld): TargetAdapter {
  const callFor = (what: keyof Calls): AwsCall => {
    const call = calls[what];
    if (!call) throw new TargetRefusedError(target, `no call of AWS is configured for ${what}`);
    return call;
  };
  const send = async ({ service, action }: AwsCall, input: unknown, timeoutMs: number): Promise<unknown> => {
    try {
      return await world.caller.send({ service, action, arguments: input, timeoutMs });
    } catch (error) {
      throw asTargetError(target, error);
    }
  };
  const observe = async (until?: number): Promise<Observation> => {
    const call = callFor('check');
    const look = (timeoutMs: number) => send(call, call.arguments, timeoutMs);
    return observationOf(call, await tryAgain(look, patienceOfLook(world.clock, until), world));
  };
  /** The refusal, when it was for the target's state: that does not pass as soon as it is asked again. */
  const order = (operation: BoundedOperation, effect: Effect): Promise<TargetBusyError | undefined> => {
    const call = callFor(operation.name);
    const input = fillArguments(call.arguments, operation);
    const once = async (timeoutMs: number) => {
      await effect.confirm();
      return send(call, input, timeoutMs).then(() => undefined, busyOf);
    };
    return tryAgain(once, patienceOf(effect, AWS_TRY_MS), world);
  };
  return {
    kind: 'aws',
    serves: (what) => calls[what] !== undefined,
    observe,
    verify: async (operation) => {
      const call = callFor(operation.name);
      if (await world.caller.knows(call)) return;
      throw new TargetRefusedError(target, `${call.service} has no action ${call.action}`);
    },
    describe: (operation) => describeCall(callFor(operation.name), operation),
    // AWS takes no effect id here: docs/targets.md says what comes of an order that is sent again.
    apply: async (operation, effect) => {
      const call = callFor(operation.name);
      const refusal = await order(operation, effect);
      if (!refusal) return `${call.service} has taken ${call.action}`;
      const seen = call.in_progress && (await seenBy(() => observe(effect.until)));
      if (seen && isInProgress(call, seen)) return `it is at it already (${seen.text})`;
      throw refusal;
    },
  };
}

function busyOf(error: unknown): TargetBusyError {
  if (error instanceof TargetBusyError) return error;
  throw error;
}

/** Undefined where it can't be asked. */
async function seenBy(look: () => Promise<Observation>): Promise<Observation | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof TargetError) return undefined;
    throw error;
  }
}
