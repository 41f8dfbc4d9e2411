import type { Figures } from '../../../../lib/checkpoints/checkpoint.ts';

/** What the trainer reported of one step. */
export interface Reported {
  readonly reward: number;
  readonly loss: number;
  readonly kl: number;
}

export interface Id {
  readonly attempt: number;
  readonly step: number;
}

/** An upload that is not committed. */
export interface Open extends Id {
  readonly bytes: Uint8Array;
  readonly pieces: number;
  readonly figures: Figures;
  /** How many steps of the lineage had been reported when it began. */
  readonly reported: number;
  readonly createdAt: number;
  /** What was sent to its URLs. */
  sent: 'nothing' | 'half' | 'other bytes' | 'all';
}

export interface Saved extends Omit<Open, 'sent' | 'createdAt'> {
  readonly means: Figures;
  isSuperseded: boolean;
  isPinned: boolean;
  heldUntil: number;
}

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const ROLLBACK_HOLD_MS = 15 * 60_000;

const byStep = (one: Id, other: Id) => one.step - other.step || one.attempt - other.attempt;
const byAttempt = (one: Id, other: Id) => one.attempt - other.attempt || one.step - other.step;
export const isSame = (one: Id, other: Id) => one.attempt === other.attempt && one.step === other.step;

const judged = ({ reward, episodeReward }: Figures) => episodeReward ?? reward;

/**
 * What section 4 of the design promises, said again without any of the code's own words: rollbacks flag what they
 * supersede when they happen, the best is found by looking at every pair, means are means of a list.
 */
export class Model {
  time: number;
  limit: number;
  readonly metric: 'reward' | 'loss';
  attempt = 1;
  base = 0;
  /** Where the trainer is. */
  step: number;
  lastReported = -1;
  reports: readonly Reported[] = [];
  alive: readonly Saved[] = [];
  dead: readonly Id[] = [];
  open: readonly Open[] = [];
  automatic = 0;
  readonly effects = new Set<string>();

  constructor({ time, limit, metric, step }: Pick<Model, 'time' | 'limit' | 'metric' | 'step'>) {
    this.time = time;
    this.limit = limit;
    this.metric = metric;
    this.step = step;
  }

  get inOrder(): readonly Saved[] {
    return this.alive.toSorted(byAttempt);
  }

  /** By number of step, which in one lineage is the order of attempts, too. */
  get current(): readonly Saved[] {
    return this.alive.filter(({ isSuperseded }) => !isSuperseded).toSorted(byStep);
  }

  get best(): Saved | undefined {
    const may = this.current.filter(
      ({ figures }) =>
        [this.#merit(figures), judged(figures), figures.kl].every(Number.isFinite) &&
        judged(figures) <= 50 &&
        figures.kl > -0.03 &&
        figures.kl < 0.03,
    );
    return may.findLast((one) =>
      may.every((other) => this.#merit(other.figures) <= this.#merit(one.figures)),
    );
  }

  stable(beforeStep = Infinity): Saved | undefined {
    return this.current.findLast(
      ({ step, means }) =>
        step < beforeStep &&
        means.kl > -0.03 &&
        means.kl < 0.03 &&
        judged(means) >= 10 &&
        judged(means) <= 20,
    );
  }

  find(id: Id): Saved | undefined {
    return this.alive.find((saved) => isSame(saved, id));
  }

  findOpen(id: Id): Open | undefined {
    return this.open.find((upload) => isSame(upload, id));
  }

  /** Of several of one step the newest that counts, else the newest. */
  ofStep(step: number): Saved | undefined {
    const named = this.inOrder.filter((saved) => saved.step === step);
    return named.findLast(({ isSuperseded }) => !isSuperseded) ?? named.at(-1);
  }

  isTooOld({ createdAt }: Open): boolean {
    return this.time - createdAt >= DAY_MS;
  }

  /** Whether its URLs could be of use until they expire. */
  isReusable(upload: Open, bytes: Uint8Array, pieces: number): boolean {
    const isSameContent = Buffer.compare(upload.bytes, bytes) === 0 && upload.pieces === pieces;
    return isSameContent && this.time - upload.createdAt <= DAY_MS - HOUR_MS;
  }

  begin(upload: Omit<Open, 'reported' | 'createdAt' | 'sent'>): void {
    const begun: Open = { ...upload, reported: this.reports.length, createdAt: this.time, sent: 'nothing' };
    this.open = [...this.open.filter((other) => !isSame(other, upload)), begun];
  }

  drop(id: Id): void {
    this.open = this.open.filter((other) => !isSame(other, id));
  }

  commit(upload: Open): void {
    const { attempt, step, bytes, pieces, figures, reported } = upload;
    const earlier = this.current.findLast((other) => byAttempt(other, upload) < 0);
    const since = this.reports.slice(earlier?.reported ?? 0, reported);
    const means = {
      ...figures,
      ...meanOf('reward', since),
      ...meanOf('loss', since),
      ...meanOf('kl', since),
    };
    const saved = { attempt, step, bytes, pieces, figures, reported, means };
    this.alive = [...this.alive, { ...saved, isSuperseded: false, isPinned: false, heldUntil: 0 }];
  }

  /** @returns what goes, in the order of its death */
  prune(): readonly Id[] {
    const newest = this.current.slice(-this.limit);
    const stays = (saved: Saved) =>
      newest.includes(saved) ||
      saved === this.best ||
      saved === this.stable() ||
      saved.isPinned ||
      saved.heldUntil > this.time ||
      (newest.length === 0 && saved === this.inOrder.at(-1));
    const kept = this.alive.filter(stays);
    const gone = this.inOrder.filter((saved) => !kept.includes(saved));
    this.alive = kept;
    this.dead = [...this.dead.filter((id) => !gone.some((other) => isSame(id, other))), ...gone];
    return gone.map(({ attempt, step }) => ({ attempt, step }));
  }

  hold(saved: Saved, until: number): void {
    saved.heldUntil = Math.max(saved.heldUntil, until);
  }

  rollBack(target: Saved): void {
    this.hold(target, this.time + ROLLBACK_HOLD_MS);
    for (const saved of this.alive) if (byAttempt(saved, target) > 0) saved.isSuperseded = true;
    this.attempt += 1;
    this.base = target.step;
    this.step = target.step;
    this.lastReported = target.step;
    this.reports = this.reports.slice(0, target.reported);
  }

  #merit(figures: Figures): number {
    return this.metric === 'reward' ? judged(figures) : -figures.loss;
  }
}

function meanOf(metric: keyof Reported, since: readonly Reported[]): Partial<Figures> {
  const values = since.map((row) => row[metric]).filter(Number.isFinite);
  if (values.length === 0) return {};
  return { [metric]: values.reduce((sum, value) => sum + value, 0) / values.length };
}
