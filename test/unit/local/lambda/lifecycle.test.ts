import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { until } from '../../../support/until.ts';
import { useLambda } from './a-lambda.ts';

const start = useLambda();
const COUNTS = 'let count = 0; export const handler = () => { count += 1; return count; }';
const MINUTE = 60_000;

describe('a sandbox', () => {
  it('is used again while it is warm, and reports its start once', async () => {
    const lambda = start(COUNTS);

    const values = [await lambda.call(), await lambda.call(), await lambda.call()].map(({ value }) => value);

    const reports = lambda.lines.filter(({ message }) => message.startsWith('REPORT'));
    expect(values).toEqual([1, 2, 3]);
    expect(reports.map(({ message }) => message.includes('Init Duration'))).toEqual([true, false, false]);
    expect(new Set(lambda.lines.map(({ logStream }) => logStream)).size).toBe(1);
  });

  it('finds its code compiled where it is told to, and else compiles it', async () => {
    const tells = `import { getCompileCacheDir } from 'node:module'; export const handler = () => getCompileCacheDir() ?? 'nowhere';`;
    const codeCache = mkdtempSync(join(tmpdir(), 'code-cache-'));

    const answers = [await start(tells, { codeCache }).call(), await start(tells).call()];

    expect(answers.map(({ value }) => value)).toEqual([expect.stringContaining(codeCache), 'nowhere']);
    rmSync(codeCache, { recursive: true });
  });

  it('is given up after some idle minutes of the clock', async () => {
    const lambda = start(COUNTS);
    await lambda.call();

    await lambda.clock.advance(5 * MINUTE);
    const soon = await lambda.call();
    await lambda.clock.advance(11 * MINUTE);
    const late = await lambda.call();

    expect(soon.value).toBe(2);
    expect(late.value).toBe(1);
  });

  it('is frozen between invocations: what a handler leaves behind goes on during the next one', async () => {
    const lambda = start(`
      let ticks = 0;
      setInterval(() => { ticks += 1; }, 10);
      export const handler = async ({ waitMs }) => {
        const before = ticks;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        return { before, after: ticks };
      };
    `);

    const first = await lambda.call({ waitMs: 100 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await lambda.call({ waitMs: 0 });

    const ticksOf = ({ value }: { value: unknown }) => value as { before: number; after: number };
    expect(ticksOf(first).after).toBeGreaterThan(ticksOf(first).before);
    expect(ticksOf(second).before - ticksOf(first).after).toBeLessThanOrEqual(1);
  });

  it('runs one invocation at a time: two at once get two', async () => {
    const lambda = start(`
      let running = 0;
      export const handler = async () => {
        running += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
        running -= 1;
        return running;
      };
    `);

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => lambda.call()));

    expect(answers.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0]);
  });

  it('that becomes free serves who waits for another to start', async () => {
    const lambda = start('export const handler = () => 1');

    await Promise.all(Array.from({ length: 200 }, () => lambda.call()));

    const streams = new Set(lambda.lines.map(({ logStream }) => logStream));
    expect(streams.size).toBeLessThan(20);
  });
});

describe('a function whose module', () => {
  it.each([
    ['throws', 'throw new TypeError("broken")', { errorType: 'TypeError', errorMessage: 'broken' }],
    [
      'has no such export',
      'export const other = 1',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
    ],
    [
      'exports something else',
      'export const handler = 1',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is not a function' },
    ],
    [
      'takes a callback',
      'export const handler = (event, context, callback) => callback()',
      { errorType: 'Runtime.CallbackHandlerDeprecated' },
    ],
    ['is no JavaScript', 'export const handler = (', { errorType: 'Runtime.UserCodeSyntaxError' }],
    [
      'imports what is not there',
      'import "nothing-of-the-kind"; export const handler = 1',
      {
        errorType: 'Error',
        errorMessage: expect.stringContaining("Cannot find package 'nothing-of-the-kind'"),
      },
    ],
    [
      'exits',
      'process.exit(7)',
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/exit status 7$/) },
    ],
    [
      'streams',
      'export const handler = awslambda.streamifyResponse(() => 1)',
      { errorType: 'Runtime.InvalidStreamingOperation' },
    ],
  ])('%s fails every invocation with the reason', async (_, code, expected) => {
    const lambda = start(code);

    const answers = [await lambda.call(), await lambda.call()];

    for (const { functionError, value } of answers) {
      expect(functionError).toBe('Unhandled');
      expect(value).toMatchObject(expected);
    }
  });

  it('takes longer than the init phase allows is loaded once more within the time-out', async () => {
    const lambda = start(
      `
        await new Promise((resolve) => setTimeout(resolve, 400));
        export const handler = (_, context) => context.getRemainingTimeInMillis();
      `,
      { initTimeoutSeconds: 0.2, properties: { Timeout: 20 } },
    );

    const { value } = await lambda.call();

    expect(value).toBeLessThan(19_600);
    expect(new Set(lambda.lines.map(({ logStream }) => logStream)).size).toBe(2);
  });

  it('never loads times out', async () => {
    const lambda = start(
      `await new Promise((resolve) => setTimeout(resolve, 60_000)); export const handler = 1`,
      {
        initTimeoutSeconds: 0.1,
        properties: { Timeout: 1 },
      },
    );

    const { value } = await lambda.call();

    expect(value).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') as unknown,
    });
  });
});

describe('a handler', () => {
  it.each([
    ['src/app.run', { 'src/app.mjs': 'export const run = () => "nested file"' }, 'nested file'],
    ['index.api.get', { 'index.mjs': 'export const api = { get: () => "nested export" }' }, 'nested export'],
    ['old.handler', { 'old.cjs': 'exports.handler = () => "CommonJS"' }, 'CommonJS'],
    [
      'plain.handler',
      { 'plain.js': 'exports.handler = () => "js without package.json"' },
      'js without package.json',
    ],
    [
      'deflt.handler',
      { 'deflt.mjs': 'export default { handler: () => "default export" }' },
      'default export',
    ],
  ])('is found at %s', async (Handler, files, expected) => {
    const lambda = start('', { files, properties: { Handler } });

    const { value } = await lambda.call();

    expect(value).toBe(expected);
  });

  it.each([
    ['index', 'Runtime.MalformedHandlerName'],
    ['../index.handler', 'Runtime.MalformedHandlerName'],
    ['absent.handler', 'Runtime.ImportModuleError'],
  ])('is not found at %s: %s', async (Handler, errorType) => {
    const lambda = start('export const handler = () => 1', { properties: { Handler } });

    const { value } = await lambda.call();

    expect(value).toMatchObject({ errorType });
  });
});

describe('closing', () => {
  it('ends what runs', async () => {
    const lambda = start('export const handler = () => { for (;;); }');
    const running = lambda.call();
    await until(() => lambda.lines.some(({ message }) => message.startsWith('START')));

    await lambda.close();

    expect((await running).functionError).toBe('Unhandled');
  });
});
