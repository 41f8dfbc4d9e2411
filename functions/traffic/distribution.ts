import type { DistributionAnswer } from '../../lib/contracts/answers/traffic.ts';
import { distributionQuery } from '../../lib/contracts/traffic.ts';
import type { TrafficConfig } from '../../lib/contracts/traffic-config.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import { parseDuration } from '../../lib/shared/duration.ts';
import type { TrafficControl } from '../../lib/traffic/control.ts';
import type { Distribution, ModeShare } from '../../lib/traffic/distribution.ts';
import { createDistributionReader } from '../../lib/traffic/distribution-reader.ts';
import type { SampleSource } from '../../lib/traffic/ports.ts';
import { ProblemError } from '../shared/problem.ts';
import { route } from '../shared/route.ts';

export interface DistributionDependencies {
  readonly control: Pick<TrafficControl, 'read'>;
  readonly samples: SampleSource;
  readonly config: TrafficConfig;
  readonly clock: Clock;
}

const SHORTEST_WINDOW_MS = 10_000;
const LONGEST_WINDOW_MS = 48 * 3_600_000;

/** GET /v1/traffic/distribution?window=5m */
export function distributionRoutes({ control, samples, config, clock }: DistributionDependencies) {
  const read = createDistributionReader({
    settings: () => control.read(),
    samples,
    policy: config.distribution,
    clock,
  });
  return {
    'GET /v1/traffic/distribution': route({
      roles: ['viewer', 'operator', 'approver'],
      query: distributionQuery,
      handle: async ({ query: { window } }) => {
        const windowMs = windowOf(window, config.distribution.window_seconds * 1_000);
        const headers = { 'cache-control': 'no-store' };
        return { status: 200, headers, body: toAnswer(await read(windowMs), windowMs) };
      },
    }),
  };
}

function windowOf(text: string | undefined, fallbackMs: number): number {
  const windowMs = text === undefined ? fallbackMs : parseDuration(text);
  if (windowMs !== undefined && windowMs >= SHORTEST_WINDOW_MS && windowMs <= LONGEST_WINDOW_MS)
    return windowMs;
  throw new ProblemError('invalid_request', `window: got ${String(text)}, allowed is 10s to 48h, such as 5m`);
}

function toAnswer({ samples, status, pValue, modes }: Distribution, windowMs: number): DistributionAnswer {
  const rounded = Object.entries(modes).map(([mode, share]) => [mode, roundedShare(share)] as const);
  return {
    window_seconds: windowMs / 1_000,
    samples,
    status,
    p_value: pValue,
    modes: Object.fromEntries(rounded),
  };
}

function roundedShare({ target, actual, deviation, alert, served, downshifted }: ModeShare) {
  return {
    target: round(target),
    actual: round(actual),
    deviation: round(deviation),
    alert,
    served: round(served),
    downshifted: round(downshifted),
  };
}

const round = (percentage: number): number => Math.round(percentage * 100) / 100;
