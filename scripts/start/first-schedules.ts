import type { StackClock } from '../../local/stack/stack-clock.ts';

/** After a deployment a rule that goes by the minute starts nothing for a minute: health checks among others. */
const FIRST_MS = 60_000;

/** Lets that minute pass at once: a launch comes later than that. */
export const passFirstSchedules = (clock: Pick<StackClock, 'advance'>): Promise<void> =>
  clock.advance(FIRST_MS);
