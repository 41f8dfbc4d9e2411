import * as v from 'valibot';
import { STANDARD_UNITS } from '../metrics/unit.ts';

const text = (longest: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(longest));

const metricDefinition = v.object({
  Name: text(1_024),
  Unit: v.optional(v.picklist(STANDARD_UNITS), 'None'),
  StorageResolution: v.optional(v.picklist([1, 60]), 60),
});

const metricDirective = v.object({
  Namespace: text(1_024),
  Dimensions: v.pipe(v.array(v.pipe(v.array(text(250)), v.maxLength(30))), v.minLength(1)),
  Metrics: v.pipe(v.array(metricDefinition), v.maxLength(100)),
});

/**
 * `_aws` of a document in the embedded metric format. Members that are not of the specification are ignored, as it
 * demands. Source: "Specification: Embedded metric format", CloudWatch User Guide.
 */
export const emfMetadata = v.object({
  Timestamp: v.pipe(v.number(), v.integer()),
  CloudWatchMetrics: v.array(metricDirective),
});

export type MetricDirective = v.InferOutput<typeof metricDirective>;
export type MetricDefinition = v.InferOutput<typeof metricDefinition>;
