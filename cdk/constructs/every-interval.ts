import { Duration, Fn, type CfnCondition } from 'aws-cdk-lib';
import {
  CfnRule,
  EventField,
  Rule,
  RuleTargetInput,
  Schedule,
  type IRuleTarget,
} from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget, SqsQueue as QueueTarget } from 'aws-cdk-lib/aws-events-targets';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../nag/acknowledge.ts';
import { OLDEST_EVENT, type BackgroundFunction } from './background-function.ts';

export interface EveryIntervalProps {
  readonly starts: BackgroundFunction;
  /** Whole seconds that divide a minute, or whole minutes: `cadence` of lib/config. */
  readonly intervalMs: number;
  /** Nothing runs, and nothing costs, while it does not hold. Default: always. */
  readonly onlyIf?: CfnCondition;
}

const MINUTE_MS = 60_000;
/** EventBridge quotas: "Targets per rule". */
const TARGETS_PER_RULE = 5;
/** A poller that is throttled gives a message back unread. */
const TRIES = 2;

/**
 * Starts a function every so often. EventBridge calls at most once a minute, so what is due between two calls comes as
 * messages of the same rule through queues that hold them back: nobody sleeps, and no call is needed for it.
 */
export class EveryInterval extends Construct {
  constructor(scope: Construct, id: string, props: EveryIntervalProps) {
    super(scope, id);
    const { starts, intervalMs } = props;
    const count = Math.max(1, MINUTE_MS / intervalMs);
    const targets = Array.from({ length: count }, (_, index) =>
      index === 0 ? startAt(starts) : this.#startLater(props, (index * intervalMs) / 1_000),
    );
    for (let first = 0; first < count; first += TARGETS_PER_RULE) {
      new Rule(this, `Rule${first / TARGETS_PER_RULE}`, {
        description: `Starts ${starts.node.id} every ${intervalMs / 1_000} s`,
        schedule: Schedule.rate(Duration.millis(Math.max(intervalMs, MINUTE_MS))),
        targets: targets.slice(first, first + TARGETS_PER_RULE),
      });
    }
    for (const mapping of mappingsTo(starts))
      acknowledge(
        mapping,
        'Serverless-LambdaEventSourceMappingDestination',
        'A mapping on SQS takes no destination on failure: the redrive policy of its queue says where messages go.',
      );
    if (props.onlyIf) restrict(this, starts, props.onlyIf);
  }

  #startLater({ starts }: EveryIntervalProps, delaySeconds: number): IRuleTarget {
    const queue = new Queue(this, `After${delaySeconds}Seconds`, {
      deliveryDelay: Duration.seconds(delaySeconds),
      // Lambda asks for at least the function's time-out.
      ...(starts.timeout && { visibilityTimeout: starts.timeout }),
      retentionPeriod: OLDEST_EVENT,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: starts.failedEvents, maxReceiveCount: TRIES },
    });
    starts.addEventSource(new SqsEventSource(queue, { batchSize: 1 }));
    return new QueueTarget(queue, {
      message: inputAfter(delaySeconds),
      maxEventAge: OLDEST_EVENT,
      deadLetterQueue: starts.failedEvents,
    });
  }
}

function startAt(starts: BackgroundFunction): IRuleTarget {
  const { failedEvents: deadLetterQueue } = starts;
  return new FunctionTarget(starts, { event: inputAfter(0), maxEventAge: OLDEST_EVENT, deadLetterQueue });
}

/** What `scheduledEvent` of lib/contracts/schedule.ts parses. */
function inputAfter(delaySeconds: number): RuleTargetInput {
  return RuleTargetInput.fromObject({ scheduled_at: EventField.time, delay_seconds: delaySeconds });
}

function restrict({ node }: EveryInterval, starts: BackgroundFunction, { logicalId }: CfnCondition): void {
  for (const child of node.findAll()) {
    if (child instanceof CfnRule)
      child.addPropertyOverride('State', Fn.conditionIf(logicalId, 'ENABLED', 'DISABLED'));
  }
  for (const mapping of mappingsTo(starts))
    mapping.addPropertyOverride('Enabled', Fn.conditionIf(logicalId, true, false));
}

function mappingsTo({ node }: BackgroundFunction): readonly CfnEventSourceMapping[] {
  return node.findAll().filter((child) => child instanceof CfnEventSourceMapping);
}
