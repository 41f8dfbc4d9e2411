import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMovableClock } from '../../../../../local/clock/movable-clock.ts';
import { aStack, START, type Stack, type StackOptions } from './a-stack.ts';

let stateDir: string;

beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'states-'));
});

afterEach(() => {
  rmSync(stateDir, { recursive: true });
});

/** The folder of this test's service. */
export function stateFolder(): string {
  return stateDir;
}

/** A service that keeps its executions in a folder. */
export function started(definition: object, options: StackOptions = {}): Stack {
  return over(START, definition, options);
}

/** A service over the folder of the one before it, at its time: what kill -9 and a new start do. */
export function restarted(before: Stack, definition: object, options: StackOptions = {}): Stack {
  return over(before.clock.now(), definition, options);
}

function over(startAt: number, definition: object, { options, ...rest }: StackOptions): Stack {
  const clock = createMovableClock({ running: false, startAt });
  return aStack(definition, { ...rest, clock, options: { ...options, stateDir } });
}
