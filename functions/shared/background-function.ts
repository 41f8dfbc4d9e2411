import middy, { type MiddlewareObj } from '@middy/core';
import * as v from 'valibot';
import { METRICS } from '../../lib/contracts/metrics.ts';
import type { Surroundings } from './api-function.ts';

/** Work that nobody waits for: started by a schedule, a queue or an alarm. */
export interface BackgroundWork<Event, Result> {
  readonly event: v.GenericSchema<unknown, Event>;
  readonly handle: (event: Event) => Promise<Result>;
}

/**
 * The handler of a function that no request waits for. Build it once, at module scope. An error is logged and counted
 * once, and thrown on: whoever delivered the event repeats it, and in the end keeps it with the failed events.
 */
export function backgroundFunction<Event, Result>(
  { event: schema, handle }: BackgroundWork<Event, Result>,
  surroundings: Surroundings,
) {
  const run = async (event: unknown): Promise<Result> => handle(v.parse(schema, event));
  return middy<unknown, Result>(run).use(counted(surroundings));
}

/** middy throws on what `onError` does not answer. */
function counted<Result>({ log, metrics }: Surroundings): MiddlewareObj<unknown, Result> {
  return {
    onError: ({ error, context }) => {
      log.error('Background work failed', error, { requestId: context.awsRequestId });
      metrics([{ name: METRICS.backgroundErrors, value: 1 }]);
    },
  };
}
