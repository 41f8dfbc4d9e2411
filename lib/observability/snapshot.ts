import type { BreakerState } from '../contracts/breakers.ts';
import type { Mode } from '../contracts/mode.ts';
import type { Histogram } from '../shared/histogram.ts';

/** Outcomes of a mode since the stage was made. */
export interface RequestCounts {
  readonly total: number;
  /** Those that failed or timed out. */
  readonly errors: number;
  /** Of all but the cancelled ones, in seconds. */
  readonly seconds: Histogram;
}

/** How the training stands, as the newest batch of any run says. Times in milliseconds since the epoch. */
export interface TrainingState {
  readonly runId: string;
  readonly attempt: number;
  readonly at: number;
  readonly step: number;
  readonly totalSteps?: number;
  readonly entropyCoef: number;
  /** Whether the trainer says that it uses it; else it is what it was told. */
  readonly isEntropyReported: boolean;
  readonly entropyScheduled: number;
  readonly entropyFinal: number;
  readonly learningRate: number;
  readonly loss?: number;
  readonly reward?: number;
  readonly kl?: number;
  readonly normalizer: { readonly mean: number; readonly std: number; readonly count: number };
  readonly normalizerWindow: number;
  readonly rollbacks: { readonly used: number; readonly max: number };
}

/** Percentages 0..100; `deviation` in points, negative when there is too little. */
export interface SplitShare {
  readonly target: number;
  readonly actual: number;
  readonly deviation: number;
}

export interface Split {
  readonly at: number;
  readonly windowMs: number;
  readonly samples: number;
  readonly status: 'ok' | 'deviating' | 'insufficient_data';
  readonly modes: Readonly<Record<Mode, SplitShare>>;
}

/** How a stage stands. Its size goes by modes and models, not by runs or sessions. */
export interface Snapshot {
  /** Modes nobody reported on are missing. */
  readonly requests: Readonly<Record<Mode, RequestCounts>>;
  /** By model; those that were always closed are missing. */
  readonly breakers: Readonly<Record<string, BreakerState>>;
  /** Undefined before the first batch of metrics. */
  readonly training: TrainingState | undefined;
  readonly rawRewards: Histogram;
  readonly normalizedRewards: Histogram;
  readonly checkpointSaves: number;
  readonly rollbacks: number;
  /** Undefined while no checkpoint may be called best. */
  readonly bestReward: number | undefined;
  /** Undefined before the first check, and once checks have stopped. */
  readonly split: Split | undefined;
}

/** One Query. Throws StoreUnavailableError or StoreDeniedError. */
export interface SnapshotSource {
  read(): Promise<Snapshot>;
}

export interface AlarmState {
  /** That of its signal, without the stage. */
  readonly name: string;
  readonly isActive: boolean;
}

/** Throws StoreUnavailableError or StoreDeniedError. */
export interface AlarmStateSource {
  read(): Promise<readonly AlarmState[]>;
}
