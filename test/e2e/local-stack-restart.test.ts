import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { notesApp } from '../support/sample-app/notes-app.ts';
import { aSample, type Sample } from '../support/sample-app/sample.ts';

const HOUR = 3_600_000;
/** As many sandboxes start cold. */
const WRITERS = 3;
let sample: Sample;
let state: string;
beforeAll(() => {
  sample = aSample('notes.ts', notesApp);
  state = mkdtempSync(join(tmpdir(), 'stack-state-'));
});
afterAll(() => {
  sample.remove();
  rmSync(state, { recursive: true });
});

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  readonly awsUrl: string;
}

async function serve(): Promise<Served> {
  const script = join(import.meta.dirname, '../support/sample-app/serve.ts');
  const child = spawn(process.execPath, [script, sample.assemblyDir, state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { url: string; awsUrl: string }) };
}
async function kill({ child }: Served, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
const put = ({ url }: Served, id: string) => fetch(`${url}/notes/${id}`, { method: 'PUT', body: id });
const get = async ({ url }: Served, id: string) => fetch(`${url}/notes/${id}`);

describe('a stack with a state folder', () => {
  it('has after a kill -9 what it acknowledged, and the time it had', async () => {
    const first = await serve();
    await fetch(`${first.awsUrl}/_local/clock`, {
      method: 'POST',
      body: JSON.stringify({ advance_ms: 24 * HOUR }),
    });
    const acknowledged: string[] = [];
    const killed = once(first.child, 'exit');
    // Each writes until nobody answers any more: however slow the machine is, this ends.
    const writing = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let index = 0; ; index += 1) {
        const id = `n${writer}-${index}`;
        const response = await put(first, id).catch(() => undefined);
        if (!response) return;
        if (response.status === 204) acknowledged.push(id);
        if (acknowledged.length >= 20) first.child.kill('SIGKILL');
      }
    });
    await Promise.all([...writing, killed]);

    const second = await serve();
    const statuses = await Promise.all(acknowledged.map(async (id) => (await get(second, id)).status));
    const clock = (await (await fetch(`${second.awsUrl}/_local/clock`)).json()) as { now_ms: number };
    await kill(second, 'SIGKILL');

    expect(acknowledged.length).toBeGreaterThanOrEqual(20);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(clock.now_ms - Date.now()).toBeGreaterThan(23 * HOUR);
  });
});
