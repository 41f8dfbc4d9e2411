import type { AwsCall, TargetConfig } from '../contracts/targets.ts';
import { describeCall, fillArguments, observationOf } from '../targets/aws-call.ts';
import { TargetRefusedError } from '../targets/errors.ts';
import type { BoundedOperation, TargetAdapter } from '../targets/ports.ts';
import type { AwsCaller } from './aws-caller.ts';
import { asTargetError } from './target-failure.ts';

/** A target that calls of AWS act on: ECS, RDS, RDS Proxy, ElastiCache, each operation as targets.yaml has it. */
export function createAwsTarget(
  target: string,
  calls: NonNullable<TargetConfig['aws']>,
  caller: AwsCaller,
): TargetAdapter {
  const callFor = (what: keyof typeof calls): AwsCall => {
    const call = calls[what];
    if (!call) throw new TargetRefusedError(target, `no call of AWS is configured for ${what}`);
    return call;
  };
  const send = async ({ service, action }: AwsCall, input: unknown): Promise<unknown> => {
    try {
      return await caller({ service, action, arguments: input });
    } catch (error) {
      throw asTargetError(target, error);
    }
  };
  const act = async (operation: BoundedOperation): Promise<string> => {
    const call = callFor(operation.name);
    await send(call, fillArguments(call.arguments, operation));
    return `${call.service} has taken ${call.action}`;
  };
  return {
    kind: 'aws',
    serves: (what) => calls[what] !== undefined,
    observe: async () => {
      const call = callFor('check');
      return observationOf(call, await send(call, call.arguments));
    },
    describe: (operation) => describeCall(callFor(operation.name), operation),
    // AWS takes no effect id here. A count is set, not added to; what restarts refuses to be restarted.
    apply: (operation) => act(operation),
  };
}
