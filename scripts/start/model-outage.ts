import type { Config } from '../../lib/config/config.ts';
import { ApiClient } from '../../rehearsal/api-client.ts';
import { bearer, nobody, signed } from '../../rehearsal/credentials.ts';
import type { Models } from '../../rehearsal/models/models.ts';
import { chooseVictim } from '../../rehearsal/outage/choose-victim.ts';
import { rehearseOutage } from '../../rehearsal/outage/outage.ts';
import type { SelectionSeen } from '../../rehearsal/traffic/selection-seen.ts';
import type { RunningStack } from './launch-stack.ts';
import { outageExpectationsOf } from './outage-expectations.ts';
import { printExpectations } from './print-expectations.ts';

export interface ModelOutageSurroundings {
  readonly stack: RunningStack;
  readonly models: Models;
  readonly config: Config;
  readonly noAuth: boolean;
  /** Requests under way at once: each more would start a sandbox of its own, cold. */
  readonly concurrency: number;
}

/** So many that one request of each, with one answer in error, is more than a breaker's min_volume. */
const MOST_SESSIONS = 30;
/** The backoff of stage rehearsal grows to 10 s, and a probe may be lost to its lease once. */
const PATIENCE_MS = 30_000;

/** Lets one model fail for a while and prints how it went. True when it went as expected. */
export async function rehearseModelOutage(
  { stack, models, config, noAuth, concurrency }: ModelOutageSurroundings,
  assigned: ReadonlyMap<string, SelectionSeen>,
): Promise<boolean> {
  const { mode_models, routing } = config.traffic_distribution;
  const victim = chooseVictim(mode_models, routing.fallback_mode);
  const sessions = [...assigned]
    .flatMap(([session, { assigned_mode: mode }]) => (mode === victim?.mode ? [session] : []))
    .slice(0, MOST_SESSIONS);
  if (!victim || sessions.length === 0) {
    process.stdout.write('\nNo model fails: none is behind one mode alone, or nobody is at that mode\n');
    return true;
  }
  process.stderr.write(`artisan: ${victim.model} fails for a while\n`);
  const client = new ApiClient(stack.url, { connections: concurrency });
  try {
    const result = await rehearseOutage({
      ...{ client, models, victim, sessions },
      credential: noAuth ? nobody : signed(stack.serviceKey, stack.region),
      viewer: noAuth ? nobody : bearer(await stack.tokenOf('viewer')),
      patienceMs: PATIENCE_MS,
    });
    process.stdout.write(`\nFailure of ${victim.model}\n`);
    return printExpectations(outageExpectationsOf(result));
  } finally {
    client.close();
  }
}
