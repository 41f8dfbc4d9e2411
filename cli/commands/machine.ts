import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from '../command.ts';
import { EXIT } from '../exit.ts';

const LAUNCHER = fileURLToPath(new URL('../../scripts/launch.mjs', import.meta.url));

/** Hands over to a script of this repository: its output, its signals and its exit code are the command's. */
function script(...args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LAUNCHER, ...args], { stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.once('SIGTERM', forward);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGTERM', forward);
      resolve(code ?? EXIT.failed);
    });
  });
}

export const machine: readonly Command[] = [
  {
    name: 'local up',
    summary: 'the whole stack on this machine, without traffic',
    run: () => script('start', '--idle'),
  },
  {
    name: 'simulate',
    args: '[scenario]',
    summary: 'rehearse a launch on this machine; 1 if it went otherwise than expected',
    options: { out: { type: 'string', value: 'DIR', about: 'keep the report there' } },
    run: (_, input) => {
      const [scenario] = input.args;
      const out = input.text('out');
      return script(
        'start',
        '--exit',
        ...['--port', '0'],
        ...(scenario === undefined ? [] : ['--scenario', scenario]),
        ...(out === undefined ? [] : ['--out', out]),
      );
    },
  },
  {
    name: 'cost',
    args: '[stage]',
    summary: 'what a month on AWS would cost: npm run cost takes more',
    run: (_, input) => {
      const [stage = 'prod'] = input.args;
      return script('cost', '--stage', stage, ...(input.flag('json') ? ['--json'] : []));
    },
  },
];
