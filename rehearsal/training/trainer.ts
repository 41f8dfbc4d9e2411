import * as v from 'valibot';
import { decodeModel, encodeModel, sha256Of } from './model-file.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';
import { checkpointParcel, metricsParcel, type Sender } from './parcels.ts';
import {
  trainStep,
  UNTRAINED,
  type ModelState,
  type Settings,
  type StepReport,
  type Surroundings,
} from './ppo-model.ts';
import { StoppedError } from './stopped-error.ts';
import { ANSWERS, type Directive } from './trainer-answers.ts';
import { emptyLog, type TrainerLog } from './trainer-log.ts';
import type { Transport } from './transport.ts';

export interface TrainerOptions {
  readonly transport: Transport;
  readonly runId: string;
  readonly totalSteps: number;
  readonly batchSteps: number;
  /** Asked before each step: what befalls the model, if anything does. It stays so until the model is rolled back. */
  readonly mishapAt?: (step: number) => Partial<ModelState> | undefined;
  readonly surroundings: Surroundings;
  /** Waits before the next try of a request; `tries` counts from 1. */
  readonly backOff: OutboxOptions['backOff'];
  /** What a batch takes to compute. Meanwhile requests go their way. */
  readonly compute: (outbox: Pick<Outbox, 'drained'>) => Promise<void>;
  readonly onProgress?: (trained: number) => void;
  /** Told to leave everything as it is. */
  readonly isStopped?: () => boolean;
}

/** Metrics and checkpoints of 32 batches: a quarter of an hour without the API, at half a minute a batch. */
const OUTBOX_CAPACITY = 64;

/** Trains a simulated policy and obeys the API, over HTTP alone. Whatever the API does, training goes on meanwhile. */
export async function train(options: TrainerOptions): Promise<TrainerLog> {
  return new Trainer(options).run();
}

class Trainer {
  readonly #options: TrainerOptions;
  readonly #outbox: Outbox;
  readonly #log = emptyLog();
  readonly #sender: Sender;
  /** Hashes of what was saved, by step. */
  readonly #saved = new Map<number, string>();
  #model: ModelState = UNTRAINED;
  #attempt = 1;
  #settings: Settings = { entropy_coef: 0, learning_rate: 0 };
  #directive: Directive | undefined;
  readonly #obeyed = new Set<string>();

  constructor(options: TrainerOptions) {
    this.#options = options;
    this.#outbox = new Outbox({ capacity: OUTBOX_CAPACITY, backOff: options.backOff });
    this.#sender = {
      transport: options.transport,
      runId: options.runId,
      log: this.#log,
      onMetrics: ({ schedule }) => (this.#settings = schedule),
      onDirective: (directive) => {
        if (directive.attempt >= this.#attempt) this.#directive = directive;
      },
    };
  }

  async run(): Promise<TrainerLog> {
    try {
      await this.#begin();
      await this.#trainAll();
      await this.#finish();
    } catch (error) {
      if (!(error instanceof StoppedError)) throw error;
    } finally {
      this.#outbox.close();
    }
    return { ...this.#log, dropped: this.#outbox.dropped, retries: this.#outbox.retries };
  }

  async #trainAll(): Promise<void> {
    while (await this.#obeyAll()) {
      this.#checkStopped();
      if (this.#model.trained < this.#options.totalSteps) {
        this.#trainBatch();
        await this.#options.compute(this.#outbox);
      } else {
        await this.#drained();
        if (!this.#hasOrder()) return;
      }
    }
  }

  async #begin(): Promise<void> {
    const { runId, totalSteps } = this.#options;
    const body = { run_id: runId, total_steps: totalSteps };
    const begun = v.parse(
      ANSWERS.begun,
      await this.#ask(() => this.#options.transport.post('/v1/runs', body)),
    );
    this.#settings = begun.schedule;
    this.#attempt = begun.attempt;
    this.#directive = begun.directive;
  }

  #trainBatch(): void {
    const { batchSteps, surroundings, mishapAt } = this.#options;
    const steps: StepReport[] = [];
    this.#log.coefficients.push({ step: this.#model.trained, entropy_coef: this.#settings.entropy_coef });
    for (let i = 0; i < batchSteps; i += 1) {
      this.#model = { ...this.#model, ...mishapAt?.(this.#model.trained) };
      const { state, report } = trainStep(this.#model, this.#settings, surroundings);
      this.#model = state;
      steps.push(report);
    }
    this.#handOver(steps);
    this.#options.onProgress?.(this.#model.trained);
  }

  /** All of the training loop that has to do with the API. */
  #handOver(steps: readonly StepReport[]): void {
    const startedAt = performance.now();
    const [attempt, model] = [this.#attempt, this.#model];
    this.#saved.set(model.trained - 1, sha256Of(encodeModel(model)));
    this.#outbox.put(metricsParcel(this.#sender, attempt, steps));
    this.#outbox.put(checkpointParcel(this.#sender, { attempt, model, steps }));
    this.#log.slowestHandOver = Math.max(this.#log.slowestHandOver, performance.now() - startedAt);
  }

  #hasOrder(): boolean {
    const { action, id } = this.#directive ?? { action: 'continue', id: '' };
    return action !== 'continue' && action !== 'resume' && !this.#obeyed.has(id);
  }

