import { spawn, spawnSync } from 'node:child_process';
import { ENTRY } from './run-cli.ts';

/** `script` of util-linux gives a process a terminal of its own. */
export const HAS_TERMINAL = spawnSync('script', ['--version']).status === 0;

interface Typed {
  readonly env: Readonly<Record<string, string>>;
  /** Typed once what is shown matches. */
  readonly type: string;
  readonly at: RegExp;
}

/** The CLI at a terminal, where somebody types once. */
export function inTerminal(
  args: readonly string[],
  { env, type, at }: Typed,
): Promise<{ readonly code: number | null; readonly shown: string }> {
  const command = [process.execPath, ENTRY, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    env: { PATH: process.env['PATH'], HOME: '/nowhere', TERM: 'xterm', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let isTyped = false;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (isTyped || !at.test(shown)) return;
    isTyped = true;
    child.stdin.write(type);
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      done({ code, shown });
    });
  });
}
