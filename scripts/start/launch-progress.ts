import type { Progress } from '../../rehearsal/launch/launch.ts';
import { launchTimeText } from '../../rehearsal/launch/launch-time.ts';

export interface Totals {
  readonly launchMs: number;
  readonly selections: number;
  readonly steps: number;
}

/** How far a launch has come: a line each twelfth of it, four hours of 48. */
export function createLaunchProgress(totals: Totals, write: (text: string) => void) {
  let told = 0;
  return ({ launchMs, selections, steps }: Progress): void => {
    const part = Math.floor((12 * launchMs) / totals.launchMs);
    if (part <= told) return;
    told = part;
    const bar = '━'.repeat(2 * part).padEnd(24, '╌');
    write(
      `  ${launchTimeText(launchMs)}  ${bar}  ${selections} of ${totals.selections} selections, ` +
        `${steps} of ${totals.steps} steps\n`,
    );
  };
}