  /** Does what the API asks for, one thing after another, until it may train. False when that is to stop. */
  async #obeyAll(): Promise<boolean> {
    while (this.#directive && this.#hasOrder()) {
      const directive = this.#directive;
      await this.#obey(directive);
      if (directive.action === 'stop') return false;
    }
    return true;
  }

  async #obey(directive: Directive): Promise<void> {
    this.#obeyed.add(directive.id);
    if (directive.action === 'rollback') await this.#rollBack(directive);
    else await this.#acknowledge(directive, 'done');
    if (directive.action === 'pause') await this.#untilResumed(directive);
  }

  async #rollBack(directive: Directive): Promise<void> {
    // Nothing of the attempt that ends here is wanted any more.
    this.#outbox.clear();
    const { target } = directive;
    if (!target) throw new Error('A rollback without a target');
    const bytes = await this.#download(target.download_url);
    const hash = sha256Of(bytes);
    this.#model = decodeModel(bytes);
    this.#attempt = directive.attempt;
    const isSame = hash === target.sha256 && hash === this.#saved.get(target.step);
    this.#log.rollbacks.push({ step: this.#model.trained - 1, attempt: directive.attempt, isSame });
    await this.#acknowledge(directive, isSame ? 'done' : 'failed');
  }

  async #acknowledge({ id }: Directive, status: 'done' | 'failed'): Promise<void> {
    const path = `/v1/runs/${this.#options.runId}/acks`;
    const body = { directive_id: id, global_step: Math.max(0, this.#model.trained - 1), status };
    const answer = await this.#ask(() => this.#options.transport.post(path, body));
    this.#sender.onDirective(v.parse(ANSWERS.directive, answer));
  }

  async #untilResumed({ id }: Directive): Promise<void> {
    const path = `/v1/runs/${this.#options.runId}/directive`;
    for (let tries = 1; this.#directive?.id === id; tries += 1) {
      await this.#options.backOff(tries);
      const answer = await this.#ask(() => this.#options.transport.get(path));
      this.#sender.onDirective(v.parse(ANSWERS.directive, answer));
    }
    this.#settings = await this.#schedule();
  }

  /** Anew after each pause: whoever resumes may want the model to learn more slowly. */
  async #schedule(): Promise<Settings> {
    const path = `/v1/runs/${this.#options.runId}/schedule`;
    return v.parse(ANSWERS.schedule, await this.#ask(() => this.#options.transport.get(path)));
  }

  async #download(url: string): Promise<Uint8Array> {
    const transfer = { url, method: 'GET', headers: {} };
    const { bytes } = await this.#again(() => this.#options.transport.transfer(transfer));
    return bytes;
  }

  /** Between batches, when there is nothing to train until the API has answered. */
  async #ask(call: () => ReturnType<Transport['get']>): Promise<unknown> {
    return (await this.#again(call)).body;
  }

  /** @throws Error when it is refused for good, StoppedError */
  async #again<Answer extends { readonly status: number }>(call: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      this.#checkStopped();
      const answer = await call().catch(() => undefined);
      if (answer && answer.status < 300) return answer;
      if (answer && answer.status < 500 && answer.status !== 429)
        throw new Error(`The trainer is refused: ${JSON.stringify(answer).slice(0, 500)}`);
      await this.#options.backOff(tries);
    }
  }

  async #finish(): Promise<void> {
    await this.#drained();
    await this.#ask(() => this.#options.transport.post(`/v1/runs/${this.#options.runId}/finish`));
  }

  /** Until all is sent, or no more is to be. */
  async #drained(): Promise<void> {
    const draining = this.#outbox.drained().then(() => 'drained' as const);
    for (let tries = 1; ; tries += 1) {
      this.#checkStopped();
      if ((await Promise.race([draining, this.#options.backOff(tries)])) === 'drained') return;
    }
  }

  #checkStopped(): void {
    if (this.#options.isStopped?.() === true) throw new StoppedError('Training was stopped');
  }
}
