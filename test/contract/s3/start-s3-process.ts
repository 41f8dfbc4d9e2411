import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface S3Process {
  readonly url: string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Resident memory now, from /proc. */
  residentBytes(): number;
}

export async function startS3Process(folder?: string): Promise<S3Process> {
  const script = join(import.meta.dirname, 's3-process.ts');
  const child = spawn(process.execPath, [script, ...(folder === undefined ? [] : [folder])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [url] = (await once(lines, 'line')) as [string];
  return {
    url,
    kill: async (signal) => {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    },
    residentBytes: () => {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
  };
}
