import * as v from 'valibot';
import { outboundUrl } from './outbound.ts';

/** Where models say whether they are well, by model. A model that is not named is not probed. */
export const healthUrls = v.record(v.string(), outboundUrl);

export type HealthUrls = v.InferOutput<typeof healthUrls>;

/** What the health functions need of traffic_distribution.yaml, as CDK hands it over in an environment variable. */
export const healthConfig = v.strictObject({
  /** How long each model's health check may take, by model: every model is named. */
  timeouts_ms: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))),
});

export type HealthConfig = v.InferOutput<typeof healthConfig>;
