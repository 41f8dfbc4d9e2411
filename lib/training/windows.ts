import type { RunItem } from '../contracts/run-item.ts';
import type { TrainingConfig } from '../contracts/training-config.ts';
import { decodeState } from './codec.ts';
import { CorruptStateError } from './corrupt-state-error.ts';
import { sumsFrom } from './sums.ts';
import { initialState, type TrainingState } from './training-state.ts';

export interface WindowsReader {
  readonly config: TrainingConfig;
  /** Told of windows that could not be read, and were begun anew. */
  readonly onCorruptWindows: (runId: string, error: CorruptStateError) => void;
}

/**
 * The state that a run's windows hold. Windows that cannot be read (another version's, after a deployment went back)
 * begin anew behind the last step, with the sums that the item keeps: a trainer must not be refused for them.
 */
export function stateOf(
  { run_id, windows, last_step = -1, sums }: Pick<RunItem, 'run_id' | 'windows' | 'last_step' | 'sums'>,
  { config, onCorruptWindows }: WindowsReader,
): TrainingState {
  try {
    return decodeState(windows);
  } catch (error) {
    if (!(error instanceof CorruptStateError)) throw error;
    onCorruptWindows(run_id, error);
    return { ...initialState(config), lastStep: last_step, sums: sumsFrom(sums) };
  }
}
