import fc from 'fast-check';
import { encodeState } from '../../../../lib/training/codec.ts';
import { initialState } from '../../../../lib/training/training-state.ts';
import { aRun } from '../../training/a-run.ts';
import { commandsInto, limits, type Tally } from './commands.ts';
import { CONFIG } from './events.ts';
import { Model } from './model.ts';
import type { System } from './system.ts';

export interface Extent extends Pick<fc.Parameters, 'numRuns' | 'endOnFailure'> {
  /** At most so many a history. */
  readonly commands: number;
  /** Empty: a sweep looks at everything there is. */
  readonly systemFor: (runId: string) => System | Promise<System>;
  /** Chance may leave some of it out: as many histories again are tried until all of it came about. */
  readonly until: readonly string[];
  /** Of the first round, where one is known that leaves nothing out. Default: chance. */
  readonly seed?: number;
}

/**
 * So many times over, chance leaves nothing out that can come about at all: in one history of 40 commands a commit that
 * prunes and a sweep come about one time in three, and 40 of them without happen once in ten million runs.
 */
const MAX_ROUNDS = 40;

/** What has to come about in a fair number of histories, or they would try nothing. */
export const HAPPENS = [
  ...[
    'a commit',
    'a commit that prunes',
    'the same commit',
    'a lease',
    'a pin',
    'a sweep',
    'a rebuilt table',
  ],
  ...['back by itself', 'back to best', 'back to stable', 'back to previous', 'the same rollback'],
  ...['a rollback refused', 'CheckpointConflictError', 'SaveRefusedError'],
] as const;

let runs = 0;

/** So that "in numeric order" is put to the test. */
const firstStep = fc.constantFrom(0, 9_000, 99_500, 999_999_000);

/**
 * Random histories over the use cases and their stores. After each command every reader is asked.
 * @returns how often what came about
 */
export async function runHistories({ until, seed, ...extent }: Extent): Promise<Tally> {
  const tally: Tally = new Map();
  for (let round = 0; round < MAX_ROUNDS && until.some((what) => !tally.has(what)); round += 1)
    await runRound(round === 0 && seed !== undefined ? { ...extent, seed } : extent, tally);
  return tally;
}

async function runRound(
  { commands: maxCommands, systemFor, ...parameters }: Omit<Extent, 'until'>,
  tally: Tally,
): Promise<void> {
  const start = fc.record({
    limit: limits,
    metric: fc.constantFrom('reward' as const, 'loss' as const),
    step: firstStep,
  });
  const history = fc.commands(commandsInto(tally), { maxCommands, size: 'max' });
  await fc.assert(
    fc.asyncProperty(start, history, async (chosen, commands) => {
      runs += 1;
      const runId = `run-${runs}`;
      const system = await systemFor(runId);
      await system.runStore.create(aRun({ run_id: runId, windows: encodeState(initialState(CONFIG)) }));
      const setup = () => ({
        model: new Model({ ...chosen, time: system.clock.now() }),
        real: { runId, system },
      });
      try {
        await fc.asyncModelRun(setup, commands);
      } finally {
        await system.close();
      }
    }),
    parameters,
  );
}
