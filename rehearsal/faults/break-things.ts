import type { Scenario } from '../../lib/config/schemas/rehearsals/sections.ts';
import type { LaunchTime } from '../launch/launch-time.ts';

export type Fault = Scenario['faults'][string];

/** What a rehearsal can break, and mend where a fault ends by itself. */
export interface Breakable {
  begin(fault: Fault): void;
  end(fault: Fault): void;
}

/** Breaks each thing when its time has come. Resolves when nothing is left to break or to end. */
export async function breakThings(
  faults: readonly Fault[],
  time: Pick<LaunchTime, 'until'>,
  world: Breakable,
): Promise<void> {
  await Promise.all(
    faults.map(async (fault) => {
      await time.until(fault.at);
      world.begin(fault);
      if (fault.for === undefined) return;
      await time.until(fault.at + fault.for);
      world.end(fault);
    }),
  );
}
