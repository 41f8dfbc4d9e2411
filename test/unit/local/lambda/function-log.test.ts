import { describe, expect, it } from '@jest/globals';
import { useLambda } from './a-lambda.ts';

const start = useLambda();
const ID = '[0-9a-f-]{36}';
const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;

describe('the log of a function in text', () => {
  it('is framed by START, END and REPORT', async () => {
    const lambda = start('export const handler = () => 1');

    await lambda.call();

    const expected = [
      String.raw`^INIT_START Runtime Version: nodejs24\.x\t`,
      String.raw`^START RequestId: ${ID} Version: \$LATEST$`,
      `^END RequestId: ${ID}$`,
      String.raw`^REPORT RequestId: ${ID}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms$`,
    ];
    expect(lambda.lines).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) {
      expect(lambda.lines[index]?.message).toMatch(new RegExp(pattern));
    }
    expect(lambda.lines[0]).toMatchObject({ logGroup: '/aws/lambda/fn' });
  });

  it.each([
    ["console.log('a %s', 'b')", String.raw`^${TIME}\t${ID}\tINFO\ta b$`],
    ['console.debug({ a: 1 })', String.raw`^${TIME}\t${ID}\tDEBUG\t\{ a: 1 \}$`],
    ["console.warn('a')", String.raw`\tWARN\ta$`],
    ["console.error('two\\nlines')", String.raw`\tERROR\ttwo\nlines$`],
    ["process.stdout.write('raw\\n')", '^raw$'],
    ["process.stderr.write(Buffer.from('raw\\n'))", '^raw$'],
    ["process.stdout.write('no line break')", '^no line break$'],
    ["process.stdout.write('in '); process.stdout.write('two\\n')", '^in two$'],
    ["new console.Console(process.stdout).log('own console')", '^own console$'],
    ["fs.writeSync(1, 'descriptor\\n')", '^descriptor$'],
    ["fs.writeSync(2, Buffer.from('xdescriptor\\n'), 1, 11)", '^descriptor$'],
    ["process.emitWarning('careful')", 'Warning: careful'],
  ])('takes %s before the invocation answers', async (statement, pattern) => {
    const lambda = start(`
      import * as fs from 'node:fs';
      export const handler = async () => { ${statement}; };
    `);

    await lambda.call();

    const messages = lambda.lines.map(({ message }) => message);
    expect(messages.slice(2, -2)).toEqual([expect.stringMatching(new RegExp(pattern))]);
  });

  it('holds ten thousand lines of one invocation, in order, before it answers', async () => {
    const lambda = start(`
      export const handler = () => { for (let n = 0; n < 10_000; n += 1) process.stdout.write(n + '\\n'); };
    `);

    await lambda.call();

    const own = lambda.lines.slice(2, -2).map(({ message }) => Number(message));
    expect(own).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
  });

  it('tells what a handler threw', async () => {
    const lambda = start(
      `export const handler = () => { throw Object.assign(new RangeError('no'), { code: 7 }); }`,
    );

    await lambda.call();

    const line = lambda.lines.find(({ message }) => message.includes('Invoke Error'))?.message ?? '';
    const [, json = ''] = line.split('Invoke Error \t');
    expect(line).toMatch(new RegExp(String.raw`^${TIME}\t${ID}\tERROR\tInvoke Error \t`));
    expect(JSON.parse(json)).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'no',
      code: 7,
      stack: expect.arrayContaining(['RangeError: no']) as unknown,
    });
  });
});

describe('the log of a function in JSON', () => {
  const logging = (config: object = {}) => ({
    properties: { LoggingConfig: { LogFormat: 'JSON', ...config } },
  });
  const parsed = (lines: readonly { message: string }[]) =>
    lines.map(({ message }) => JSON.parse(message) as Record<string, unknown>);

  it('has platform events and one object a line', async () => {
    const lambda = start(
      `export const handler = () => { console.log({ a: 1 }); console.error('b', new TypeError('c')); }`,
      logging(),
    );

    await lambda.call();

    expect(parsed(lambda.lines)).toEqual([
      expect.objectContaining({ type: 'platform.start' }),
      {
        timestamp: expect.any(String) as unknown,
        level: 'INFO',
        requestId: expect.any(String) as unknown,
        message: { a: 1 },
      },
      expect.objectContaining({
        level: 'ERROR',
        errorType: 'TypeError',
        errorMessage: 'c',
        message: expect.stringMatching(/^b TypeError: c/) as unknown,
      }),
      expect.objectContaining({
        type: 'platform.report',
        record: expect.objectContaining({ status: 'success' }) as unknown,
      }),
    ]);
  });

  it('leaves out what is below its levels', async () => {
    const lambda = start(
      `export const handler = ({ fail }) => { console.info('a'); console.warn('b'); if (fail) process.exit(1); }`,
      logging({ ApplicationLogLevel: 'WARN', SystemLogLevel: 'WARN' }),
    );

    await lambda.call();
    await lambda.call({ fail: true });

    expect(parsed(lambda.lines)).toEqual([
      expect.objectContaining({ level: 'WARN', message: 'b' }),
      expect.objectContaining({ level: 'WARN', message: 'b' }),
      expect.objectContaining({
        type: 'platform.report',
        record: expect.objectContaining({ status: 'error', errorType: 'Runtime.ExitError' }) as unknown,
      }),
    ]);
  });

  it('goes to the group it names, in streams that carry the name of the function', async () => {
    const lambda = start(
      'export const handler = (_, { logGroupName }) => logGroupName',
      logging({ LogGroup: '/shared' }),
    );

    const { value } = await lambda.call();

    expect(value).toBe('/shared');
    expect(lambda.lines[0]).toMatchObject({
      logGroup: '/shared',
      logStream: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/fn\[\$LATEST\]/) as unknown,
    });
  });
});
