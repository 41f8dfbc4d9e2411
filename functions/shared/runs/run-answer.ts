import type { OverrideAnswer, OverridesAnswer } from '../../../lib/contracts/answers/directives.ts';
import type { RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import { statisticsOf } from '../../../lib/training/normalizer.ts';
import type { CheckpointDownloads, RunCheckpoints } from '../../../lib/training/ports.ts';
import { scheduleAt, type Schedule } from '../../../lib/training/schedule.ts';
import { stateOf, type WindowsReader } from '../../../lib/training/windows.ts';
import { directiveAnswer, iso } from './directive-answer.ts';

export interface RunAnswerDependencies extends WindowsReader {
  readonly checkpoints: Pick<RunCheckpoints, 'best'>;
  readonly downloads: CheckpointDownloads;
}

/** A run as people and services see it. */
export async function runAnswer(deps: RunAnswerDependencies, run: RunItem): Promise<RunAnswer> {
  const { rewards, figures } = stateOf(run, deps);
  const [directive, best] = await Promise.all([
    directiveAnswer(run, deps.downloads),
    deps.checkpoints.best(run),
  ]);
  const { run_id, attempt, status, metrics_at, total_steps, labels, last_step, lr_multiplier, runaway } = run;
  return {
    run_id,
    attempt,
    status,
    created_at: iso(run.created_at),
    ...(metrics_at !== undefined && { metrics_at: iso(metrics_at) }),
    ...(total_steps !== undefined && { total_steps }),
    ...(labels && { labels }),
    ...(last_step !== undefined && { last_step }),
    lr_multiplier,
    rollbacks: { used: run.rollbacks_used, max: deps.config.checkpoint_strategy.rollback.max_rollbacks },
    normalizer: statisticsOf(rewards, figures, deps.config.reward_normalization),
    findings: run.findings.map((finding) => ({ ...finding, at: iso(finding.at) })),
    directive,
    ...(best && { best }),
    schedule: { ...nextSchedule(deps, run) },
    overrides: overridesAnswer(run.overrides),
    lineage: run.lineage.map(({ attempt, step, at, by, reason }) => ({
      attempt,
      step,
      at: iso(at),
      by,
      reason,
    })),
    ...(runaway && { runaway: { ...runaway, at: iso(runaway.at) } }),
  };
}

/** For the step after the last one taken. */
export function nextSchedule({ config }: Pick<WindowsReader, 'config'>, run: RunItem): Schedule {
  return scheduleAt((run.last_step ?? -1) + 1, config.ppo_schedule, run);
}

export function overridesAnswer(overrides: RunItem['overrides']): OverridesAnswer {
  return Object.fromEntries(
    Object.entries(overrides).map(([name, { value, by, reason, at }]): [string, OverrideAnswer] => [
      name,
      { value, owner: by, reason, at: iso(at) },
    ]),
  );
}
