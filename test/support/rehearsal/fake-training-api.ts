import type { HttpAnswer } from '../../../rehearsal/api-client.ts';
import { sha256Of } from '../../../rehearsal/training/model-file.ts';
import type { StepReport } from '../../../rehearsal/training/ppo-model.ts';
import type { Transfer, Transport } from '../../../rehearsal/training/transport.ts';

const SETTINGS = { entropy_coef: 0.02, learning_rate: 0.0003 };
const SPIKE = 1.5;

interface Metrics {
  readonly attempt: number;
  readonly steps: readonly StepReport[];
}

interface Checkpoint {
  readonly attempt: number;
  readonly step: number;
  readonly sha256: string;
}

/** One run of the API in memory: takes what a trainer sends, and sends it back once when its losses jump. */
export class FakeTrainingApi implements Transport {
  /** Steps taken, in the order they came. */
  readonly taken: { readonly attempt: number; readonly step: number }[] = [];
  readonly committed: Checkpoint[] = [];
  readonly acknowledged: {
    readonly directive_id: string;
    readonly global_step: number;
    readonly status: string;
  }[] = [];
  readonly rewards: { readonly attempt: number; readonly reward: number }[] = [];
  readonly files = new Map<string, Uint8Array>();
  calls = 0;
  #isPaused = false;
  status = 'running';
  directive: Record<string, unknown> & { id: string; attempt: number } = {
    id: 'd0',
    action: 'continue',
    attempt: 1,
  };
  settings = SETTINGS;
  /** What the answers tell for a step. */
  scheduleAt: (step: number) => typeof SETTINGS = () => SETTINGS;
  /** What the steps that were taken say that they were trained with. */
  readonly usedWith: (typeof SETTINGS)[] = [];
  /** Answers in the place of the real one, or undefined; may throw, as a network does. */
  interfere: (call: number, path: string) => HttpAnswer | undefined = () => undefined;
  /** Whether the answer of a request is lost after its effect. */
  loses: (call: number) => boolean = () => false;
  /** What the store gives back. */
  corrupt: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;

  get(path: string): Promise<HttpAnswer> {
    return this.#call(path, () => answer(200, path.endsWith('/schedule') ? this.settings : this.directive));
  }

  post(path: string, body?: unknown): Promise<HttpAnswer> {
    return this.#call(path, () => this.#answer(path, body));
  }

  async transfer({ url, body }: Transfer): Promise<{ status: number; bytes: Uint8Array }> {
    await turn();
    if (body) this.files.set(url, body);
    const file = this.files.get(url);
    return file ? { status: 200, bytes: this.corrupt(file) } : { status: 404, bytes: new Uint8Array() };
  }

  order(action: string, more: Record<string, unknown> = {}): void {
    this.directive = { id: `d${this.calls}-${action}`, action, attempt: this.directive.attempt, ...more };
  }

  async #call(path: string, effect: () => HttpAnswer): Promise<HttpAnswer> {
    await turn();
    this.calls += 1;
    const { calls } = this;
    const instead = this.interfere(calls, path);
    if (instead) return instead;
    const answered = effect();
    if (this.loses(calls)) throw new Error('The answer was lost');
    return answered;
  }

  #answer(path: string, body: unknown): HttpAnswer {
    if (path === '/v1/runs') {
      const { attempt } = this.directive;
      return answer(201, { run_id: 'r', attempt, schedule: this.scheduleAt(0), directive: this.directive });
    }
    if (path.endsWith('/finish')) {
      this.status = 'finished';
      return answer(200, {});
    }
    if (path.endsWith('/acks')) return this.#acknowledge(body as (typeof this.acknowledged)[number]);
    const { attempt } = body as { attempt: number };
    if (attempt < this.directive.attempt)
      return answer(409, { code: 'older_attempt', directive: this.directive });
    if (path.endsWith('/metrics')) return this.#metrics(body as Metrics);
    const [, step] = /checkpoints\/(\d+)\/commit$/.exec(path) ?? [];
    if (step === undefined) return this.#create(body as Checkpoint);
    return this.#commit(attempt, Number(step));
  }

  #acknowledge(ack: (typeof this.acknowledged)[number]): HttpAnswer {
    this.acknowledged.push(ack);
    if (this.directive['action'] !== 'pause') this.order(this.#isPaused ? 'pause' : 'continue');
    return answer(200, this.directive);
  }

  #metrics({ attempt, steps }: Metrics): HttpAnswer {
    const last = this.taken.filter((one) => one.attempt === attempt).at(-1)?.step ?? -1;
    for (const { step, entropy_coef, learning_rate } of steps) {
      if (step <= last) continue;
      this.taken.push({ attempt, step });
      this.usedWith.push({ entropy_coef, learning_rate });
    }
    for (const { episode_reward: reward } of steps)
      if (reward !== undefined) this.rewards.push({ attempt, reward });
    const spike = steps.find(({ loss }) => loss > SPIKE);
    if (spike) this.#sendBack(this.committed.at(-2));
    const findings = spike ? [{ kind: 'loss_spike', step: spike.step }] : [];
    const schedule = this.scheduleAt((steps.at(-1)?.step ?? -1) + 1);
    return answer(200, { schedule, findings, directive: this.directive });
  }

  sendBackTo(step: number): void {
    this.#sendBack(this.committed.find((one) => one.step === step));
    this.#isPaused = true;
  }

  #sendBack(target: Checkpoint | undefined): void {
    if (!target) throw new Error('There is nothing to go back to');
    const { step, sha256 } = target;
    const download_url = urlOf(target.attempt, step);
    this.order('rollback', {
      attempt: this.directive.attempt + 1,
      target: { step, sha256, download_url },
    });
  }

  #create({ attempt, step }: Checkpoint): HttpAnswer {
    return answer(201, { upload: { url: urlOf(attempt, step), method: 'PUT', headers: {} } });
  }

  #commit(attempt: number, step: number): HttpAnswer {
    const file = this.files.get(urlOf(attempt, step));
    if (!file) return answer(422, { code: 'checksum' });
    const isNew = !this.committed.some((one) => one.step === step && one.attempt === attempt);
    if (isNew) this.committed.push({ attempt, step, sha256: sha256Of(file) });
    return answer(200, { step });
  }
}

export const answer = (status: number, body: unknown): HttpAnswer => ({ status, headers: {}, body });

const urlOf = (attempt: number, step: number): string => `s3://${attempt}/${step}`;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
