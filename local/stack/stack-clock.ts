import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { MovableClock } from '../clock/clock.ts';
import { createMovableClock } from '../clock/movable-clock.ts';
import type { SharedTime } from '../clock/shared-time.ts';

export type StackClock = MovableClock & SharedTime;

const savedSchema = v.object({ moved_ms: v.number() });

/**
 * A running clock. With a state folder it goes on from where it was moved to before: what is kept there has times of
 * that clock, and would otherwise lie in the future.
 */
export async function openStackClock(stateDir: string | undefined): Promise<StackClock> {
  const clock = createMovableClock({ running: true });
  if (stateDir === undefined) return clock;
  const file = join(stateDir, 'clock.json');
  mkdirSync(stateDir, { recursive: true });
  let moved = readMoved(file);
  await clock.advance(moved);
  return {
    ...clock,
    advance: async (milliseconds) => {
      moved += milliseconds;
      writeFileSync(`${file}.new`, JSON.stringify({ moved_ms: moved }));
      renameSync(`${file}.new`, file);
      await clock.advance(milliseconds);
    },
  };
}

function readMoved(file: string): number {
  try {
    return v.parse(savedSchema, JSON.parse(readFileSync(file, 'utf8'))).moved_ms;
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return 0;
    throw new Error(`${file} is not what this stack wrote: ${String(error)}`, { cause: error });
  }
}
