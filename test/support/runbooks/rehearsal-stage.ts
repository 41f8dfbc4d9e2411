import { setTimeout as delay } from 'node:timers/promises';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { startArtisan, type ArtisanOptions, type ArtisanStack, type Reply } from '../artisan-stack.ts';
import { assemblyOf } from '../built.ts';
import { until } from '../until.ts';

export const RUNBOOK = 'rl_reward_runaway_rollback';
/** Of stage rehearsal: after one an alarm has seen what there is. */
const ALARM_PERIOD_MS = 10_000;

const BETWEEN_GLANCES_MS = 10;
const MOST_GLANCES = 100;
/** Half of a runbook's interval between polls. */
const STEP_MS = 500;

export type RehearsalStage = ArtisanStack & {
  /** As a viewer sees it. */
  see(path: string): Promise<Record<string, unknown>>;
  readonly states: SFNClient;
  /** Lets the alarms look at what there is. */
  letAlarmsLook(): Promise<void>;
  /**
   * Waits until it is so. The clock, which runs by itself, is also moved by this much between looks, so that nobody waits
   * for polls and periods; not while a function runs, which would be late by it. Looking is what costs: more where it may
   * be seen late, or where a time-out is waited for.
   */
  pass(isSo: () => boolean | Promise<boolean>, stepMs?: number): Promise<void>;
};

/** The stack of stage rehearsal: short periods, the same meaning. */
export async function startRehearsalStage(
  options: Omit<ArtisanOptions, 'assemblyDir'> = {},
): Promise<RehearsalStage> {
  const artisan = await startArtisan({ assemblyDir: assemblyOf('rehearsal'), ...options });
  const { clock, awsUrl: endpoint, region, root } = artisan.stack;
  const states = new SFNClient({ endpoint, region, credentials: root.credentials });
  return {
    ...artisan,
    see: async (path) => bodyOf(await artisan.as('viewer', { method: 'GET', path }), path),
    states,
    letAlarmsLook: () => clock.advance(ALARM_PERIOD_MS),
    pass: async (isSo, stepMs = STEP_MS) => {
      await until(async () => {
        if (await isSo()) return true;
        for (let left = stepMs; left > 0; left -= STEP_MS) {
          await rest(clock);
          if (!clock.isHeld()) await clock.advance(Math.min(left, STEP_MS));
        }
        return false;
      }, atOnce);
    },
    stop: async () => {
      states.destroy();
      await artisan.stop();
    },
  };
}

/** A look comes after the clock has been moved, which takes its time. */
const atOnce = () => 0;

/** Until no function runs, and nothing that one has set off makes another run at once; not for long where one hangs. */
async function rest({ isHeld }: Pick<MovableClock, 'isHeld'>): Promise<void> {
  for (let glances = 0; glances < MOST_GLANCES; glances += 1) {
    await delay(BETWEEN_GLANCES_MS);
    if (!isHeld()) return;
  }
}

function bodyOf({ status, body }: Reply, path: string): Record<string, unknown> {
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}
