import type { RunItem } from '../../../lib/contracts/run-item.ts';

export const STARTED_AT = 1_800_000_000_000;

const NOTHING = { count: 0, sum: 0 };

/** A run as it is created, with what a test changes about it. */
export function aRun(change: Partial<RunItem> = {}): RunItem {
  const { run_id = 'run-1', attempt = 1 } = change;
  return {
    run_id,
    version: 1,
    change_id: `${run_id}-created`,
    attempt,
    status: 'running',
    created_at: STARTED_AT,
    lr_multiplier: 1,
    rollbacks_used: 0,
    lineage: [],
    directive: { id: `${run_id}-0`, action: 'continue', attempt, issued_at: STARTED_AT, by: 'artisan' },
    overrides: {},
    findings: [],
    sums: { reward: NOTHING, loss: NOTHING, kl: NOTHING, episode_reward: NOTHING },
    latest: {},
    windows: new Uint8Array(),
    listed_at: STARTED_AT,
    ...change,
  };
}

let changes = 0;

/** The version after this one, by a writer of its own. */
export function nextOf(run: RunItem, change: Partial<RunItem> = {}): RunItem {
  changes += 1;
  return { ...run, version: run.version + 1, change_id: `change-${changes}`, ...change };
}
