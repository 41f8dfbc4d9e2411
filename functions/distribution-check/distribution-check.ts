import { METRICS } from '../../lib/contracts/metrics.ts';
import type { Distribution, ModeShare } from '../../lib/traffic/distribution.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import type { SplitStore } from '../../lib/traffic/split-store.ts';
import type { MetricPoint } from '../../lib/shared/emf.ts';
import type { MetricWriter } from '../shared/metrics.ts';

export interface DistributionCheckDependencies {
  readonly read: (windowMs: number) => Promise<Distribution>;
  readonly windowMs: number;
  readonly splits: SplitStore;
  readonly clock: Clock;
  readonly metrics: MetricWriter;
}

/** Tells how new sessions are split, and publishes how far that is off: of too few samples nothing. */
export function createDistributionCheck({
  read,
  windowMs,
  splits,
  clock,
  metrics,
}: DistributionCheckDependencies) {
  return async (): Promise<void> => {
    const distribution = await read(windowMs);
    if (distribution.status !== 'insufficient_data') publish(distribution, metrics);
    await splits.tell({ ...distribution, windowMs, at: clock.now() });
  };
}

function publish(distribution: Distribution, metrics: MetricWriter): void {
  metrics(overall(distribution));
  for (const [mode, share] of Object.entries(distribution.modes)) metrics(ofMode(mode, share));
}

function overall({ modes, status }: Distribution): readonly MetricPoint[] {
  const largest = Math.max(...Object.values(modes).map(({ deviation }) => Math.abs(deviation)));
  return [
    { name: METRICS.trafficDeviation, value: largest, unit: 'Percent' },
    { name: METRICS.trafficDeviating, value: status === 'deviating' ? 1 : 0 },
  ];
}

function ofMode(mode: string, { actual, deviation, served, downshifted }: ModeShare): readonly MetricPoint[] {
  const dimensions = { Mode: mode };
  return [
    { name: METRICS.modeDeviation, value: deviation, unit: 'Percent', dimensions },
    { name: METRICS.assignedShare, value: actual, unit: 'Percent', dimensions },
    { name: METRICS.servedShare, value: served, unit: 'Percent', dimensions },
    { name: METRICS.downshiftedShare, value: downshifted, unit: 'Percent', dimensions },
  ];
}
