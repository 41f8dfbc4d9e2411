import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { ArtisanStack } from '../artisan-stack.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Sent as soon as something has come on stdout. */
  readonly kill?: NodeJS.Signals;
  readonly cwd?: string;
}

const ENTRY = resolve('cli/artisan.mjs');

/** The CLI in a process of its own, without a terminal, with nothing in its environment but what is given. */
export function runCli(args: readonly string[], { env = {}, kill, cwd }: CliOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ENTRY, ...args], {
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
