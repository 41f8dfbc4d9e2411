import type { SignalDefinition } from '../contracts/signal-definitions.ts';

/** What the statistic of a metric was in one period. */
export interface Figure {
  /** Beginning of the period. Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
}

/** Whole periods from `from` up to `to`. */
export interface FigureQuery {
  readonly signal: Pick<SignalDefinition, 'namespace' | 'metric' | 'dimensions' | 'statistic'>;
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
}

export interface SignalFigures {
  /** Oldest first; periods without data are not among them. @throws StoreUnavailableError, StoreDeniedError */
  read(query: FigureQuery): Promise<readonly Figure[]>;
}
