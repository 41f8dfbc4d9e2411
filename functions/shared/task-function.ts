import middy from '@middy/core';
import * as v from 'valibot';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { SetupError } from '../../lib/runbooks/setup-errors.ts';
import { ArtisanError } from '../../lib/shared/errors.ts';
import { StoreDeniedError } from '../../lib/shared/store-errors.ts';
import type { Surroundings } from './api-function.ts';
import type { BackgroundWork } from './background-function.ts';

export interface TaskWork<Event, Result> extends BackgroundWork<Event, Result> {
  /** Told of each try how it ended: `done`, or its error. */
  readonly tell?: (event: Event, ended: string) => void;
}

/**
 * The handler of a function that state machines call: an error is part of its answer, whose name Retry and Catch go by.
 * What tells the state machine how things stand is logged by `tell` alone. What is broken is logged whole, and counted.
 */
export function taskFunction<Event, Result>(
  { event: schema, handle, tell }: TaskWork<Event, Result>,
  { log, metrics }: Surroundings,
) {
  const run = async (raw: unknown): Promise<Result> => {
    const event = v.parse(schema, raw);
    try {
      const result = await handle(event);
      tell?.(event, 'done');
      return result;
    } catch (error) {
      tell?.(event, String(error));
      throw error;
    }
  };
  return middy<unknown, Result>(run).onError(({ error, context }) => {
    if (!isBroken(error)) return;
    log.error('A task failed', error, { requestId: context.awsRequestId });
    metrics([{ name: METRICS.backgroundErrors, value: 1 }]);
  });
}

function isBroken(error: unknown): boolean {
  return !(error instanceof ArtisanError) || error instanceof SetupError || error instanceof StoreDeniedError;
}
