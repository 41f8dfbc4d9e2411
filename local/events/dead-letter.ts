import type { Delivery } from './delivery.ts';
import type { DeliveryFailure } from './delivery-failure.ts';
import { SENDER_ID, type Targets } from './target-call.ts';

/** Which limit of the retry policy ended a delivery. */
export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

export interface DeadLetter {
  readonly delivery: Delivery;
  readonly failure: DeliveryFailure;
  /** Absent when the failure was of a kind that is not retried. */
  readonly exhausted?: Exhausted | undefined;
}

/**
 * The event goes to the target's dead-letter queue, with the attributes of "Using dead-letter queues to process
 * undelivered events"; without such a queue it is dropped.
 */
export function sendToDeadLetterQueue(
  deadLetter: DeadLetter,
  { targets, log }: { targets: Pick<Targets, 'queues' | 'authorize'>; log: (line: string) => void },
): void {
  const { delivery, failure } = deadLetter;
  const { target, event, ruleArn } = delivery;
  const what = `event ${event.id} of ${ruleArn} for ${target.Arn} (${failure.code}: ${failure.message})`;
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) {
    log(`dropped ${what}`);
    return;
  }
  try {
    targets.authorize({ kind: 'sqs', targetArn: queueArn, ruleArn });
    targets.queues.send(queueArn, {
      body: JSON.stringify(event),
      attributes: attributesOf(deadLetter),
      senderId: SENDER_ID,
    });
  } catch (error) {
    log(`dropped ${what}, and its dead-letter queue failed: ${String(error)}`);
  }
}

function attributesOf({ delivery, failure, exhausted }: DeadLetter) {
  const texts = {
    RULE_ARN: delivery.ruleArn,
    TARGET_ARN: delivery.target.Arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    RETRY_ATTEMPTS: String(delivery.failedAttempts),
  };
  return Object.fromEntries(
    Object.entries(texts)
      // SQS takes no empty attribute.
      .filter(([, text]) => text !== '')
      .map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}
