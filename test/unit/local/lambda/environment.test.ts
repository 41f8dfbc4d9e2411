import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { useLambda } from './a-lambda.ts';

const start = useLambda();
const ALL = 'export const handler = () => ({ ...process.env })';

describe("a sandbox's environment", () => {
  it("holds the template's variables, those of the runtime, and nothing of the host's", async () => {
    const lambda = start(ALL, {
      properties: { Environment: { Variables: { TABLE: 'notes', COUNT: 3 } }, MemorySize: 512 },
    });

    const { value } = await lambda.call();

    expect(value).toEqual({
      TABLE: 'notes',
      COUNT: '3',
      _HANDLER: 'index.handler',
      AWS_ACCESS_KEY_ID: 'AK',
      AWS_SECRET_ACCESS_KEY: 'SK',
      AWS_SESSION_TOKEN: 'ST',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/fn',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringContaining('[$LATEST]') as unknown,
      LAMBDA_TASK_ROOT: expect.any(String) as unknown,
      TZ: ':UTC',
    });
  });

  it("is each sandbox's own", async () => {
    const meetingPlace = mkdtempSync(join(tmpdir(), 'sandboxes-'));
    // Each waits for the other: one sandbox after the other would never end.
    const lambda = start(`
      import { readdirSync, writeFileSync } from 'node:fs';
      export const handler = async ({ name, meetingPlace }) => {
        process.env.NAME ??= name;
        writeFileSync(meetingPlace + '/' + name, '');
        while (readdirSync(meetingPlace).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        return process.env.NAME;
      };
    `);

    const answers = await Promise.all(['a', 'b'].map((name) => lambda.call({ name, meetingPlace })));
    rmSync(meetingPlace, { recursive: true });

    expect(answers.map(({ value }) => value).sort()).toEqual(['a', 'b']);
    expect(process.env).not.toHaveProperty('NAME');
  });

  it('takes NODE_OPTIONS that a thread can have', async () => {
    const lambda = start('export const handler = () => new Error().stack', {
      properties: { Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } } },
    });

    const { functionError } = await lambda.call();

    expect(functionError).toBeUndefined();
  });

  it('with NODE_OPTIONS that Node does not take fails as on AWS', async () => {
    const lambda = start('export const handler = () => 1', {
      properties: { Environment: { Variables: { NODE_OPTIONS: '--no-such-option' } } },
    });

    const { value } = await lambda.call();

    expect(value).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(lambda.lines.map(({ message }) => message).join('\n')).toContain('--no-such-option');
  });

  it('has the code folder as its current folder, outside of any project', async () => {
    const lambda = start(`
      import { createRequire } from 'node:module';
      const findable = (name) => { try { createRequire(import.meta.url).resolve(name); return true; } catch { return false; } };
      export const handler = () => ({
        atHome: process.cwd() === process.env.LAMBDA_TASK_ROOT && import.meta.dirname === process.cwd(),
        findable: findable('esbuild'),
        arguments: process.argv.slice(2),
      });
    `);

    const { value } = await lambda.call();

    expect(value).toEqual({ atHome: true, findable: false, arguments: [] });
  });
});

describe('a function that AWS would not create', () => {
  it.each([
    [
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      /Environment\.Variables\.AWS_REGION: is reserved by Lambda/,
    ],
    [{ Environment: { Variables: { '1A': 'x' } } }, /is not a name that Lambda takes/],
    [{ Environment: { Variables: { A1: 'x'.repeat(4_096) } } }, /larger than 4096 bytes together/],
    [{ MemorySize: 64 }, /MemorySize/],
    [{ Timeout: 901 }, /Timeout/],
    [{ Runtime: 'python3.14' }, /only nodejs runtimes can be run/],
    [{ Layers: ['arn'] }, /Layers/],
    [{ DeadLetterConfig: { TargetArn: 'arn:aws:sns:x' } }, /only queues can take events here/],
    [{ ReservedConcurrentExecutions: 2_000 }, /reserve more concurrency than the account has/],
  ])('is refused with its reason: %j', (properties, sentence) => {
    expect(() => start('', { properties })).toThrow(sentence);
  });

  it('or of a kind that cannot be run is refused', () => {
    const url = { logicalId: 'U', type: 'AWS::Lambda::Url', physicalId: 'u', properties: {} };

    expect(() => start('', { resources: [url] })).toThrow('AWS::Lambda::Url U is not supported');
  });
});
