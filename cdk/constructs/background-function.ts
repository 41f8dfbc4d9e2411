import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { BundledFunction, type BundledFunctionProps } from './bundled-function.ts';

export interface BackgroundFunctionProps extends Omit<BundledFunctionProps, 'invoked'> {
  /** Where an event goes when neither the first try nor the retries dealt with it. */
  readonly failedEvents: IQueue;
  /** 0 to 2, after 1 and 2 minutes. Default 2; 0 where the next run does the work of this one anyway. */
  readonly retries?: number;
}

/** Lambda tries again after 1 and 2 minutes: all of it is over by then. */
export const OLDEST_EVENT = Duration.minutes(15);

/** A function that no request waits for. Grants take it like any other function. */
export class BackgroundFunction extends BundledFunction {
  readonly failedEvents: IQueue;

  constructor(scope: Construct, id: string, props: BackgroundFunctionProps) {
    const { failedEvents, retries = 2, ...rest } = props;
    super(scope, id, { ...rest, invoked: 'asynchronously' });
    this.failedEvents = failedEvents;
    this.configureAsyncInvoke({
      retryAttempts: retries,
      maxEventAge: OLDEST_EVENT,
      onFailure: new SqsDestination(failedEvents),
    });
  }
}
