import { EventField, Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { BackgroundFunction, OLDEST_EVENT, type BackgroundFunctionProps } from './background-function.ts';

export interface ScheduledFunctionProps extends BackgroundFunctionProps {
  readonly schedule: Schedule;
}

/** A function that a schedule starts with the time it is due at: what `scheduledEvent` of lib/contracts parses. */
export class ScheduledFunction extends BackgroundFunction {
  constructor(scope: Construct, id: string, { schedule, ...props }: ScheduledFunctionProps) {
    super(scope, id, props);
    new Rule(scope, `${id}Schedule`, {
      description: `Starts ${props.functionName}`,
      schedule,
      targets: [
        new FunctionTarget(this, {
          event: RuleTargetInput.fromObject({ scheduled_at: EventField.time }),
          maxEventAge: OLDEST_EVENT,
          deadLetterQueue: props.failedEvents,
        }),
      ],
    });
  }
}
