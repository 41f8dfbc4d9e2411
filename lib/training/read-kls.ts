import type { TrainingConfig } from '../contracts/training-config.ts';
import { AlertGate } from './alert.ts';
import { figure, type Finding } from './finding.ts';
import { LiveSeries } from './series.ts';
import { CompensatedSum, type RunningSum } from './sums.ts';
import type { TakenBatch } from './taken-batch.ts';
import { TrailingMoments } from './trailing-moments.ts';
import type { TrainingState } from './training-state.ts';

export interface KlsRead {
  readonly kls: TrainingState['kls'];
  readonly alerts: Pick<TrainingState['alerts'], 'runaway_kl' | 'kl_warning'>;
  readonly sum: RunningSum;
  readonly findings: readonly Finding[];
}

/** KL divergences: each one may warn, the mean of the newest ones may be a runaway, once there are enough of them. */
export function readKls(taken: TakenBatch, state: TrainingState, config: TrainingConfig): KlsRead {
  const { runaway, kl_warning } = config.checkpoint_strategy;
  const series = new LiveSeries(state.kls, runaway.episodes, taken.rows.length);
  const moments = new TrailingMoments(series, { length: runaway.episodes, lag: 0 });
  const runawayGate = new AlertGate(state.alerts.runaway_kl);
  const warningGate = new AlertGate(state.alerts.kl_warning);
  const sum = new CompensatedSum(state.sums.kl);
  const findings: Finding[] = [];

  taken.forEach('kl', (kl, row) => {
    series.push(kl);
    moments.pushed();
    sum.add(kl);
    const isRunaway = moments.count >= runaway.episodes && moments.mean > runaway.kl;
    if (runawayGate.observe(isRunaway)) {
      const detail = `KL averages ${figure(moments.mean)} over the last ${moments.count}, allowed is ${runaway.kl}`;
      findings.push({ kind: 'runaway', step: taken.stepOf(row), detail });
    }
    if (warningGate.observe(kl > kl_warning)) {
      const detail = `KL is ${figure(kl)}, the warning begins above ${kl_warning}`;
      findings.push({ kind: 'kl_warning', step: taken.stepOf(row), detail });
    }
  });

  return {
    kls: series.freeze(),
    alerts: { runaway_kl: runawayGate.state, kl_warning: warningGate.state },
    sum: sum.state,
    findings,
  };
}
