import type { Clock } from '../../clock/clock.ts';
import { queueNameOf } from '../arn.ts';
import type { Message } from '../message.ts';
import type { Receiving } from '../receiving.ts';
import type { EventSourceMapping } from './mapping.ts';

/**
 * Lambda takes requests of up to 6 MB; bodies are escaped into the event as JSON, which may double them, and each
 * record adds its envelope.
 */
const BATCH_BYTES = 2_500_000;

/** Waits for a first message, then for the batching window or a full batch. Empty only once receiving is closed. */
export async function gatherBatch(
  { queueArn, batchSize, batchingWindowSeconds }: EventSourceMapping,
  { receiving, clock }: { receiving: Receiving; clock: Clock },
): Promise<readonly Message[]> {
  const queueName = queueNameOf(queueArn);
  const batch: Message[] = [];
  let bytes = 0;
  for (let until = Infinity; batch.length < batchSize && bytes < BATCH_BYTES;) {
    const more = await receiving.receive(queueName, {
      maxMessages: batchSize - batch.length,
      maxBytes: BATCH_BYTES - bytes,
      until,
    });
    if (more.length === 0) break;
    if (batch.length === 0) until = clock.now() + batchingWindowSeconds * 1000;
    batch.push(...more);
    bytes += more.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  }
  return batch;
}
