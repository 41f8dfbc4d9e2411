import type { ArtisanStack, Reply } from '../artisan-stack.ts';
import { TrainerClient } from '../checkpoints/trainer-client.ts';

export interface DirectiveSeen {
  readonly id: string;
  readonly action: string;
  readonly attempt: number;
  readonly target?: { readonly step: number };
}

const BATCH = 100;
/** Checkpoints: an early one, and the one before the rewards run away. */
export const EARLY = 49;
export const SAVED_AT = 99;
/** The last step that was trained when the run is told to pause. */
export const RAN_AWAY_AT = 199;

/** A trainer that does what a test says, over HTTP like any other. */
export class ScriptedTrainer {
  readonly runId: string;
  readonly #artisan: ArtisanStack;

  constructor(artisan: ArtisanStack, runId: string) {
    this.#artisan = artisan;
    this.runId = runId;
  }

  /** A run of 100 good steps and a stable checkpoint, whose next 100 run away. Answers with the directive. */
  async runAway({ isStable = true } = {}): Promise<DirectiveSeen> {
    const saving = new TrainerClient(this.#artisan, this.runId);
    const metrics = { reward: 4, loss: 0.5, kl: 0.01, episode_reward: isStable ? 15 : 40 };
    await this.#post('', { run_id: this.runId });
    await saving.save(EARLY, { metrics });
    await this.report(0, { episode_reward: metrics.episode_reward });
    await saving.save(SAVED_AT, { metrics });
    return this.report(BATCH, { episode_reward: 150 });
  }

  /** A batch of steady figures. */
  async report(
    first_step: number,
    {
      attempt = 1,
      episode_reward = 15,
    }: { readonly attempt?: number; readonly episode_reward?: number } = {},
  ): Promise<DirectiveSeen> {
    const column = (value: number) => Array<number>(BATCH).fill(value);
    const columns = {
      ...{ reward: column(4), loss: column(0.5), kl: column(0.01) },
      episode_reward: column(episode_reward),
    };
    const { status, body } = await this.#post(`/${this.runId}/metrics`, { attempt, first_step, columns });
    if (status !== 200) throw new Error(`The metrics were refused: ${status} ${JSON.stringify(body)}`);
    return body['directive'] as DirectiveSeen;
  }

  async directive(): Promise<DirectiveSeen> {
    const path = `/v1/runs/${this.runId}/directive`;
    return (await this.#artisan.asTrainer({ method: 'GET', path })).body as unknown as DirectiveSeen;
  }

  /** As a trainer does that was started again: it names its run and learns what to do. */
  async attach(): Promise<Record<string, unknown>> {
    return (await this.#post('', { run_id: this.runId })).body;
  }

  /** Says that it did what it was told. */
  async acknowledge(
    { id, target }: DirectiveSeen,
    { global_step = target?.step ?? RAN_AWAY_AT, status = 'done' } = {},
  ): Promise<DirectiveSeen> {
    const answer = await this.#post(`/${this.runId}/acks`, { directive_id: id, global_step, status });
    return answer.body as unknown as DirectiveSeen;
  }

  #post(path: string, body: unknown): Promise<Reply> {
    return this.#artisan.asTrainer({ method: 'POST', path: `/v1/runs${path}`, body });
  }
}
