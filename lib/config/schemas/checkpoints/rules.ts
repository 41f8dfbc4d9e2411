import * as v from 'valibot';
import { amount, compare, span } from '../../check/compare.ts';
import { rule } from '../../check/rule.ts';
import type { Rule } from '../../check/rule.ts';
import { checkpoints } from './sections.ts';

const { enabled, rollback_steps, loss_spike } = checkpoints.rollback.entries;
const { window, baseline_window } = loss_spike.entries;
const { reward_min, reward_max, kl_threshold } = checkpoints.stability.wrapped.entries;
const { reward_mean, kl } = checkpoints.runaway.wrapped.entries;
const { kl_warning, reward_ceiling, max_checkpoints, upload_expiry, orphan_age } = checkpoints;

/** The newest `window` values are compared with the rest of the baseline window, which must not be empty. */
const baselineIsLonger = (detector: 'loss_spike' | 'reward_drop'): Rule =>
  rule(v.object({ rollback: v.object({ [detector]: v.object({ window, baseline_window }) }) }), (file) =>
    Object.values(file.rollback).flatMap((sizes) =>
      compare(
        amount(['rollback', detector, 'baseline_window'], sizes.baseline_window),
        'above',
        amount(['rollback', detector, 'window'], sizes.window),
      ),
    ),
  );

/** Going back n steps needs n + 1 checkpoints that pruning keeps. */
const targetIsKept = rule(
  v.object({ max_checkpoints, rollback: v.object({ enabled, rollback_steps }) }),
  ({ max_checkpoints, rollback }) =>
    rollback.enabled
      ? compare(
          amount(['rollback', 'rollback_steps'], rollback.rollback_steps),
          'below',
          amount(['max_checkpoints'], max_checkpoints),
        )
      : [],
);

/** Stable, then warned about, then paused: a warning that comes after the pause is of no use. */
const klGrowsWorse = rule(
  v.object({
    stability: v.optional(v.object({ kl_threshold }), {}),
    kl_warning,
    runaway: v.optional(v.object({ kl }), {}),
  }),
  ({ stability, kl_warning, runaway }) => [
    ...compare(
      amount(['stability', 'kl_threshold'], stability.kl_threshold),
      'at most',
      amount(['kl_warning'], kl_warning),
    ),
    ...compare(amount(['kl_warning'], kl_warning), 'at most', amount(['runaway', 'kl'], runaway.kl)),
  ],
);

const rewardsGrowWorse = rule(
  v.object({
    stability: v.optional(v.object({ reward_min, reward_max }), {}),
    reward_ceiling,
    runaway: v.optional(v.object({ reward_mean }), {}),
  }),
  ({ stability, reward_ceiling, runaway }) => {
    const stable = amount(['stability', 'reward_max'], stability.reward_max);
    const ceiling = amount(['reward_ceiling'], reward_ceiling);
    return [
      ...compare(amount(['stability', 'reward_min'], stability.reward_min), 'below', stable),
      ...compare(stable, 'at most', ceiling),
      ...compare(ceiling, 'at most', amount(['runaway', 'reward_mean'], runaway.reward_mean)),
    ];
  },
);

/** The sweeper must not take what is still being uploaded. */
const uploadsOutliveTheSweep = rule(v.object({ upload_expiry, orphan_age }), (file) =>
  compare(span(['orphan_age'], file.orphan_age), 'above', span(['upload_expiry'], file.upload_expiry)),
);

export const checkpointRules: readonly Rule[] = [
  baselineIsLonger('loss_spike'),
  baselineIsLonger('reward_drop'),
  targetIsKept,
  klGrowsWorse,
  rewardsGrowWorse,
  uploadsOutliveTheSweep,
];
