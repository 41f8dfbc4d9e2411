import { describe, expect, it } from '@jest/globals';
import { useLambda } from './a-lambda.ts';

const start = useLambda();

/** A handler that does what the event says; anything else is answered. */
const MISCHIEF = `
  import { spawnSync } from 'node:child_process';
  const never = new Promise(() => {});
  const deeds = {
    exit: (code) => process.exit(code),
    kill: () => process.kill(process.pid, 'SIGKILL'),
    abort: () => process.abort(),
    uncaught: () => { setTimeout(() => { throw new TypeError('nobody catches me'); }); return never; },
    rejection: () => { Promise.reject(new RangeError('nobody handles me')); return never; },
    nothingLeft: () => never,
    spin: () => { for (;;); },
    native: () => spawnSync('/bin/sleep', ['3']),
    hang: () => new Promise((resolve) => setTimeout(resolve, 60_000)),
    leak: () => { const kept = []; for (;;) kept.push({ n: Math.random(), s: String(Math.random()) }); },
    bigPieces: () => { const kept = []; for (;;) kept.push(new Array(2e7).fill(1.5)); },
    buffers: () => { const kept = []; return (async () => { for (;;) { kept.push(Buffer.alloc(20e6, 1)); await new Promise(setImmediate); } })(); },
  };
  export const handler = async ({ deed, argument }) => (deed ? deeds[deed](argument) : 'well');
`;

const failure = (errorType: string, sentence: string) => ({
  functionError: 'Unhandled',
  value: { errorType, errorMessage: expect.stringMatching(sentence) as unknown },
});
const ID = '[0-9a-f-]{36}';

describe('a sandbox that ends', () => {
  it.each([
    ['exit', 0, `^RequestId: ${ID} Error: Runtime exited without providing a reason$`],
    ['exit', 3, `^RequestId: ${ID} Error: Runtime exited with error: exit status 3$`],
    ['kill', undefined, 'exit status 1$'],
    ['uncaught', undefined, 'exit status 1$'],
    ['rejection', undefined, 'exit status 1$'],
    ['nothingLeft', undefined, 'Runtime exited without providing a reason$'],
  ])(
    'by %s %s is Runtime.ExitError, and the next invocation gets a new one',
    async (deed, argument, sentence) => {
      const lambda = start(MISCHIEF);

      const failed = await lambda.call({ deed, argument });
      const next = await lambda.call();

      expect(failed).toEqual(failure('Runtime.ExitError', sentence));
      expect(next).toEqual({ value: 'well', functionError: undefined });
    },
  );

  it('by an uncaught error leaves its stack in the log', async () => {
    const lambda = start(MISCHIEF);

    await lambda.call({ deed: 'uncaught' });

    const text = lambda.lines.map(({ message }) => message).join('\n');
    expect(text).toMatch(/TypeError: nobody catches me\n\s+at .*index\.mjs/);
    expect(text).toMatch(/RequestId: \S+ Error: Runtime\.ExitError/);
  });

  it('does not touch an invocation that runs beside it', async () => {
    const lambda = start(`
      export const handler = async ({ deed }) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        if (deed) process.exit(1);
        return 'well';
      };
    `);

    const answers = await Promise.all([lambda.call(), lambda.call({ deed: 'exit' }), lambda.call()]);

    expect(answers.map(({ functionError }) => functionError)).toEqual([undefined, 'Unhandled', undefined]);
  });
});

describe('a function that takes too long', () => {
  it.each(['spin', 'hang', 'native'])('(%s) is ended at its time-out', async (deed) => {
    const lambda = start(MISCHIEF, { properties: { Timeout: 1 } });
    const startedAt = performance.now();

    const failed = await lambda.call({ deed });
    const tookMs = performance.now() - startedAt;
    const next = await lambda.call();

    expect(failed).toEqual(
      failure('Sandbox.Timedout', `^RequestId: ${ID} Error: Task timed out after 1.00 seconds$`),
    );
    expect(tookMs).toBeGreaterThan(990);
    // Far above what a loaded machine needs, far below what the deed takes.
    expect(tookMs).toBeLessThan(30_000);
    expect(next.value).toBe('well');
  });

  it('keeps the lines it wrote before', async () => {
    const lambda = start(`export const handler = () => { console.log('so far'); for (;;); }`, {
      properties: { Timeout: 1 },
    });

    await lambda.call();

    const messages = lambda.lines.map(({ message }) => message);
    const soFar = messages.findIndex((message) => message.endsWith('INFO\tso far'));
    const timedOut = messages.findIndex((message) => message.endsWith('Task timed out after 1.00 seconds'));
    expect(soFar).toBeGreaterThan(0);
    expect(timedOut).toBeGreaterThan(soFar);
    expect(messages.at(-1)).toMatch(/^REPORT .*Status: timeout$/);
  });

  it('is not ended by a clock that is moved', async () => {
    const lambda = start(
      `
      export const handler = async (_, context) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        return context.getRemainingTimeInMillis();
      };
    `,
      { properties: { Timeout: 60 } },
    );

    const running = lambda.call();
    await lambda.clock.advance(3_600_000);
    const { value } = await running;

    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThanOrEqual(59_801);
  });
});

describe('a function that takes too much memory', () => {
  it.each(['leak', 'bigPieces', 'buffers'])(
    '(%s) is Runtime.OutOfMemory, and the process lives on',
    async (deed) => {
      const lambda = start(MISCHIEF, { properties: { Timeout: 60, MemorySize: 128 } });

      const failed = await lambda.call({ deed });
      const next = await lambda.call();

      expect(failed).toEqual(failure('Runtime.OutOfMemory', `^RequestId: ${ID} Error: `));
      expect(next.value).toBe('well');
    },
  );

  it('is not one that makes garbage faster than it is collected', async () => {
    const lambda = start(
      `
      export const handler = async () => {
        const end = performance.now() + 1_500;
        let sum = 0;
        while (performance.now() < end) sum += JSON.stringify(Array.from({ length: 2e4 }, (_, n) => ({ n }))).length;
        return sum > 0;
      };
    `,
      { properties: { MemorySize: 128 } },
    );

    expect(await lambda.call()).toEqual({ value: true, functionError: undefined });
  });
});
