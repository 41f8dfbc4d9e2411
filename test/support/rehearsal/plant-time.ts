import { follow, type Order, type PartName } from '../../../rehearsal/plant/operations.ts';
import { passTime, soundPlant, type PlantState } from '../../../rehearsal/plant/plant-state.ts';

export interface Told {
  readonly part: PartName;
  readonly order: Order;
}

/** A plant, and seconds that pass for it. */
export function aPlantInTime() {
  let now = 0;
  let state = soundPlant(now);
  return {
    state: () => state,
    become: (next: PlantState) => (state = next),
    wait: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1)
        state = passTime(state, { now: (now += 1_000), seconds: 1 });
    },
    tell: ({ part, order }: Told) => {
      const done = follow(state, part, { order, now });
      if ('state' in done) ({ state } = done);
      return done;
    },
  };
}

export type PlantInTime = ReturnType<typeof aPlantInTime>;
