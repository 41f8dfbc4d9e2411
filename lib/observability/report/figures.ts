import type { Mode } from '../../contracts/mode.ts';

/** A span of time, milliseconds since the epoch. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export interface TimedCount {
  readonly at: number;
  readonly count: number;
}

/** What a window of time has seen of serving. */
export interface ServingFigures {
  /** New assignments under the weights in force, by mode and minute. */
  readonly assigned: Readonly<Record<Mode, readonly TimedCount[]>>;
  /** Those that were not cancelled: who goes away says nothing of how it would have gone. */
  readonly outcomes: number;
  readonly errors: number;
  /** The worst p95 of any part of the window, in seconds; modes nobody reported on are missing. */
  readonly worstP95Seconds: Readonly<Record<Mode, number>>;
  /** Length of these parts. */
  readonly latencyPeriodSeconds: number;
  readonly rollbacks: number;
  /** Minutes in which anything was asked of the API, and those of them with an answer of 500 or more. */
  readonly minutes: { readonly asked: number; readonly broken: number };
  /** Mean of all reports, 0..1; undefined while nobody reports one. */
  readonly cacheHitRate: number | undefined;
}

/** Of spans that begin on a whole minute. Throws StoreUnavailableError or StoreDeniedError. */
export interface ServingFiguresSource {
  read(
    span: TimeSpan,
    about: { readonly modes: readonly Mode[]; readonly weightsLabel: string },
  ): Promise<ServingFigures>;
}

/** Means of two parts of a run that follow each other; NaN where nothing was reported. */
export interface Trend {
  readonly before: number;
  readonly last: number;
}

/** A run as it stands. */
export interface RunFigures {
  readonly runId: string;
  /** The newest step. */
  readonly lastStep: number;
  /** What the trainer says that it uses, else what it was told. */
  readonly entropyCoef: number;
  readonly isEntropyReported: boolean;
  readonly entropyFinal: number;
  /** Of the tenth of all steps before the last tenth, and of that. */
  readonly loss: Trend;
  readonly reward: Trend;
}
