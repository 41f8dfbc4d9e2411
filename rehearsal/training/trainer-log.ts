/** What a rehearsed training came to, as its trainer saw it. */
export interface TrainerLog {
  /** Steps reported for the first time, each attempt's counted. */
  reported: number;
  /** What was trained with, from each of these steps on. */
  readonly coefficients: { readonly step: number; readonly entropy_coef: number }[];
  readonly findings: { readonly kind: string; readonly step: number }[];
  readonly rollbacks: RollbackSeen[];
  /** Steps of the checkpoints that were committed. */
  readonly committed: number[];
  /** Requests that were refused for good, without those of an attempt that a rollback had ended. */
  readonly refused: string[];
  /** Batches and checkpoints given up for want of room. */
  readonly dropped: number;
  /** Requests sent again. */
  readonly retries: number;
  /** Longest that the training loop spent on handing over a batch, in milliseconds. */
  slowestHandOver: number;
}

export interface RollbackSeen {
  readonly step: number;
  readonly attempt: number;
  /** Whether the bytes that came back have the hash that was told and are those that were saved. */
  readonly isSame: boolean;
}

export const emptyLog = (): TrainerLog => ({
  reported: 0,
  coefficients: [],
  findings: [],
  rollbacks: [],
  committed: [],
  refused: [],
  dropped: 0,
  retries: 0,
  slowestHandOver: 0,
});
