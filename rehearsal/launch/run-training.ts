import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Mishaps } from '../faults/mishaps.ts';
import { noLines, writeJsonLines } from '../log/json-lines.ts';
import { logged } from '../training/logged.ts';
import { noiseFrom } from '../training/noise.ts';
import { train, type TrainerOptions } from '../training/trainer.ts';
import type { TrainerLog } from '../training/trainer-log.ts';
import { createTransport } from '../training/transport.ts';
import { aborted } from './aborted.ts';
import type { Launch } from './launch.ts';
import { trainerOf } from './stage.ts';

/**
 * A batch is computed meanwhile; what takes longer than this to send is sent beside the next one, which then goes by the
 * schedule of the one before: no machine that is merely slow should come to that.
 */
const LONGEST_SENDING_MS = 10_000;
const LONGEST_BACK_OFF_MS = 2_000;
const SEED = 20_260_131;

/** Trains a simulated policy at the pace of the launch. Undefined when it ended by an error, which is told. */
export async function runTraining(launch: Launch, mishaps: Mishaps): Promise<TrainerLog | undefined> {
  const { options, client, runId, record, done, over } = launch;
  const { training } = options.scenario;
  const { out } = options;
  const log = out === undefined ? noLines : writeJsonLines(join(out, 'training.jsonl'));
  try {
    const trained = await train({
      runId,
      totalSteps: training.steps,
      batchSteps: training.save_every,
      transport: logged(createTransport(client, trainerOf(options.stage)), log, options.stage.clock),
      surroundings: {
        noise: noiseFrom(SEED),
        reward: training.reward,
        episodeReward: training.episode_reward,
      },
      mishapAt: (step) => mishaps.take(step),
      backOff: (tries) => delay(Math.min(LONGEST_BACK_OFF_MS, 50 * 2 ** tries)),
      compute: computing(launch),
      onProgress: (steps) => (done.steps = steps),
      isStopped: () => over.aborted,
    });
    tell(trained, record);
    return trained;
  } catch (error) {
    record({ event: 'trainer_refused', of: 'trainer', as: 'error', text: String(error) });
    return undefined;
  } finally {
    log.close();
  }
}

/** A batch takes its part of the launch; a pause delays those after it. */
function computing({ options, time, over }: Launch): TrainerOptions['compute'] {
  const { takes, steps, save_every } = options.scenario.training;
  const batchMs = (takes * save_every) / steps;
  let due = 0;
  return async (outbox) => {
    due = Math.max(due, time.reached) + batchMs;
    const sent = Promise.race([outbox.drained(), delay(LONGEST_SENDING_MS)]);
    await Promise.race([Promise.all([time.until(due), sent]), aborted(over)]);
  };
}

function tell({ refused, rollbacks, dropped }: TrainerLog, record: Launch['record']): void {
  for (const text of refused) record({ event: 'trainer_refused', of: 'trainer', as: 'refused', text });
  if (dropped > 0) {
    const text = `${dropped} batches and checkpoints were given up for want of room`;
    record({ event: 'trainer_refused', of: 'trainer', as: 'dropped', text });
  }
  for (const { step, isSame } of rollbacks)
    if (!isSame)
      record({
        event: 'model_damaged',
        of: 'trainer',
        as: `${step}`,
        text: `of step ${step}, by its SHA-256`,
      });
}
