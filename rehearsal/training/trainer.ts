import * as v from 'valibot';
import { decodeModel, encodeModel, sha256Of } from './model-file.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';
import { checkpointParcel, metricsParcel, type Sender } from './parcels.ts';
import { trainStep, UNTRAINED, type ModelState, type Settings, type StepReport } from './ppo-model.ts';
import { ANSWERS, type Directive } from './trainer-answers.ts';
import { emptyLog, type TrainerLog } from './trainer-log.ts';
import type { Transport } from './transport.ts';

export interface TrainerOptions {
  readonly transport: Transport;
  readonly runId: string;
  readonly totalSteps: number;
  readonly batchSteps: number;
  /** The step at which an update throws the model off, once. */
  readonly derailsAt: number;
  readonly noise: () => number;
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
  #hasDerailed = false;

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
    await this.#begin();
    while (!this.#isStopped() && (await this.#obey())) {
      if (this.#model.trained < this.#options.totalSteps) {
        this.#trainBatch();
        await this.#options.compute(this.#outbox);
      } else {
        await this.#outbox.drained();
        if (!this.#hasOrder()) break;
      }
    }
    await this.#end();
    return this.#log;
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
    const { batchSteps, derailsAt, noise } = this.#options;
    const steps: StepReport[] = [];
    for (let i = 0; i < batchSteps; i += 1) {
      if (this.#model.trained === derailsAt && !this.#hasDerailed) {
        this.#hasDerailed = true;
        this.#model = { ...this.#model, isDerailed: true };
      }
      const { state, report } = trainStep(this.#model, this.#settings, noise);
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

  /** Does what the API asks for, if anything. False when that is to stop. */
  async #obey(): Promise<boolean> {
    const directive = this.#directive;
    if (!directive || !this.#hasOrder()) return true;
    this.#obeyed.add(directive.id);
    if (directive.action === 'rollback') await this.#rollBack(directive);
    else await this.#acknowledge(directive, 'done');
    if (directive.action === 'pause') await this.#untilResumed(directive);
    return directive.action !== 'stop';
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
    for (let tries = 1; this.#directive?.id === id && !this.#isStopped(); tries += 1) {
      await this.#options.backOff(tries);
      this.#sender.onDirective(
        v.parse(ANSWERS.directive, await this.#ask(() => this.#options.transport.get(path))),
      );
    }
  }

  async #download(url: string): Promise<Uint8Array> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#options.transport
        .transfer({ url, method: 'GET', headers: {} })
        .catch(() => undefined);
      if (answer?.status === 200) return answer.bytes;
      if (this.#isStopped() || (answer && answer.status < 500))
        throw new Error(`The model cannot be read back: ${answer?.status ?? 'no answer'}`);
      await this.#options.backOff(tries);
    }
  }

  /** Between batches, when there is nothing to train until the API has answered. */
  async #ask(call: () => ReturnType<Transport['get']>): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      const answer = await call().catch(() => undefined);
      if (answer && answer.status < 300) return answer.body;
      const isTemporary = !answer || answer.status >= 500 || answer.status === 429;
      if (!isTemporary || this.#isStopped())
        throw new Error(`The API refuses: ${answer?.status ?? 'no answer'} ${JSON.stringify(answer?.body)}`);
      await this.#options.backOff(tries);
    }
  }

  async #end(): Promise<void> {
    if (this.#isStopped()) {
      this.#outbox.close();
      return;
    }
    await this.#outbox.drained();
    await this.#ask(() => this.#options.transport.post(`/v1/runs/${this.#options.runId}/finish`));
    this.#log.dropped = this.#outbox.dropped;
    this.#log.retries = this.#outbox.retries;
  }

  #isStopped(): boolean {
    return this.#options.isStopped?.() === true;
  }
}
