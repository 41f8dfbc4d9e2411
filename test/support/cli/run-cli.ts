import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { ArtisanStack } from '../artisan-stack.ts';
import { until } from '../until.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Sent as soon as something has come on stdout. */
  readonly kill?: NodeJS.Signals;
  /** SIGTERM is sent as soon as this holds. */
  readonly killWhen?: () => boolean;
  readonly cwd?: string;
  /** Through a shell, after this: `| head -1`, `<&-`. */
  readonly then?: string;
}

export const ENTRY = resolve('cli/artisan.mjs');

/** The CLI in a process of its own, without a terminal, with nothing in its environment but what is given. */
export function runCli(
  args: readonly string[],
  { env = {}, kill, killWhen, cwd, then }: CliOptions = {},
): Promise<Ended> {
  const words = [process.execPath, '--disable-warning=ExperimentalWarning', ENTRY, ...args];
  const [file = '', ...rest] =
    then === undefined ? words : ['bash', '-c', `set -o pipefail; "$0" "$@" ${then}`, ...words];
  const child = spawn(file, rest, {
    env: { PATH: process.env['PATH'], HOME: '/nowhere', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd !== undefined && { cwd }),
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString();
    if (kill) child.kill(kill);
  });
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  if (killWhen) void until(killWhen).then(() => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      done({ code, ...said });
    });
  });
}

/** What points the CLI at a running stack. */
export const towards = ({ stack }: ArtisanStack): Record<string, string> => ({
  ARTISAN_URL: stack.url,
  ARTISAN_LOCAL_AWS: stack.awsUrl,
});
