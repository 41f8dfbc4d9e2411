import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { BundledFunction, type BundledFunctionProps } from './bundled-function.ts';

export interface ScheduledFunctionProps extends Omit<BundledFunctionProps, 'invoked'> {
  readonly schedule: Schedule;
  /** Where an event goes when neither the first try nor the retries dealt with it. */
  readonly failedEvents: IQueue;
  /** 0 to 2, after 1 and 2 minutes. Default 2; 0 where the next run does the work of this one anyway. */
  readonly retries?: number;
}

/** Lambda tries again after 1 and 2 minutes: all of it is over by then. */
const OLDEST_EVENT = Duration.minutes(15);

/** What `scheduledEvent` of lib/contracts/schedule.ts parses. */
const INPUT = RuleTargetInput.fromObject({ scheduled_at: EventField.time });

/** A function that a schedule starts with the time it is due at. Grants take it like any other function. */
export class ScheduledFunction extends BundledFunction {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    const { schedule, failedEvents, retries = 2, ...rest } = props;
    super(scope, id, { ...rest, invoked: 'asynchronously' });
    this.configureAsyncInvoke({
      retryAttempts: retries,
      maxEventAge: OLDEST_EVENT,
      onFailure: new SqsDestination(failedEvents),
    });
    new Rule(scope, `${id}Schedule`, {
      description: `Starts ${props.functionName}`,
      schedule,
      targets: [
        new FunctionTarget(this, {
          event: INPUT,
          maxEventAge: OLDEST_EVENT,
          deadLetterQueue: failedEvents,
        }),
      ],
    });
  }
}
