import type { RunItem } from '../contracts/run-item.ts';
import { CALM } from './alert.ts';
import { encodeState } from './codec.ts';
import { EMPTY_SERIES } from './series.ts';
import { stateOf, type WindowsReader } from './windows.ts';

/**
 * The run with its runaway detectors begun anew, and spike and drop ready to be found again. Whoever resumes it knows what
 * was found: the same episodes must not pause it again at once, and new ones must, once the window is full of them. A
 * spike that was found while nothing could be done about it is acted on if it lasts.
 */
export function rearmed(run: RunItem, deps: WindowsReader): RunItem {
  const state = stateOf(run, deps);
  const windows = encodeState({
    ...state,
    kls: EMPTY_SERIES,
    episodes: EMPTY_SERIES,
    alerts: {
      ...state.alerts,
      runaway_reward: CALM,
      runaway_kl: CALM,
      loss_spike: CALM,
      reward_drop: CALM,
    },
  });
  return { ...run, windows };
}
