import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, OptionSpec } from '../command.ts';
import { EXIT } from '../exit.ts';
import type { Input } from '../input.ts';
import type { World } from '../world.ts';

const LAUNCHER = fileURLToPath(new URL('../../scripts/launch.mjs', import.meta.url));

/** Hands over to a script of this repository: its output, its signals and its exit code are the command's. */
function script({ signal }: World, args: readonly string[]): Promise<number> {
  return new Promise((end, reject) => {
    const child = spawn(process.execPath, [LAUNCHER, ...args], { stdio: 'inherit' });
    // A terminal's Ctrl-C reaches it as well; that of kill only us.
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop);
    child.once('error', reject);
    child.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      end(code ?? EXIT.failed);
    });
  });
}

/** Of those options that were given. Scripts run in the folder of this repository, folders are named from here. */
const given = (input: Input, ...options: readonly string[]): readonly string[] =>
  options.flatMap((option) => {
    const text = input.text(option);
    if (text === undefined) return [];
    return [`--${option}`, FOLDERS.includes(option) ? resolve(text) : text];
  });

const FOLDERS: readonly string[] = ['out', 'state'];

const json = (input: Input) => (input.flag('json') ? ['--json'] : []);

const PORT: OptionSpec = {
  type: 'string',
  value: 'N',
  about: "the API's port (default 4700, 0 for a free one)",
};

export const machine: readonly Command[] = [
  {
    name: 'local up',
    summary: 'the whole stack on this machine, without traffic, until Ctrl-C',
    options: {
      port: PORT,
      state: { type: 'string', value: 'DIR', about: 'keep everything in a folder' },
    },
    run: (world, input) =>
      script(world, ['start', '--idle', ...given(input, 'port', 'state'), ...json(input)]),
  },
  {
    name: 'simulate',
    args: '[scenario]',
    summary: 'rehearse a launch on this machine; 1 if it went otherwise than expected',
    options: {
      sessions: { type: 'string', value: 'N', about: 'new sessions (default: those of the scenario)' },
      out: { type: 'string', value: 'DIR', about: 'keep the report there' },
    },
    run: (world, input) => {
      const [scenario] = input.args;
      const named = scenario === undefined ? [] : ['--scenario', scenario];
      const options = [...named, ...given(input, 'sessions', 'out'), ...json(input)];
      return script(world, ['start', '--exit', '--port', '0', ...options]);
    },
  },
  {
    name: 'cost',
    args: '[stage]',
    summary: 'what a month on AWS would cost: npm run cost takes more',
    run: (world, input) => {
      const [stage = 'prod'] = input.args;
      return script(world, ['cost', '--stage', stage, ...json(input)]);
    },
  },
];
