import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCloudAssembly } from '../../../local/cloud-assembly/read-cloud-assembly.ts';
import { startStack, type LocalStack } from '../../../local/stack.ts';
import { assemblyOf } from '../../support/built.ts';
import { anEvent } from '../../support/api-event.ts';
import { findOfficialRuntime, runOfficially } from '../../support/lambda-ric/official-runtime.ts';

/* What ships, in the official runtime and in a sandbox: see ric.test.ts. */
const runtime = findOfficialRuntime();
const ASSEMBLY = assemblyOf('local');
const REGION = 'us-east-1';
const assembly = readCloudAssembly({
  assemblyDir: ASSEMBLY,
  environment: { account: '000000000000', region: REGION },
  apiUrl: 'http://127.0.0.1:1',
  awsUrl: 'http://127.0.0.1:1',
});
const functions = assembly.resources.filter(({ type }) => type === 'AWS::Lambda::Function');

let stack: LocalStack;
beforeAll(async () => {
  stack = await startStack({ assemblyDir: ASSEMBLY, port: 0, awsPort: 0, noAuth: true });
});
afterAll(() => stack.stop());

interface Configuration {
  readonly FunctionArn: string;
  readonly Handler: string;
  readonly MemorySize: number;
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
}

async function configurationOf(name: string): Promise<Configuration> {
  const response = await fetch(`${stack.awsUrl}/2015-03-31/functions/${name}/configuration`);
  return (await response.json()) as Configuration;
}

/** Ids, times and durations differ from run to run. */
const levelled = (payload: string): unknown =>
  JSON.parse(
    payload
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
      .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, 'ULID')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/"trace":\[.*?\]/g, '"trace":[]'),
  ) as unknown;

(runtime === undefined ? describe.skip : describe)('every function of the app', () => {
  it.each(functions.map(({ physicalId, logicalId }) => [physicalId, logicalId]))(
    'answers alike in the official runtime: %s',
    async (name = '', logicalId = '') => {
      const { FunctionArn, Handler, MemorySize, Environment } = await configurationOf(name);
      const payload = JSON.stringify(anEvent('GET /no-such-path'));

      const ours = await stack.invoker.invoke(name, payload);
      const { posted } = await runOfficially({
        runtime: runtime ?? '',
        environment: {
          ...Environment.Variables,
          _HANDLER: Handler,
          LAMBDA_TASK_ROOT: resolve(assembly.codeFolderOf(logicalId)),
          AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
          AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
          AWS_LAMBDA_FUNCTION_NAME: name,
          AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
          AWS_LAMBDA_LOG_GROUP_NAME: 'group',
          AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
          AWS_REGION: REGION,
          AWS_ACCESS_KEY_ID: 'any',
          AWS_SECRET_ACCESS_KEY: 'any',
          AWS_ENDPOINT_URL: stack.awsUrl,
        },
        invocation: {
          requestId: ours.requestId,
          payload,
          functionArn: FunctionArn,
          deadlineMs: Date.now() + 10_000,
        },
      });

      expect(posted?.kind).toBe(ours.functionError === undefined ? 'response' : 'error');
      expect(levelled(posted?.body ?? 'null')).toEqual(levelled(ours.payload));
    },
  );
});
