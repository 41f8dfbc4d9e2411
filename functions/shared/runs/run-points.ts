import { METRICS } from '../../../lib/contracts/metrics.ts';
import type { MetricPoint } from '../../../lib/shared/emf.ts';
import type { RunEvent } from '../../../lib/training/ports.ts';

type Progress = Extract<RunEvent, { readonly kind: 'progress' }>;

/** What is counted of runs, stage-wide: a series a run would cost money for each. */
export function pointsOf(event: RunEvent): readonly MetricPoint[] {
  switch (event.kind) {
    case 'progress':
      return [
        { name: METRICS.trainingSteps, value: event.steps },
        ...valuePoints(event.values),
        ...figurePoints(event.figures),
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

/** What the trainer has reported of the batch; without a value nothing, so that no old one counts again. */
function valuePoints({ reward, loss, kl }: Readonly<Record<string, number>>): readonly MetricPoint[] {
  const points: MetricPoint[] = [];
  if (reward !== undefined) points.push({ name: METRICS.trainingReward, value: reward, unit: 'None' });
  if (loss !== undefined) points.push({ name: METRICS.trainingLoss, value: loss, unit: 'None' });
  if (kl !== undefined) points.push({ name: METRICS.trainingKl, value: kl, unit: 'None' });
  return points;
}

function figurePoints({ step, entropyCoef, learningRate }: Progress['figures']): readonly MetricPoint[] {
  return [
    { name: METRICS.trainingStep, value: step, unit: 'None' },
    { name: METRICS.entropyCoefficient, value: entropyCoef, unit: 'None' },
    { name: METRICS.learningRate, value: learningRate, unit: 'None' },
  ];
}
