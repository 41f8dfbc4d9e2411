import type { Scenario } from '../../lib/config/schemas/rehearsals/sections.ts';
import type { LaunchTime } from '../launch/launch-time.ts';

export type Fault = Scenario['faults'][string];

/** What a rehearsal can break, and mend where a fault ends by itself. */
export interface Breakable {
  /** @param name as the scenario says it in words */
  begin(fault: Fault, name: string): void;
  end(fault: Fault, name: string): void;
}

/** Breaks each thing when its time has come. Resolves when nothing is left to break or to end. */
export async function breakThings(
  faults: Readonly<Record<string, Fault>>,
  time: Pick<LaunchTime, 'until'>,
  world: Breakable,
): Promise<void> {
  await Promise.all(
    Object.entries(faults).map(async ([name, fault]) => {
      await time.until(fault.at);
      world.begin(fault, name);
      if (fault.for === undefined) return;
      await time.until(fault.at + fault.for);
      world.end(fault, name);
    }),
  );
}
