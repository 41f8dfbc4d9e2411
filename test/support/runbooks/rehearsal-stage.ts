import { setTimeout as delay } from 'node:timers/promises';
import { SFNClient } from '@aws-sdk/client-sfn';
import { startArtisan, type ArtisanOptions, type ArtisanStack, type Reply } from '../artisan-stack.ts';
import { assemblyOf } from '../built.ts';
import { until } from '../until.ts';

export const RUNBOOK = 'rl_reward_runaway_rollback';
/** Of stage rehearsal: after one an alarm has seen what there is. */
const ALARM_PERIOD_MS = 10_000;

const BETWEEN_LOOKS_MS = 50;
const MOST_TRIES = 20;
/** Half of a runbook's interval between polls. */
const STEP_MS = 500;

export type RehearsalStage = ArtisanStack & {
  /** As a viewer sees it. */
  see(path: string): Promise<Record<string, unknown>>;
  readonly states: SFNClient;
  /** Lets the alarms look at what there is. */
  letAlarmsLook(): Promise<void>;
  /**
   * Waits until it is so. The clock, which runs by itself, is also moved by this much at each look, so that nobody waits
   * for polls and periods; not while a function runs, which would be late by it. More where a time-out is waited for.
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
    see: async (path) => bodyOf(await answered(() => artisan.as('viewer', { method: 'GET', path })), path),
    states,
    letAlarmsLook: () => clock.advance(ALARM_PERIOD_MS),
    pass: async (isSo, stepMs = STEP_MS) => {
      await until(async () => {
        if (await isSo()) return true;
        if (!clock.isHeld()) await clock.advance(stepMs);
        await delay(BETWEEN_LOOKS_MS);
        return false;
      });
    },
    stop: async () => {
      states.destroy();
      await artisan.stop();
    },
  };
}

/** On a machine that is busy for a second a store may not answer in time: Retry-After says to ask again. */
export async function answered(ask: () => Promise<Reply>): Promise<Reply> {
  for (let tries = 1; ; tries += 1) {
    const reply = await ask();
    if (reply.status !== 503 || tries === MOST_TRIES) return reply;
    await delay(BETWEEN_LOOKS_MS * tries);
  }
}

function bodyOf({ status, body }: Reply, path: string): Record<string, unknown> {
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}
