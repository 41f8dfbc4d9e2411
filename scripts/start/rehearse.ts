import type { Config } from '../../lib/config/config.ts';
import { ApiClient } from '../../rehearsal/api-client.ts';
import { bearer, nobody, signed } from '../../rehearsal/credentials.ts';
import { replayTraffic, type ReplayResult } from '../../rehearsal/traffic/replay.ts';
import { formatSplit, splitOf, type Share } from '../../rehearsal/traffic/split.ts';
import { createProgress } from '../lib/progress.ts';
import type { RunningStack } from './launch-stack.ts';
import type { StartOptions } from './options.ts';

export interface RehearsalOptions {
  readonly stack: RunningStack;
  readonly config: Config;
  readonly options: StartOptions;
  /** Ends the rehearsal early. */
  readonly stopped: Promise<unknown>;
}

/** As many sandboxes as this start cold; more would only wait for the processor. */
const CONCURRENCY = 8;

/** Replays the traffic of a launch and prints how it was split. True when it went as expected. */
export async function rehearse({ stack, config, options, stopped }: RehearsalOptions): Promise<boolean> {
  const { sessions, noAuth } = options;
  const client = new ApiClient(stack.url, { connections: CONCURRENCY });
  try {
    process.stderr.write(`artisan: replaying ${sessions} new sessions and as many returning ones\n`);
    const replay = replayTraffic({
      client,
      credential: noAuth ? nobody : signed(stack.serviceKey, stack.region),
      name: `rehearsal-${Date.now()}`,
      newSessions: sessions,
      returningSessions: sessions,
      concurrency: CONCURRENCY,
      onProgress: createProgress('selections', 2 * sessions, process.stderr),
    });
    const result = await Promise.race([replay, stopped.then(() => undefined)]);
    if (!result) return false;
    const viewer = noAuth ? nobody : bearer(await stack.tokenOf('viewer'));
    const judged = await client.call(viewer, { method: 'GET', path: '/v1/traffic/distribution?window=10m' });
    return report(result, config, judged.body);
  } finally {
    client.close();
  }
}

function report(result: ReplayResult, config: Config, judged: unknown): boolean {
  const modes = [...result.assigned.values()].map(({ assigned_mode }) => assigned_mode);
  const split = splitOf(modes, config.traffic_distribution.modes);
  const { moved, failures, selections, seconds } = result;
  const checks = [
    {
      says: `every mode within ${bandOf(split)} points of its target`,
      holds: split.every(({ holds }) => holds),
    },
    { says: 'every returning session got its mode again', holds: moved.length === 0, but: moved },
    { says: 'no request failed', holds: failures.length === 0, but: failures },
    {
      says: `the API counted ${modes.length} new assignments`,
      holds: samplesOf(judged) === modes.length,
      but: [JSON.stringify(judged)],
    },
  ];
  process.stdout.write(`\nSplit of ${modes.length} new sessions\n${formatSplit(split)}\n\n`);
  process.stdout.write(
    `${selections} selections in ${seconds.toFixed(1)} s, ${Math.round(selections / seconds)} a second\n`,
  );
  for (const { says, holds, but = [] } of checks) {
    process.stdout.write(
      `  ${holds ? 'pass' : 'FAIL'}  ${says}${holds ? '' : `: ${but.slice(0, 3).join('; ')}`}\n`,
    );
  }
  return checks.every(({ holds }) => holds);
}

const bandOf = (split: readonly Share[]): string => Math.max(...split.map(({ band }) => band)).toFixed(1);

function samplesOf(judged: unknown): unknown {
  return typeof judged === 'object' && judged !== null && 'samples' in judged ? judged.samples : undefined;
}
