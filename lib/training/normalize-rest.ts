import type { MetricsBatch } from '../contracts/metrics-batch.ts';
import type { TrainingConfig } from '../contracts/training-config.ts';
import { normalize } from './normalizer.ts';
import { isCountable, type TakenBatch } from './taken-batch.ts';
import type { TrainingState } from './training-state.ts';

/**
 * Fills in the normalised rewards of rows that were not taken, so that a trainer whose answer was lost gets one for
 * each row when it sends again: that of the row that was taken for the same step, or else by the figures before the
 * batch.
 */
export function normalizeRest(
  normalized: Float64Array,
  { batch, taken, state }: { batch: MetricsBatch; taken: TakenBatch; state: TrainingState },
  config: TrainingConfig,
): void {
  const column = batch.columns.get('reward');
  const rowOfStep = new Map<number, number>();
  for (const row of taken.rows) rowOfStep.set(taken.stepOf(row), row);
  batch.steps.forEach((step, row) => {
    const twin = rowOfStep.get(step);
    if (twin !== undefined) {
      normalized[row] = normalized[twin] ?? NaN;
      return;
    }
    const reward = column?.values[row] ?? NaN;
    if (column?.present?.[row] === 0 || !isCountable(reward)) return;
    normalized[row] = normalize(reward, state.figures, config.reward_normalization);
  });
}
