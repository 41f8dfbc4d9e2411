import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { awsJsonClient, type AwsJsonClient } from '../../support/aws-json-client.ts';
import { until } from '../../support/until.ts';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
const EXECUTION = 'arn:aws:states:us-east-1:123456789012:execution:m';

const stateDir = mkdtempSync(path.join(tmpdir(), 'states-kill-'));
const tokens = new Map<string, string>();
let running: ChildProcess | undefined;

/** Starts the service over the folder. */
async function launch(): Promise<AwsJsonClient> {
  const script = fileURLToPath(new URL('./killed-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, stateDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  running = child;
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    child.once('exit', () => {
      reject(new Error('The service ended before it began'));
    });
    lines.on('line', (line) => {
      if (line.startsWith('http')) {
        resolve(awsJsonClient(line, { targetPrefix: 'AWSStepFunctions', protocol: 'json-1.0' }));
      } else {
        const { name, token } = JSON.parse(line) as { readonly name: string; readonly token: string };
        tokens.set(name, token);
      }
    });
  });
}

/** As kill -9 does. */
async function kill(): Promise<void> {
  const child = running;
  running = undefined;
  if (!child) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** The token of the execution of that name, once the function was called with it. */
async function tokenOf(name: string): Promise<string> {
  await until(() => tokens.has(name) || !running);
  return tokens.get(name) ?? '';
}

afterEach(kill);

afterAll(() => {
  rmSync(stateDir, { recursive: true });
});

describe('kill -9', () => {
  it('loses nothing that was acknowledged, however often it strikes', async () => {
    const started: string[] = [];
    const answered: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const call = await launch();
      const work = Array.from({ length: 30 }, async (_, index) => {
        const name = `r${round}-${index}`;
        await call('StartExecution', { stateMachineArn: MACHINE, name });
        started.push(name);
        await call('SendTaskSuccess', { taskToken: await tokenOf(name), output: `"${name}"` });
        answered.push(name);
      });
      const enough = answered.length + 3 * (round + 1);
      await until(() => answered.length >= enough);
      await kill();
      // What was not answered by then may or may not have happened.
      await Promise.allSettled(work);
    }

    const call = await launch();
    const describeExecution = (name: string) =>
      call('DescribeExecution', { executionArn: `${EXECUTION}:${name}` });
    const known = await Promise.all(started.map(describeExecution));
    const ended = await Promise.all(answered.map(describeExecution));

    expect(answered.length).toBeGreaterThanOrEqual(30);
    expect(known.map(({ name }) => name)).toEqual(started);
    expect(ended.map(({ output }) => output)).toEqual(answered.map((name) => `"${name}"`));
  });

  it('leaves the tokens of those that wait valid', async () => {
    const before = await launch();
    await before('StartExecution', { stateMachineArn: MACHINE, name: 'waiting' });
    const taskToken = await tokenOf('waiting');
    await kill();

    const call = await launch();
    await call('SendTaskSuccess', { taskToken, output: '"late"' });
    const ended = await call('DescribeExecution', { executionArn: `${EXECUTION}:waiting` });

    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: '"late"' });
  });
});
