import { METRICS } from '../../lib/contracts/metrics.ts';
import type { Distribution, ModeShare } from '../../lib/traffic/distribution.ts';
import type { MetricPoint } from '../../lib/shared/emf.ts';
import type { MetricWriter } from '../shared/metrics.ts';

export interface DistributionCheckDependencies {
  readonly read: (windowMs: number) => Promise<Distribution>;
  readonly windowMs: number;
  readonly metrics: MetricWriter;
}

/** Publishes how far the split is off. Too few samples say nothing, so nothing is published of them. */
export function createDistributionCheck({ read, windowMs, metrics }: DistributionCheckDependencies) {
  return async (): Promise<void> => {
    const distribution = await read(windowMs);
    if (distribution.status === 'insufficient_data') return;
    metrics(overall(distribution));
    for (const [mode, share] of Object.entries(distribution.modes)) metrics(ofMode(mode, share));
  };
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
