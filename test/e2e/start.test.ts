import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { expectGolden } from '../support/cli/golden.ts';
import { outlineOf } from '../support/cli/outline.ts';

/** Some rehearse a launch whole: minutes on a loaded machine. */
jest.setTimeout(480_000);

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm start -- ...args`, as the shell runs it once everything is installed. */
function start(...args: string[]) {
  return run('scripts/start.ts', ...args);
}

function run(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  const seen = Promise.withResolvers<string>();
  // With --json such is told on stderr.
  const look = () => {
    const [, url] = /artisan ready (\S+)\n/.exec(text.stdout + text.stderr) ?? [];
    if (url !== undefined) seen.resolve(url);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    text.stdout += chunk.toString();
    look();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text.stderr += chunk.toString();
    look();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('exit', (code) => {
      resolve({ code, ...text });
    });
  });
  return { ready: seen.promise, ended, signal: (name: NodeJS.Signals) => child.kill(name), text };
}

describe('npm start', () => {
  it('is `artisan local up`, prints curl lines that work, and stops when only its launchers are told to', async () => {
    const running = run('cli/artisan.mjs', 'local', 'up', '--port', '0', '--json');
    const url = await running.ready;
    const lines = running.text.stderr.split('\n').filter((line) => line.trim().startsWith('curl'));

    const [selection, split, metrics] = await Promise.all(lines.map((line) => shell(line.trim())));
    // As kill does it, or a supervisor.
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.ended;

    expect(lines).toHaveLength(3);
    expect(JSON.parse(selection ?? '')).toMatchObject({ reason: 'assigned' });
    expect(JSON.parse(split ?? '')).toMatchObject({ status: 'insufficient_data' });
    expect(metrics).toContain('checkpoint_rollbacks_total 0');
    expect(code).toBe(0);
    expect(stderr).toContain('artisan: stopping');
    expect(JSON.parse(stdout)).toMatchObject({ url });
    expectGolden('local-up.json', stdout);
  });

  it('--state keeps a session over kill -9 and a restart; Ctrl-C comes from terminal and launcher, and is one', async () => {
    const state = mkdtempSync(join(tmpdir(), 'artisan-state-'));
    const select = async (url: string) => {
      const body = '{"session_id":"kept"}';
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/v1/selections`, { method: 'POST', headers, body });
      return (await response.json()) as Record<string, unknown>;
    };

    const first = start('--idle', '--no-auth', '--port', '0', '--state', state);
    const before = await select(await first.ready);
    first.signal('SIGKILL');
    await first.ended;
    const second = start('--idle', '--no-auth', '--port', '0', '--state', state);
    const url = await second.ready;
    const after = await select(url);
    const health = await fetch(`${url}/health`);
    second.signal('SIGINT');
    second.signal('SIGINT');
    const { code, stderr } = await second.ended;
    rmSync(state, { recursive: true });

    expect(before['reason']).toBe('assigned');
    expect(after).toMatchObject({ reason: 'sticky', mode: before['mode'], expires_at: before['expires_at'] });
    expect(health.status).toBe(200);
    expect(code).toBe(0);
    expect(stderr).toContain('artisan: stopping');
    expect(stderr).not.toContain('Error');
  });

  it('--exit, as `artisan simulate`, rehearses a scenario, and ends with 0 when all that it expects came about', async () => {
    const out = mkdtempSync(join(tmpdir(), 'artisan-report-'));
    const args = ['simulate', 'brief', '--out', out, '--json'];

    const { code, stdout: json, stderr: told } = await run('cli/artisan.mjs', ...args).ended;

    const [, expectations = ''] = told.split('\nExpected of this launch: ');
    expect(expectations).toMatch(/^(\d+) of \1 came about/);
    expect(code).toBe(0);
    expect(told).toMatch(/\d\d:\d\d {2}run +finished/);
    expect(told).toMatch(/pass {2}Steps trained +10000 steps/);
    expect(readdirSync(out).sort()).toEqual([
      ...['entropy.svg', 'events.jsonl', 'report.json', 'report.md', 'split.svg'],
      ...['stage.jsonl', 'traffic.jsonl', 'training.jsonl'],
    ]);
    expect(told).toMatch(
      /artisan: (\d+) of \1 figures of the report follow from the log beside it; not counted again: breakers.open\n/,
    );
    expectGolden('simulate.json', `${JSON.stringify(outlineOf(JSON.parse(json)), null, 2)}\n`);
    rmSync(out, { recursive: true });
  });

  it('leaves in the middle of a replay when it is told to', async () => {
    const running = start('--port', '0', '--sessions', '5000');
    await running.ready;

    running.signal('SIGTERM');
    const { code, stderr } = await running.ended;

    expect(code).toBe(0);
    expect(stderr).toContain('artisan: stopping');
  });

  it('says in one sentence that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;

    const { code, stdout, stderr } = await start('--idle', '--port', String(port)).ended;
    other.close();

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`artisan: Port ${port} is taken`);
    expect(stderr).not.toContain('building');
    expect(stderr).not.toContain('    at ');
  });

  it('ends with 2, and says what it takes, when it is given something else', async () => {
    const { code, stderr } = await start('--prot', '1').ended;

    expect(code).toBe(2);
    expect(stderr).toContain('--port N');
  });
});

async function shell(line: string): Promise<string> {
  const child = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.on('exit', resolve));
  return output;
}
