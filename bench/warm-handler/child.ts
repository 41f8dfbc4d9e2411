/** A warm container, in a process of its own whose output nobody reads. Sends the medians to its parent. */
import { CONTEXT, selectionEvent } from '../selections/event.ts';
import { median } from '../statistics.ts';
import { PINNED_SESSION, stubDynamoDb } from './stub-dynamodb.ts';

const WARM_UP = 5_000;
const CALLS = 10_000;

stubDynamoDb();
const { handler } = await import('../../functions/selections/handler.ts');

async function medianOf(sessionId: (index: number) => string | undefined): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < WARM_UP + CALLS; index += 1) {
    const event = selectionEvent(sessionId(index));
    const startedAt = performance.now();
    const { statusCode } = await handler(event, CONTEXT);
    times.push(performance.now() - startedAt);
    if (statusCode !== 200) throw new Error(`The handler answered ${String(statusCode)}`);
  }
  return median(times.slice(WARM_UP));
}

process.send?.({
  returningMs: await medianOf(() => PINNED_SESSION),
  newMs: await medianOf((index) => `new-${index}`),
  anonymousMs: await medianOf(() => undefined),
});
// Listening keeps the channel open until the parent has read from it.
process.once('disconnect', () => undefined);
