import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findOfficialRuntime, runOfficially } from '../../support/lambda-ric/official-runtime.ts';
import { useLambda } from '../../unit/local/lambda/a-lambda.ts';

/*
 * The official runtime interface client runs the same code with the same answers. It is no dependency of this project
 * (its install script compiles C++): `npm install --no-save --ignore-scripts aws-lambda-ric@4.0.2` brings it.
 */
const runtime = findOfficialRuntime();
if (runtime === undefined) {
  process.stderr.write('skipped: aws-lambda-ric is not installed, so sandboxes are not compared with it\n');
}

const start = useLambda();
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Case {
  readonly code: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly handler?: string;
  readonly event?: unknown;
  readonly variables?: Readonly<Record<string, string>>;
}

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:fn';

interface Answer {
  readonly failed: boolean;
  /** Parsed; of stacks only the first line is kept, and paths and times are levelled. */
  readonly value: unknown;
  readonly lines: readonly string[];
}

async function here({
  code,
  files = {},
  handler = 'index.handler',
  event = {},
  variables = {},
}: Case): Promise<Answer> {
  const lambda = start(code, {
    files,
    properties: { Handler: handler, Environment: { Variables: variables }, Timeout: 10 },
  });
  const { functionError, value } = await lambda.call(event);
  const own = lambda.lines
    .map(({ message }) => message)
    .filter((message) => !/^(INIT_START|START|END|REPORT|RequestId:)/.test(message));
  return { failed: functionError !== undefined, value: levelled(value), lines: own.map(levelledLine) };
}

async function officially({
  code,
  files = {},
  handler = 'index.handler',
  event = {},
  variables = {},
}: Case): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'ric-code-'));
  folders.push(folder);
  for (const [file, content] of Object.entries({ 'index.mjs': code, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const { posted, exitCode, output } = await runOfficially({
    runtime: runtime ?? '',
    environment: {
      ...variables,
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: folder,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/fn',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
    },
    invocation: {
      requestId: REQUEST_ID,
      payload: JSON.stringify(event),
      functionArn: ARN,
      deadlineMs: Date.now() + 10_000,
    },
  });
  const lines = output.split('\n').filter((line) => line !== '');
  // Without a word from the runtime, Lambda itself tells how it ended.
  const value =
    posted === undefined
      ? { errorType: 'Runtime.ExitError', errorMessage: exitMessage(exitCode ?? 0) }
      : (JSON.parse(posted.body) as unknown);
  return { failed: posted?.kind !== 'response', value: levelled(value), lines: lines.map(levelledLine) };
}

const exitMessage = (code: number): string =>
  `RequestId: ID Error: ${code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`}`;

function levelled(value: unknown): unknown {
  const text = JSON.stringify(value, (key, item: unknown) =>
    key === 'trace' && Array.isArray(item) ? [item[0]] : item,
  );
  return JSON.parse(levelledLine(text)) as unknown;
}

const levelledLine = (line: string): string =>
  line
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/(?:file:\/\/)?\/[\w./-]*\/(?:lambda-code-|ric-code-)[\w-]+(?:\/lambda-test-\w+)?/g, 'CODE')
    .replaceAll(/,"stack(?:Trace)?":\[(?:"(?:[^"\\]|\\.)*",?)*\]/g, '')
    .replaceAll(/(?:\\n {4}at [^"\\]*)+/g, '')
    .replaceAll(/Require stack:(?:\\n|\n)- [^"\n]*/g, 'Require stack')
    // What may hold line breaks comes as one event here, and with carriage returns on a plain stdout.
    .replaceAll(/[\r\n]/g, '/');

const CASES: Readonly<Record<string, Case>> = {
  'an object': {
    code: 'export const handler = async (event) => ({ got: event })',
    event: { a: ['ü', null, 1e3] },
  },
  nothing: { code: 'export const handler = () => {}' },
  text: { code: 'export const handler = () => "a\\u2028b"' },
  'a promise': {
    code: 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 20, [1]))',
  },
  'a handler in a default export': { code: 'export default { handler: () => 1 }' },
  'a nested export': { code: 'export const api = { get: () => 1 }', handler: 'index.api.get' },
  'a file in a folder': {
    code: '',
    files: { 'src/app.mjs': 'export const run = () => 1' },
    handler: 'src/app.run',
  },
  CommonJS: {
    code: '',
    files: { 'old.cjs': 'exports.handler = async () => __filename.length > 0' },
    handler: 'old.handler',
  },
  'an error': { code: 'export const handler = async () => { throw new RangeError("no") }' },
  'an error with fields': {
    code: 'export const handler = async () => { throw Object.assign(new Error("no"), { code: "E", details: { a: 1 } }) }',
  },
  'an error of its own class': {
    code: 'class Mine extends Error { name = "Mine" } export const handler = () => { throw new Mine("no") }',
  },
  'thrown text': { code: 'export const handler = async () => { throw "no" }' },
  'thrown null': { code: 'export const handler = async () => { throw null }' },
  'what JSON cannot say': { code: 'export const handler = () => 1n' },
  'a module that throws': { code: 'throw new TypeError("broken")' },
  'no such export': { code: 'export const other = 1' },
  'an export that is no function': { code: 'export const handler = { a: 1 }' },
  'a callback handler': {
    code: 'export const handler = (event, context, callback) => { callback(null, 1) }',
  },
  'a syntax error': { code: 'export const handler = (' },
  'a missing file': { code: '', handler: 'absent.handler' },
  'a malformed handler': { code: '', handler: 'index' },
  'an exit': { code: 'export const handler = () => process.exit(5)' },
  'an exit without a reason': { code: 'export const handler = () => process.exit(0)' },
  'nothing left to wait for': { code: 'export const handler = () => new Promise(() => {})' },
  'console methods': {
    code: `export const handler = () => {
      console.log('a %d %s', 1, 'b', { c: 2 }); console.debug([1]); console.info(); console.warn(null);
      console.error('two\\nlines'); console.trace('t');
    }`,
  },
  'console methods in JSON': {
    code: `export const handler = () => {
      console.log({ a: 1 }); console.info('a %s', 'b'); console.error(new RangeError('no')); console.debug('hidden');
      console.warn('with', new TypeError('inside')); console.log(1n);
    }`,
    variables: { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'INFO' },
  },
  'raw lines': { code: `export const handler = () => { process.stdout.write('raw\\n'); }` },
  'the context': {
    code: `export const handler = (event, context) => {
      const { logStreamName, awsRequestId, ...rest } = context;
      return { ...rest, keys: Object.keys(context).sort(), enough: context.getRemainingTimeInMillis() > 5_000 };
    }`,
  },
};

(runtime === undefined ? describe.skip : describe)('the official runtime and a sandbox', () => {
  it.each(Object.keys(CASES))('answer alike and log alike: %s', async (name) => {
    const one = CASES[name] ?? { code: '' };

    const [ours, theirs] = await Promise.all([here(one), officially(one)]);

    expect(ours).toEqual(theirs);
  });
});
