import type { Clock } from '../shared/clock.ts';
import { assess, type Distribution, type DistributionPolicy } from './distribution.ts';
import type { SampleSource } from './ports.ts';
import { weightsLabel, type TrafficSettings } from './settings.ts';

export interface DistributionReaderDependencies {
  /** The settings in force. */
  readonly settings: () => Promise<TrafficSettings>;
  readonly samples: SampleSource;
  readonly policy: DistributionPolicy;
  readonly clock: Clock;
}

/**
 * How the newest so many milliseconds were split, against the weights in force. New weights are a new comparison: what
 * was drawn under the old ones is not in the sample. Throws StoreUnavailableError or StoreDeniedError.
 */
export function createDistributionReader(
  deps: DistributionReaderDependencies,
): (windowMs: number) => Promise<Distribution> {
  return async (windowMs) => {
    const settings = await deps.settings();
    const now = deps.clock.now();
    const modes = Object.keys(settings.weights);
    const range = { modes, weightsLabel: weightsLabel(settings), from: now - windowMs, to: now };
    return assess(settings.weights, await deps.samples.read(range), deps.policy);
  };
}
