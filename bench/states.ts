import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Row } from './bench.ts';
import { median } from './statistics.ts';
import { passLoop, ROUNDS, STATES_VISITED, taskLoop } from './states/machines.ts';
import { runMachine, type RunOptions } from './states/run-machine.ts';

const WARM_UP = 2;
const EXECUTIONS = 7;

export const states: Bench = {
  title: 'Local Step Functions: states',
  method:
    `An execution goes ${ROUNDS} times through a Pass, or a lambda:invoke task, and a Choice, each with a JSONata ` +
    'expression. The function is a call within the process that answers at once, so that the figure is of the ' +
    `interpreter alone. Medians of ${EXECUTIONS} executions, one after the other, after ${WARM_UP} to warm up. Kept over ` +
    'restarts (`--state`), each event of the history is in the journal before the execution goes on.',
  run: async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'bench-states-'));
    try {
      return [
        await row('Pass and Choice', passLoop),
        await row('task and Choice', taskLoop),
        await row('Pass and Choice, kept over restarts', passLoop, { stateDir: join(stateDir, 'pass') }),
        await row('task and Choice, kept over restarts', taskLoop, { stateDir: join(stateDir, 'task') }),
      ];
    } finally {
      await rm(stateDir, { recursive: true });
    }
  },
};

async function row(name: string, machine: object, options: Pick<RunOptions, 'stateDir'> = {}): Promise<Row> {
  const seconds = await runMachine(machine, { ...options, executions: WARM_UP + EXECUTIONS });
  return { name, figure: STATES_VISITED / median(seconds.slice(WARM_UP)), unit: 'states/s' };
}
