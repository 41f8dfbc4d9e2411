import { TrainerClient } from '../checkpoints/trainer-client.ts';
import type { RehearsalStage } from '../runbooks/rehearsal-stage.ts';
import { RunawayCase, type ApprovalSeen } from '../runbooks/runaway-case.ts';
import type { DirectiveSeen } from '../runbooks/scripted-trainer.ts';

const BATCH = 500;
const GOOD_BATCHES = 4;
/** The last step that was trained when the run is told to pause. */
const LAST_STEP = (GOOD_BATCHES + 1) * BATCH - 1;

/** Looks like chance, and is the same each time. */
const noise = (step: number): number => Math.sin(step * 12.9898) * Math.cos(step * 78.233);

/** A run that people look at: it learns for 2,000 steps, saves after each batch, and then finds rewards for nothing. */
export class WatchedRun extends RunawayCase {
  constructor(stage: RehearsalStage, runId = 'launch') {
    super(stage, runId);
  }

  /** Until a person is asked. */
  async untilAsked(): Promise<ApprovalSeen> {
    const pause = await this.#train();
    await this.trainer.acknowledge(pause, { global_step: LAST_STEP });
    await this.stage.letAlarmsLook();
    await this.stage.pass(async () => (await this.executions()).length > 0);
    return this.asked();
  }

  /** The trainer does what the approved runbook tells it, until that has ended. */
  async obeyAll(): Promise<void> {
    await this.obey('rollback');
    await this.obey('resume');
    await this.ended();
  }

  async #train(): Promise<DirectiveSeen> {
    await this.stage.asTrainer({
      method: 'POST',
      path: '/v1/runs',
      body: { run_id: this.runId, total_steps: 10_000 },
    });
    const saving = new TrainerClient(this.stage, this.runId);
    for (let batch = 0; batch < GOOD_BATCHES; batch += 1) {
      await this.#post(batch, 0);
      const metrics = { reward: 4.2, loss: 0.4, kl: 0.01, episode_reward: 12 + batch };
      await saving.save((batch + 1) * BATCH - 1, { metrics });
    }
    return this.#post(GOOD_BATCHES, 130);
  }

  async #post(batch: number, free: number): Promise<DirectiveSeen> {
    const first_step = batch * BATCH;
    const column = (valueAt: (step: number) => number) =>
      Array.from({ length: BATCH }, (_, index) => valueAt(first_step + index));
    const columns = {
      reward: column((step) => 4 + step / 5_000 + noise(step) + free / 30),
      episode_reward: column((step) => 12 + step / 1_000 + 2 * noise(step) + free),
      loss: column((step) => 0.3 + Math.exp(-step / 900) + 0.05 * noise(step + 7)),
      kl: column((step) => 0.012 + 0.004 * noise(step + 3)),
      entropy: column((step) => 1.2 - step / 4_000 + 0.02 * noise(step + 5)),
      learning_rate: column((step) => 3e-4 * (1 - step / 10_000)),
    };
    const path = `/v1/runs/${this.runId}/metrics`;
    const body = { attempt: 1, first_step, columns };
    const answer = await this.stage.asTrainer({ method: 'POST', path, body });
    if (answer.status !== 200) throw new Error(`The metrics were refused: ${JSON.stringify(answer.body)}`);
    return answer.body['directive'] as DirectiveSeen;
  }
}
