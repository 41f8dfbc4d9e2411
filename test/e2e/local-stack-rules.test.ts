import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { startStack, type LocalStack } from '../../local/stack.ts';
import { signedJsonClient, type SignedJsonClient } from '../support/signed-json-client.ts';
import { DELAY_SECONDS, ordersApp } from '../support/sample-app/orders-app.ts';
import { aSample, type Sample } from '../support/sample-app/sample.ts';
import { until } from '../support/until.ts';

let sample: Sample;
let stack: LocalStack;
let call: SignedJsonClient;
const clock = createMovableClock({ running: false, startAt: Date.UTC(2026, 10, 1) });
const got: unknown[] = [];

beforeAll(async () => {
  sample = aSample('orders.ts', ordersApp);
  stack = await startStack({
    assemblyDir: sample.assemblyDir,
    port: 0,
    awsPort: 0,
    clock,
    onLogLine: (_, line) => {
      const [, event] = /\tgot (.*)$/.exec(line) ?? [];
      if (event !== undefined) got.push(JSON.parse(event));
    },
  });
  call = signedJsonClient(stack);
});
afterAll(async () => {
  await stack.stop();
  sample.remove();
});

const happens = async (detailType: string, detail: object) => {
  const Entries = [{ Source: 'shop', DetailType: detailType, Detail: JSON.stringify(detail) }];
  const { FailedEntryCount } = await call('AWSEvents.PutEvents', { Entries });
  expect(FailedEntryCount).toBe(0);
};

describe('a rule of a template', () => {
  it('hands its function what the input transformer makes of the event', async () => {
    got.length = 0;

    await happens('transformed', { id: 'a "quoted" name', more: 1 });
    await until(() => got.length > 0);

    expect(got).toEqual([{ id: 'a "quoted" name', at: '2026-11-01T00:00:00Z' }]);
  });

  it('hands its function a constant', async () => {
    got.length = 0;

    await happens('constant', { id: 1 });
    await until(() => got.length > 0);

    expect(got).toEqual([{ always: ['this', 1] }]);
  });

  it('reaches a function through a delayed queue, not before the delay is over', async () => {
    got.length = 0;

    await happens('late', { id: 7 });
    await clock.advance((DELAY_SECONDS - 1) * 1_000);
    // Whatever runs before it, runs before this one's answer.
    await happens('constant', {});
    await until(() => got.length > 0);
    const before = [...got];
    await clock.advance(2_000);
    await until(() => got.length > 1);

    expect(before).toEqual([{ always: ['this', 1] }]);
    const [, late] = got as { Records?: { body: string }[] }[];
    expect(late?.Records?.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { id: 7, at: '2026-11-01T00:00:00Z' },
    ]);
  });

  it('calls no target that does not let it: each event goes to the dead-letter queue, with the reason', async () => {
    got.length = 0;
    const dead: { MessageAttributes: Record<string, { StringValue: string }> }[] = [];

    await happens('refused', { id: 1 });
    await until(async () => {
      const { Messages = [] } = await call('AmazonSQS.ReceiveMessage', {
        QueueUrl: stack.outputs['DeadUrl'],
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      });
      dead.push(...(Messages as typeof dead));
      return dead.length === 3;
    });

    const reasons = dead.map(({ MessageAttributes }) => ({
      code: MessageAttributes['ERROR_CODE']?.StringValue,
      action: /perform: (\S+)/.exec(MessageAttributes['ERROR_MESSAGE']?.StringValue ?? '')?.[1],
    }));
    expect(reasons).toEqual(
      expect.arrayContaining(
        ['lambda:InvokeFunction', 'sqs:SendMessage', 'states:StartExecution'].map((action) => ({
          code: 'NO_PERMISSIONS',
          action,
        })),
      ),
    );
    expect(got).toEqual([]);
  });
});
