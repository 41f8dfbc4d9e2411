import middy from '@middy/core';
import * as v from 'valibot';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { SetupError } from '../../lib/runbooks/setup-errors.ts';
import { ArtisanError } from '../../lib/shared/errors.ts';
import { StoreDeniedError } from '../../lib/shared/store-errors.ts';
import type { Surroundings } from './api-function.ts';
import type { BackgroundWork } from './background-function.ts';

/**
 * The handler of a function that state machines call: an error is part of its answer, whose name Retry and Catch go by.
 * What tells the state machine how things stand is not logged: its history has it. What is broken is, and counted.
 */
export function taskFunction<Event, Result>(
  { event: schema, handle }: BackgroundWork<Event, Result>,
  { log, metrics }: Surroundings,
) {
  const run = async (event: unknown): Promise<Result> => handle(v.parse(schema, event));
  return middy<unknown, Result>(run).onError(({ error, context }) => {
    if (!isBroken(error)) return;
    log.error('A task failed', error, { requestId: context.awsRequestId });
    metrics([{ name: METRICS.backgroundErrors, value: 1 }]);
  });
}

function isBroken(error: unknown): boolean {
  return !(error instanceof ArtisanError) || error instanceof SetupError || error instanceof StoreDeniedError;
}
