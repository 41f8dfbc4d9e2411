import type { HealthConfig, HealthUrls } from '../contracts/health.ts';
import { ArtisanError } from '../shared/errors.ts';

export interface HealthTarget {
  readonly model: string;
  readonly url: string;
  readonly timeoutMs: number;
}

export class UnconfiguredModelError extends ArtisanError {
  override readonly name = 'UnconfiguredModelError';
}

/**
 * The models to be probed: those with a URL.
 * @throws UnconfiguredModelError for a URL of a model that is not configured
 */
export function healthTargets({ timeouts_ms }: HealthConfig, urls: HealthUrls): readonly HealthTarget[] {
  return Object.entries(urls).map(([model, url]) => {
    const timeoutMs = timeouts_ms[model];
    if (timeoutMs === undefined) {
      const known = Object.keys(timeouts_ms).join(', ');
      throw new UnconfiguredModelError(`A health URL names the model ${model}, configured are ${known}`);
    }
    return { model, url, timeoutMs };
  });
}
