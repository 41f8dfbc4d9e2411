import { spawnSync } from 'node:child_process';
import type { Bench, Row } from './bench.ts';
import { median } from './statistics.ts';

const ROUNDS = 31;
const CLI = 'cli/artisan.mjs';

export const cliStart: Bench = {
  title: 'Start of the CLI',
  method:
    `\`artisan --help\`, \`artisan runs --help\` (which loads all commands) and \`node -e 0\`, ${ROUNDS} processes each, in ` +
    'turns, from spawn to exit; medians of the times, and of the ratios within a turn. One turn before them fills the ' +
    'compile cache. The help is printed without anything being loaded: it may take 1.6 times as long as a Node that does nothing.',
  run: () => {
    const turn = () => ({
      bare: timed('-e', '0'),
      help: timed(CLI, '--help'),
      command: timed(CLI, 'runs', '--help'),
    });
    turn();
    const turns = Array.from({ length: ROUNDS }, turn);
    const ms = (name: string, of: keyof (typeof turns)[number]): Row => ({
      ...{ name, unit: 'ms', figure: median(turns.map((one) => one[of])) },
    });
    const ratio = (name: string, of: keyof (typeof turns)[number]): Row => ({
      ...{ name, unit: 'x', figure: median(turns.map((one) => one[of] / one.bare)) },
    });
    return Promise.resolve([
      ms('node -e 0', 'bare'),
      ms('artisan --help', 'help'),
      { ...ratio('artisan --help / node -e 0', 'help'), limit: { atMost: 1.6 } },
      ratio('artisan runs --help / node -e 0', 'command'),
    ]);
  },
};

/** Milliseconds from spawn to exit. */
function timed(...args: readonly string[]): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - startedAt;
}
