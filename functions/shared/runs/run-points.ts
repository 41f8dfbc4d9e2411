import { METRICS } from '../../../lib/contracts/metrics.ts';
import type { MetricPoint } from '../../../lib/shared/emf.ts';
import type { RunEvent } from '../../../lib/training/ports.ts';

/** What is counted of runs, stage-wide: a series a run would cost money for each. */
export function pointsOf(event: RunEvent): readonly MetricPoint[] {
  switch (event.kind) {
    case 'progress':
      return [
        { name: METRICS.trainingSteps, value: event.steps },
        ...figuresOf(event.values),
        ...normalizedPoints(event.normalizedReward),
      ];
    case 'finding':
      return [...findingPoints(event.finding, event.count)];
    case 'rollback':
      return [{ name: METRICS.rollbacks, value: 1 }];
    case 'rollback_refused':
      return [{ name: METRICS.rollbacksRefused, value: 1 }];
    case 'runaway':
      return [{ name: METRICS.rewardRunaway, value: 1 }];
  }
}

function findingPoints(finding: string, count: number): readonly MetricPoint[] {
  const points: MetricPoint[] = [{ name: METRICS.findings, value: count, dimensions: { Kind: finding } }];
  if (finding === 'divergence') points.push({ name: METRICS.divergence, value: count });
  if (finding === 'kl_warning') points.push({ name: METRICS.klWarning, value: count });
  if (finding === 'entropy_stuck') points.push({ name: METRICS.entropyStuck, value: count });
  return points;
}

function normalizedPoints(value: number | undefined): readonly MetricPoint[] {
  return value === undefined ? [] : [{ name: METRICS.normalizedReward, value, unit: 'None' }];
}

function figuresOf(values: Readonly<Record<string, number>>): readonly MetricPoint[] {
  const points: MetricPoint[] = [];
  const { reward, loss, kl, entropy, learning_rate } = values;
  if (reward !== undefined) points.push({ name: METRICS.trainingReward, value: reward, unit: 'None' });
  if (loss !== undefined) points.push({ name: METRICS.trainingLoss, value: loss, unit: 'None' });
  if (kl !== undefined) points.push({ name: METRICS.trainingKl, value: kl, unit: 'None' });
  if (entropy !== undefined) points.push({ name: METRICS.trainingEntropy, value: entropy, unit: 'None' });
  if (learning_rate !== undefined)
    points.push({ name: METRICS.learningRate, value: learning_rate, unit: 'None' });
  return points;
}
