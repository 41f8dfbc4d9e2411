import type { TrainingConfig } from '../contracts/training-config.ts';
import { AlertGate } from './alert.ts';
import { figure, type Finding } from './finding.ts';
import { LiveSeries } from './series.ts';
import { ShiftDetector } from './shift-detector.ts';
import { CompensatedSum, type RunningSum } from './sums.ts';
import type { TakenBatch } from './taken-batch.ts';
import type { TrainingState } from './training-state.ts';

export interface LossesRead {
  readonly losses: TrainingState['losses'];
  readonly fresh: number;
  readonly alerts: Pick<TrainingState['alerts'], 'loss_spike'>;
  readonly sum: RunningSum;
  readonly findings: readonly Finding[];
}

/** Losses, watched for a spike. */
export function readLosses(taken: TakenBatch, state: TrainingState, config: TrainingConfig): LossesRead {
  const { rollback } = config.checkpoint_strategy;
  const spike = rollback.loss_spike;
  const series = new LiveSeries(state.losses, spike.baseline_window, taken.rows.length);
  const detector = new ShiftDetector(series, state.fresh.losses, {
    ...rollback,
    ...spike,
    direction: 'rise',
    share: spike.threshold - 1,
  });
  const gate = new AlertGate(state.alerts.loss_spike);
  const sum = new CompensatedSum(state.sums.loss);
  const findings: Finding[] = [];

  taken.forEach('loss', (loss, row) => {
    series.push(loss);
    detector.pushed();
    sum.add(loss);
    const shift = detector.find();
    if (gate.observe(shift !== undefined) && shift !== undefined) {
      const detail = `losses average ${figure(shift.recent)} over the last ${spike.window}, ${figure(shift.baseline)} before`;
      findings.push({ kind: 'loss_spike', step: taken.stepOf(row), detail });
    }
  });

  return {
    losses: series.freeze(),
    fresh: detector.fresh,
    alerts: { loss_spike: gate.state },
    sum: sum.state,
    findings,
  };
}
