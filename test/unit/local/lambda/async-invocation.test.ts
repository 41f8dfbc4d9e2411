import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../../local/cloud-assembly/resource.ts';
import { until } from '../../../support/until.ts';
import { useLambda, type LambdaUnderTest } from './a-lambda.ts';

const start = useLambda();
/** Fails as often as the event says. */
const FAILS = `
  let count = 0;
  export const handler = ({ failures }) => {
    count += 1;
    if (count <= failures) throw new Error('try ' + count);
    return count;
  };
`;
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:dead';

const runs = ({ lines }: LambdaUnderTest): number =>
  lines.filter(({ message }) => message.startsWith('REPORT')).length;
const aConfig = (properties: object): Resource => ({
  logicalId: 'C',
  type: 'AWS::Lambda::EventInvokeConfig',
  physicalId: 'c',
  properties: { FunctionName: 'fn', Qualifier: '$LATEST', ...properties },
});

describe('an event', () => {
  it('is answered before it is run, and run once when it succeeds', async () => {
    const lambda = start(FAILS);

    const { requestId } = lambda.invokeAsync('fn', '{"failures":0}');
    const before = runs(lambda);
    await until(() => runs(lambda) === 1);
    await lambda.clock.advance(3_600_000);

    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(before).toBe(0);
    expect(runs(lambda)).toBe(1);
  });

  it('that fails is tried again after one minute and after two more, with the same request id', async () => {
    const lambda = start(FAILS);

    const { requestId } = lambda.invokeAsync('fn', '{"failures":2}');
    await until(() => runs(lambda) === 1);
    await lambda.clock.advance(59_000);
    const early = runs(lambda);
    await lambda.clock.advance(1_000);
    await until(() => runs(lambda) === 2);
    await lambda.clock.advance(120_000);
    await until(() => runs(lambda) === 3);

    const starts = lambda.lines.filter(({ message }) => message.startsWith('START'));
    expect(early).toBe(1);
    expect(starts.map(({ message }) => message.includes(requestId))).toEqual([true, true, true]);
  });

  it('that fails for good goes to the dead-letter queue and to the destination, with its reason', async () => {
    const destination = 'arn:aws:sqs:us-east-1:000000000000:failed';
    const lambda = start(FAILS, {
      properties: { DeadLetterConfig: { TargetArn: QUEUE } },
      resources: [
        aConfig({ MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: destination } } }),
      ],
    });

    const { requestId } = lambda.invokeAsync('fn', '{"failures":9}');
    await until(() => runs(lambda) === 1);
    await lambda.clock.advance(60_000);
    await until(() => lambda.sent.length === 2);

    const [record, dead] = lambda.sent;
    expect(record?.queueArn).toBe(destination);
    expect(JSON.parse(record?.message.body ?? '')).toMatchObject({
      requestContext: { requestId, condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { failures: 9 },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'try 2' },
    });
    expect(dead).toMatchObject({
      queueArn: QUEUE,
      message: { body: '{"failures":9}', attributes: { RequestID: { StringValue: requestId } } },
    });
  });

  it('that succeeds is told to its destination', async () => {
    const lambda = start(FAILS, {
      resources: [aConfig({ DestinationConfig: { OnSuccess: { Destination: QUEUE } } })],
    });

    lambda.invokeAsync('fn', '{"failures":0}');
    await until(() => lambda.sent.length === 1);

    expect(JSON.parse(lambda.sent[0]?.message.body ?? '')).toMatchObject({
      requestContext: { condition: 'Success' },
      responsePayload: 1,
    });
  });

  it('that is throttled waits longer each time, and is given up when it is too old', async () => {
    const lambda = start(FAILS, {
      properties: { ReservedConcurrentExecutions: 0, DeadLetterConfig: { TargetArn: QUEUE } },
      resources: [aConfig({ MaximumEventAgeInSeconds: 60 })],
    });

    lambda.invokeAsync('fn', '{}');
    await lambda.clock.advance(20_000);
    const early = lambda.sent.length;
    await lambda.clock.advance(60_000);
    await until(() => lambda.sent.length === 1);

    expect(early).toBe(0);
    expect(lambda.sent[0]?.message.attributes).toMatchObject({ ErrorCode: { StringValue: '429' } });
  });

  it('larger than 1 MB, or for nobody, is refused at once', () => {
    const lambda = start(FAILS);

    expect(() => lambda.invokeAsync('fn', JSON.stringify('x'.repeat(1_048_576)))).toThrow(
      'must be smaller than',
    );
    expect(() => lambda.invokeAsync('nobody', '{}')).toThrow('Function not found: nobody');
  });
});

describe('events kept over a restart', () => {
  const withState = (stateDir: string) => ({ stateDir, properties: { Timeout: 60 } });
  const startsOf = ({ lines }: LambdaUnderTest) =>
    lines.filter(({ message }) => message.startsWith('START')).map(({ message }) => message);

  it('are run again when they were interrupted, and no more once they have ended', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'lambda-state-'));
    const first = start(
      'export const handler = async () => { await new Promise((r) => setTimeout(r, 30_000)); }',
      withState(stateDir),
    );
    const { requestId } = first.invokeAsync('fn', '{}');
    await until(() => startsOf(first).length === 1);
    await first.close();

    const second = start('export const handler = async () => 1', withState(stateDir));
    await until(() => runs(second) === 1);
    await second.close();
    const third = start('export const handler = async () => 1', withState(stateDir));
    await third.clock.advance(600_000);

    expect(startsOf(second)[0]).toContain(requestId);
    expect(runs(third)).toBe(0);
    rmSync(stateDir, { recursive: true });
  });

  it('count the tries from before', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'lambda-state-'));
    const given = { ...withState(stateDir), properties: { DeadLetterConfig: { TargetArn: QUEUE } } };
    const fails = 'export const handler = async () => { throw new Error("no"); }';
    const first = start(fails, given);
    first.invokeAsync('fn', '{}');
    await until(() => runs(first) === 1);
    await first.clock.advance(60_000);
    await until(() => runs(first) === 2);
    await first.close();

    const second = start(fails, given);
    await until(() => second.sent.length === 1);

    expect(runs(second)).toBe(1);
    rmSync(stateDir, { recursive: true });
  });
});
