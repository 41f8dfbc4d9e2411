import type { HeldLock } from '../contracts/lock-item.ts';
import type { RunItem } from '../contracts/run-item.ts';
import type { TrainingFigures } from './batch-figures.ts';
import type { SeriesChunk, SeriesObject } from '../contracts/series.ts';

/** What besides the run's item is written in the same transaction. */
export interface RunEffects {
  /** The run's line in the list is brought up to date. */
  readonly list?: boolean;
  /** Sets or removes the mark that a runaway waits for its runbook. */
  readonly runaway?: 'mark' | 'unmark';
  /** A checkpoint's record that has to stand, committed, for the write to count. */
  readonly requires?: RecordKey;
  /** The run goes back: it is counted for the stage. */
  readonly rollback?: true;
  /** A lock that has to be held still for the write to count. */
  readonly lock?: HeldLock;
}

/** Key of an item of the control table. */
export interface RecordKey {
  readonly pk: string;
  readonly sk: string;
}

/** What the list of runs shows: as of the run's last change of status, or at most some seconds old. */
export type RunSummary = Pick<
  RunItem,
  | 'run_id'
  | 'version'
  | 'attempt'
  | 'status'
  | 'created_at'
  | 'metrics_at'
  | 'last_step'
  | 'lr_multiplier'
  | 'rollbacks_used'
  | 'latest'
>;

/** Runs. Every call throws StoreUnavailableError or StoreDeniedError. */
export interface RunStore {
  /** Strongly consistent. */
  read(runId: string): Promise<RunItem | undefined>;
  /**
   * Makes the run unless one of that id stands. Answers with the one that stands then.
   * @throws RunChangedError when somebody else is about to make it: try again
   */
  create(run: RunItem): Promise<RunItem>;
  /**
   * Replaces the version before this one, all effects or nothing.
   * @throws RunChangedError when another version stands
   * @throws TargetGoneError when the checkpoint that is required does not stand
   * @throws LockLostError when another holds the lock
   */
  save(next: RunItem, effects?: RunEffects): Promise<void>;
  /** Newest id first. */
  list(page: { readonly limit: number; readonly after?: string }): Promise<RunPage>;
  /** Ids of runs that are neither stopped nor finished, in the order of ids, eventually consistent. */
  active(page: { readonly limit: number; readonly after?: string }): Promise<readonly string[]>;
  /** Brings the run's line in the list up to date, unless it is newer. */
  refreshSummary(run: RunItem): Promise<void>;
}

export interface RunPage {
  readonly items: readonly RunSummary[];
  /** Give it as `after` to read on. Absent at the end. */
  readonly next?: string;
}

/** Raw metrics, kept for charts. */
export interface RunSeries {
  /** Repeatable: the same chunk is the same object. Throws StoreUnavailableError or StoreDeniedError. */
  append(runId: string, chunk: SeriesChunk): Promise<void>;
}

/** Raw metrics as they are read back. Both throw StoreUnavailableError or StoreDeniedError. */
export interface RunSeriesReader {
  /** Objects of one attempt by key, those whose first step is below `firstStep` left out; a page of keys at a time. */
  list(runId: string, attempt: number, firstStep: number): AsyncIterable<readonly SeriesKey[]>;
  /** Undefined when the object has been removed since it was listed. */
  read(key: string): Promise<SeriesChunk | undefined>;
}

export interface SeriesKey extends SeriesObject {
  readonly key: string;
}

export type RollbackChoice =
  /** So many checkpoints before the latest; 0 is the latest. */
  | { readonly kind: 'previous'; readonly back: number }
  | { readonly kind: 'best' }
  | { readonly kind: 'stable'; readonly beforeStep?: number }
  | { readonly kind: 'step'; readonly step: number }
  /** That very one, and no other that has taken its place. */
  | { readonly kind: 'exact'; readonly attempt: number; readonly step: number; readonly sha256: string };

export interface RollbackTarget {
  readonly attempt: number;
  readonly step: number;
  /** Hex. */
  readonly sha256: string;
  /** The training windows as they were saved with it. */
  readonly snapshot: Uint8Array;
  readonly sums: RunItem['sums'];
  /** Its record, whose attribute `state` is `committed` while one may go back to it. */
  readonly recordKey: RecordKey;
}

/** Where a run can go back to. Adapter: lib/checkpoints. */
export interface RollbackTargets {
  /**
   * Undefined when there is no such checkpoint; it is kept from being pruned for some minutes otherwise.
   * @throws TargetLostError, StoreUnavailableError, StoreDeniedError
   */
  resolve(
    run: { readonly runId: string; readonly attempt: number; readonly lineage: RunItem['lineage'] },
    to: RollbackChoice,
  ): Promise<RollbackTarget | undefined>;
}

export interface LatestCheckpoint {
  readonly attempt: number;
  readonly step: number;
  readonly sha256: string;
}

export interface BestCheckpoint {
  readonly step: number;
  readonly value: number;
}

/** What a run's answers say about its checkpoints. Adapter: lib/checkpoints. */
export interface RunCheckpoints {
  latest(run: Pick<RunItem, 'run_id' | 'attempt' | 'lineage'>): Promise<LatestCheckpoint | undefined>;
  best(run: Pick<RunItem, 'run_id' | 'attempt' | 'lineage'>): Promise<BestCheckpoint | undefined>;
}

/** A checkpoint as a runbook weighs it. */
export interface CheckpointSeen extends LatestCheckpoint {
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  /** What it was judged by: means over the steps before it. */
  readonly reward: number;
  readonly kl: number;
}

/** Where a runbook may send a run back to. It only looks: nothing is kept from being pruned. */
export interface RecoveryCheckpoints {
  /** What it takes to be stable, for people. */
  readonly stableRule: string;
  /** The newest stable one of the current lineage before a step. */
  newestStable(
    run: Pick<RunItem, 'run_id' | 'lineage'>,
    beforeStep: number,
  ): Promise<CheckpointSeen | undefined>;
  /**
   * Undefined when it does not stand in the current lineage any more.
   * @throws TargetLostError when its bytes are gone
   */
  find(
    run: Pick<RunItem, 'run_id' | 'lineage'>,
    id: { readonly attempt: number; readonly step: number },
  ): Promise<CheckpointSeen | undefined>;
}

/** Signs the URL a trainer downloads a checkpoint from. No call is made: it can't fail for want of a store. */
export interface CheckpointDownloads {
  urlFor(checkpoint: {
    readonly runId: string;
    readonly attempt: number;
    readonly step: number;
  }): Promise<string>;
}

/** Something of a run that is counted, and perhaps alarmed. */
export type RunEvent =
  | { readonly kind: 'finding'; readonly finding: string; readonly count: number }
  | { readonly kind: 'rollback' }
  /** A loss spike or reward drop with nothing to go back to, or no rollback left. */
  | { readonly kind: 'rollback_refused' }
  | { readonly kind: 'runaway' }
  | {
      readonly kind: 'progress';
      readonly values: Readonly<Record<string, number>>;
      /** Of the newest step whose reward counts, in standard deviations; undefined without one. */
      readonly normalizedReward: number | undefined;
      readonly steps: number;
      /** As GET /metrics has them. */
      readonly figures: Pick<TrainingFigures, 'step' | 'entropyCoef' | 'learningRate'>;
    };

export type RunPublisher = (event: RunEvent) => void;
