import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { TrafficOrder, TrafficResult } from '../traffic/traffic-order.ts';
import { trafficInThread } from '../traffic/traffic-in-thread.ts';
import { aborted } from './aborted.ts';
import type { Launch, LaunchOptions } from './launch.ts';
import { aheadOf } from './stage.ts';

/** As many sandboxes start cold: more than these would only wait for a processor. */
const CONCURRENCY = Math.min(8, availableParallelism() + 1);

/** Sends the traffic of the launch, and moves its time. Undefined when it was stopped. */
export async function runTraffic(launch: Launch): Promise<TrafficResult | undefined> {
  const { options, time, done, record } = launch;
  const traffic = trafficInThread(orderOf(options), (message) => {
    if (message.type === 'happening') {
      record(message.happening);
      return;
    }
    done.selections = message.done;
    time.reach(message.reachedMs);
    options.onProgress({ launchMs: time.reached, ...done });
  });
  try {
    return await Promise.race([traffic.result, aborted(options.stop).then(() => undefined)]);
  } finally {
    await traffic.stop();
  }
}

/** So many of these selections are of new sessions as were asked for. */
export function selectionsOf(sessions: number, returning: number): number {
  return Math.floor(sessions / (1 - returning) + 1e-9);
}

function orderOf({ scenario, stage, models, sessions, name, out }: LaunchOptions): TrafficOrder {
  const { traffic, time } = scenario;
  return {
    url: stage.url,
    region: stage.region,
    ...(!stage.noAuth && { key: stage.serviceKey }),
    name,
    selections: selectionsOf(sessions, traffic.returning),
    returning: traffic.returning,
    rates: traffic.arrivals,
    launchMs: time.launch,
    takesMs: time.takes,
    concurrency: CONCURRENCY,
    served: traffic.served,
    latencies: traffic.modes,
    modelUrls: models.urls,
    aheadMs: aheadOf(stage.clock),
    ...(out !== undefined && { logFile: join(out, 'traffic.jsonl') }),
  };
}
