import * as v from 'valibot';
import { compare, amount, span } from './check/compare.ts';
import { rule } from './check/rule.ts';
import type { ConfigFile, Rule } from './check/rule.ts';
import { approvals } from './schemas/approvals.ts';
import { alarmsFile } from './schemas/alarms/file.ts';
import { checkpointStrategy } from './schemas/checkpoints/file.ts';
import { checkpoints } from './schemas/checkpoints/sections.ts';
import { notifications } from './schemas/notifications.ts';
import { expectations } from './schemas/expectations.ts';
import { dispatch } from './schemas/dispatch.ts';
import { drills } from './schemas/drills.ts';
import { incidents } from './schemas/incidents.ts';
import { ppoSchedule } from './schemas/ppo-schedule.ts';
import { rewardNormalization } from './schemas/reward-normalization.ts';
import { runbooks } from './schemas/runbooks/file.ts';
import { targetsOfRunbooks } from './schemas/runbooks/target-rules.ts';
import { stageSettings } from './schemas/stage.ts';
import { targetsFile } from './schemas/targets/file.ts';
import { trafficDistribution } from './schemas/traffic/file.ts';
import { traffic } from './schemas/traffic/sections.ts';

/** One line a file: `name` is both configs/name.yaml and its root key. */
export const FILES = {
  traffic_distribution: trafficDistribution,
  ppo_schedule: ppoSchedule,
  reward_normalization: rewardNormalization,
  checkpoint_strategy: checkpointStrategy,
  targets: targetsFile,
  approvals,
  notifications,
  incidents,
  drills,
  expectations,
  alarms: alarmsFile,
  dispatch,
} as const;

/** Files of a folder: any number of them, each of which adds a runbook. */
export const runbookFiles = runbooks;

/** All files of one stage, and what the stage says of itself, under their root keys. */
export const documents = v.strictObject({ ...FILES, runbooks, stage: stageSettings });

export const SCHEMAS: Readonly<Record<string, ConfigFile>> = documents.entries;

const { save_frequency } = checkpoints;
/** What incidents wait for after a runbook. */
const settling = {
  incidents: v.object({ settle_within: documents.entries.incidents.entries.settle_within }),
  dispatch: v.object({ cooldown: documents.entries.dispatch.entries.cooldown }),
};
const { report_interval } = traffic.monitoring.entries;
const { alarm_period } = stageSettings.entries;

/** What files must agree on. A finding belongs to the file of its first key. */
export const RULES_ACROSS: readonly Rule[] = [
  targetsOfRunbooks,
  rule(
    v.object({
      ppo_schedule: v.object({ save_frequency }),
      checkpoint_strategy: v.object({ save_frequency }),
    }),
    ({ ppo_schedule, checkpoint_strategy }) =>
      compare(
        amount(['checkpoint_strategy', 'save_frequency'], checkpoint_strategy.save_frequency),
        'exactly',
        amount(['ppo_schedule', 'save_frequency'], ppo_schedule.save_frequency),
      ),
  ),
  // Nothing is looked at before the cooldown is over.
  rule(v.object(settling), ({ incidents: { settle_within }, dispatch: { cooldown } }) =>
    compare(
      span(['incidents', 'settle_within'], settle_within),
      'above',
      span(['dispatch', 'cooldown'], cooldown),
    ),
  ),
  // An alarm that looks more often than the figure is reported finds periods without data.
  rule(
    v.object({
      stage: v.object({ alarm_period }),
      traffic_distribution: v.object({ monitoring: v.object({ report_interval }) }),
    }),
    ({ stage, traffic_distribution }) =>
      compare(
        span(['stage', 'alarm_period'], stage.alarm_period),
        'at least',
        span(
          ['traffic_distribution', 'monitoring', 'report_interval'],
          traffic_distribution.monitoring.report_interval,
        ),
      ),
  ),
];
