import * as v from 'valibot';
import { parseColumns } from './metrics-columns.ts';
import type { MetricsBatch } from './metrics-batch.ts';
import { parseRows } from './metrics-rows.ts';
import { attemptNumber, stepNumber } from './run-values.ts';
import type { Report } from './refusals.ts';

/** The largest body of POST /v1/runs/{run}/metrics. */
export const METRICS_MAX_BYTES = 1024 * 1024;

/** POST /v1/runs/{run}/metrics, once parsed. */
export interface MetricsRequest {
  readonly attempt: number;
  readonly returnNormalized: boolean;
  readonly batch: MetricsBatch;
}

/**
 * POST /v1/runs/{run}/metrics: rows, `steps: [{step, reward, loss, ...}]`, or `first_step` with `columns: {reward: [...],
 * loss: [...], ...}`. Checked by hand below the first level: 5,000 rows of six metrics by schema would take a function
 * longer than all it does with them.
 */
export const metricsRequest = v.pipe(
  v.strictObject({
    attempt: attemptNumber,
    steps: v.exactOptional(v.unknown()),
    first_step: v.exactOptional(stepNumber),
    columns: v.exactOptional(v.unknown()),
    return_normalized: v.exactOptional(v.boolean()),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }): MetricsRequest => {
    const { attempt, return_normalized: returnNormalized = false } = dataset.value;
    const batch = parseBatch(dataset.value, ({ path, received, allowed }) => {
      const [first, ...rest] = path.map((key) => ({
        type: 'unknown' as const,
        origin: 'value' as const,
        input: undefined,
        key,
        value: received,
      }));
      addIssue({
        message: allowed,
        expected: allowed,
        received,
        ...(first && { path: [first, ...rest] }),
      });
    });
    return batch === undefined ? NEVER : { attempt, returnNormalized, batch };
  }),
);

interface Body {
  readonly steps?: unknown;
  readonly first_step?: number;
  readonly columns?: unknown;
}

function parseBatch({ steps, first_step, columns }: Body, report: Report): MetricsBatch | undefined {
  const isRows = steps !== undefined && first_step === undefined && columns === undefined;
  if (isRows) return parseRows(steps, report);
  if (steps === undefined && first_step !== undefined && columns !== undefined) {
    return parseColumns(first_step, columns, report);
  }
  report({ path: [], received: 'neither or both', allowed: 'either steps, or first_step with columns' });
  return undefined;
}
