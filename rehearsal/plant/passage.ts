import type { PlantClock } from './plant-clock.ts';
import { passTime, soundPlant, type PlantState } from './plant-state.ts';
import { createSignalCollector, type Signal } from './signals.ts';

/** The plant as time passes for it. */
export interface Passage {
  /** Brought up to now. */
  readonly state: () => PlantState;
  readonly become: (state: PlantState) => void;
  /** What its parts felt since the last time. */
  readonly collect: () => readonly Signal[];
}

const STEP_MS = 1_000;
/** Whoever was asleep for longer begins with what is. */
const MOST_STEPS = 3_600;

export function createPassage(clock: Pick<PlantClock, 'now'>): Passage {
  const collector = createSignalCollector();
  let state = soundPlant(clock.now());
  let at = clock.now();

  const catchUp = (): void => {
    const now = clock.now();
    at = Math.max(at, now - MOST_STEPS * STEP_MS);
    for (; at < now; at = Math.min(now, at + STEP_MS)) {
      const until = Math.min(now, at + STEP_MS);
      const seconds = (until - at) / 1_000;
      state = passTime(state, { now: until, seconds });
      collector.add(state.felt, seconds);
    }
  };

  return {
    state: () => {
      catchUp();
      return state;
    },
    become: (next) => {
      state = next;
    },
    collect: () => {
      catchUp();
      return collector.take();
    },
  };
}
