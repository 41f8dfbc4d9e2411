import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Invocation, Invoker } from '../../lambda/invoker.ts';
import type { Message } from '../message.ts';
import { failedItems } from './failed-items.ts';
import type { EventSourceMapping } from './mapping.ts';
import { sqsRecord } from './record.ts';

/** First wait after a throttled invocation; doubled each time. AWS does not document its own. */
const FIRST_PAUSE_MS = 1_000;

/**
 * Invokes the function with a batch and answers the ids that failed. A throttled invocation is tried again until the
 * batch's visibility timeout would be over; that error and every other the invoker throws is passed on.
 */
export async function invokeBatch(
  mapping: EventSourceMapping,
  batch: readonly Message[],
  { invoker, clock }: { invoker: Invoker; clock: Clock },
): Promise<ReadonlySet<string>> {
  const payload = JSON.stringify({ Records: batch.map((message) => sqsRecord(mapping.queueArn, message)) });
  const visibleAt = Math.min(...batch.map((message) => message.visibleAt));
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return failedIds(mapping, batch, await invoker.invoke(mapping.functionName, payload));
    } catch (error) {
      if (!isThrottled(error) || clock.now() + pause >= visibleAt) throw error;
      await new Promise<void>((resolve) => clock.setTimer(resolve, pause));
    }
  }
}

function failedIds(
  { reportsBatchItemFailures }: EventSourceMapping,
  batch: readonly Message[],
  { functionError, payload }: Invocation,
): ReadonlySet<string> {
  const ids = batch.map(({ id }) => id);
  if (functionError) return new Set(ids);
  return new Set(reportsBatchItemFailures ? failedItems(payload, ids) : []);
}

function isThrottled(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'TooManyRequestsException';
}
