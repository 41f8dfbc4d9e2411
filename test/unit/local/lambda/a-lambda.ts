import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { openGatekeeper } from '../../../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import type { Resource } from '../../../../local/cloud-assembly/resource.ts';
import type { Lambda, LambdaOptions } from '../../../../local/lambda/lambda-options.ts';
import { createLambda } from '../../../../local/lambda/lambda.ts';
import type { LogEvent } from '../../../../local/logs/log-event.ts';
import type { ServiceMessage } from '../../../../local/sqs/sqs-api.ts';

export interface LambdaUnderTest extends Lambda {
  readonly clock: ReturnType<typeof createMovableClock>;
  readonly lines: readonly LogEvent[];
  readonly sent: readonly { queueArn: string; message: ServiceMessage }[];
  /** Invokes `fn` and parses what it gives. */
  call(event?: unknown): Promise<{ functionError: string | undefined; value: unknown }>;
  close(): Promise<void>;
}

export interface Given extends Partial<LambdaOptions> {
  /** Files of the code folder; `index.mjs` holds the handler. */
  readonly files?: Readonly<Record<string, string>>;
  /** Of the function `fn`. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Beside the function. */
  readonly resources?: readonly Resource[];
}

export const aFunction = (properties: Readonly<Record<string, unknown>> = {}): Resource => ({
  logicalId: 'Fn',
  type: 'AWS::Lambda::Function',
  physicalId: 'fn',
  properties: {
    Code: {},
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/r',
    Runtime: 'nodejs24.x',
    ...properties,
  },
});

/** Gives a function `fn` whose `index.mjs` is `code`, on a clock that runs, until the end of the test or of all. */
export function useLambda({ perTest = true } = {}): (code: string, given?: Given) => LambdaUnderTest {
  const open: LambdaUnderTest[] = [];
  (perTest ? afterEach : afterAll)(async () => {
    await Promise.all(open.splice(0).map((lambda) => lambda.close()));
  });
  return (code, given = {}) => {
    const lambda = aLambda(code, given);
    open.push(lambda);
    return lambda;
  };
}

function aLambda(code: string, given: Given): LambdaUnderTest {
  const { files = {}, properties, resources = [], ...options } = given;
  const folder = mkdtempSync(join(tmpdir(), 'lambda-test-'));
  for (const [file, content] of Object.entries({ 'index.mjs': code, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const clock = createMovableClock({ running: true });
  const lines: LogEvent[] = [];
  const sent: { queueArn: string; message: ServiceMessage }[] = [];
  const lambda = createLambda({
    clock,
    environment: { account: '000000000000', region: 'us-east-1' },
    logs: { write: (event) => void lines.push(event) },
    codeFolderOf: () => folder,
    credentialsOf: () => ({ accessKeyId: 'AK', secretAccessKey: 'SK', sessionToken: 'ST' }),
    awsUrl: 'http://127.0.0.1:4566',
    gatekeeper: openGatekeeper,
    queues: { send: (queueArn, message) => void sent.push({ queueArn, message }) },
    ...options,
  });
  lambda.provision([aFunction(properties), ...resources]);
  return {
    ...lambda,
    clock,
    lines,
    sent,
    call: async (event = {}) => {
      const { payload, functionError } = await lambda.invoke('fn', JSON.stringify(event));
      return { functionError, value: JSON.parse(payload) as unknown };
    },
    close: async () => {
      await lambda.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
