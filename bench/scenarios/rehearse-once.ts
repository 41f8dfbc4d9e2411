import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGood, outcomeOf, type Ended, type Outcome, type Rehearsal } from './outcome.ts';

/** As `npm start` does it, in a process of its own. What was kept of one that went wrong stays, and is named. */
export async function rehearseOnce(rehearsal: Rehearsal, stop: AbortSignal): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), `artisan-${rehearsal.scenario}-`));
  const args = ['--exit', '--json', '--port', '0', '--scenario', rehearsal.scenario, '--out', folder];
  const outcome = outcomeOf(rehearsal, await run([...process.execArgv, 'scripts/start.ts', ...args], stop));
  if (!isGood(outcome) && !stop.aborted)
    return { ...outcome, troubles: [...outcome.troubles, `what was kept of it is in ${folder}`] };
  rmSync(folder, { recursive: true });
  return outcome;
}

/** It leaves by itself when it is told to stop. */
function run(args: readonly string[], stop: AbortSignal): Promise<Ended> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
  const onStop = (): void => void child.kill('SIGTERM');
  stop.addEventListener('abort', onStop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      stop.removeEventListener('abort', onStop);
      resolve({ exitCode, ...text });
    });
  });
}
