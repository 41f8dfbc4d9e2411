import { availableParallelism } from 'node:os';
import type { Config } from '../../lib/config/config.ts';
import { ApiClient } from '../../rehearsal/api-client.ts';
import { bearer, nobody } from '../../rehearsal/credentials.ts';
import type { Models } from '../../rehearsal/models/models.ts';
import { replayInThread } from '../../rehearsal/traffic/replay-in-thread.ts';
import type { ServedReplay } from '../../rehearsal/traffic/replay-order.ts';
import { formatSplit, splitOf } from '../../rehearsal/traffic/split.ts';
import { createProgress } from '../lib/progress.ts';
import { expectationsOf } from './expectations.ts';
import type { RunningStack } from './launch-stack.ts';
import { rehearseModelOutage } from './model-outage.ts';
import { printExpectations } from './print-expectations.ts';
import type { StartOptions } from './options.ts';

export interface RehearsalOptions {
  readonly stack: RunningStack;
  readonly models: Models;
  readonly config: Config;
  readonly options: StartOptions;
  /** Ends the rehearsal early. */
  readonly stopped: Promise<unknown>;
}

/** As many sandboxes start cold: more than these would only wait for a processor. */
const CONCURRENCY = Math.min(8, availableParallelism() + 1);

/** One in so many selections is served by its model: the rehearsal is about Artisan, not about models. */
const SERVE_EVERY = 10;

/** Replays the traffic of a launch and prints how it was split. True when it went as expected. */
export async function rehearse({
  stack,
  models,
  config,
  options,
  stopped,
}: RehearsalOptions): Promise<boolean> {
  const { sessions, noAuth } = options;
  process.stderr.write(`artisan: replaying ${sessions} new sessions and as many returning ones\n`);
  const replay = replayInThread(
    {
      url: stack.url,
      region: stack.region,
      ...(!noAuth && { key: stack.serviceKey }),
      name: `rehearsal-${Date.now()}`,
      newSessions: sessions,
      returningSessions: sessions,
      concurrency: CONCURRENCY,
      modelUrls: models.urls,
      serveEvery: SERVE_EVERY,
    },
    createProgress('selections', 2 * sessions, process.stderr),
  );
  try {
    const result = await Promise.race([replay.result, stopped.then(() => undefined)]);
    if (!result || !report(result, config, await judge(stack, noAuth))) return false;
    const outage = rehearseModelOutage(
      { stack, models, config, noAuth, concurrency: CONCURRENCY },
      result.assigned,
    );
    return (await Promise.race([outage, stopped.then(() => undefined)])) ?? false;
  } finally {
    await replay.stop();
  }
}

/** What the API says of the distribution. */
async function judge(stack: RunningStack, noAuth: boolean): Promise<unknown> {
  const client = new ApiClient(stack.url, { connections: 1 });
  try {
    const viewer = noAuth ? nobody : bearer(await stack.tokenOf('viewer'));
    const path = '/v1/traffic/distribution?window=10m';
    return (await client.call(viewer, { method: 'GET', path })).body;
  } finally {
    client.close();
  }
}

function report(result: ServedReplay, config: Config, judged: unknown): boolean {
  const modes = [...result.assigned.values()].map(({ assigned_mode }) => assigned_mode);
  const split = splitOf(modes, config.traffic_distribution.modes);
  const { selections, seconds } = result;
  process.stdout.write(`\nSplit of ${modes.length} new sessions\n${formatSplit(split)}\n\n`);
  process.stdout.write(
    `${selections} selections in ${seconds.toFixed(1)} s, ${Math.round(selections / seconds)} a second\n`,
  );
  return printExpectations(expectationsOf({ result, split, judged }));
}
