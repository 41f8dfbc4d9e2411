import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEndpoint } from '../../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import { createLogs } from '../../../../local/logs/logs.ts';
import { serve, type Served } from '../../../support/serve.ts';

const clock = createMovableClock({ running: false, startAt: 1_000 });
const logs = createLogs({ clock, environment: { account: '000000000000', region: 'us-east-1' } });
let served: Served;

beforeAll(async () => {
  served = await serve(
    createEndpoint({ jsonServices: [logs.service], restServices: [], gatekeeper: openGatekeeper }),
  );
  logs.provision([
    { logicalId: 'G', type: 'AWS::Logs::LogGroup', physicalId: '/app/a', properties: { RetentionInDays: 7 } },
    { logicalId: 'H', type: 'AWS::Logs::LogGroup', physicalId: '/app/b', properties: {} },
  ]);
  for (let index = 0; index < 25; index += 1) {
    const logStream = index % 2 === 0 ? 'even' : 'odd';
    logs.store.write({ logGroup: '/app/a', logStream, timestamp: 1_000 + index, message: `line ${index}` });
  }
});
afterAll(() => served.close());

async function call(operation: string, input: unknown) {
  const response = await fetch(served.url, {
    method: 'POST',
    headers: { 'x-amz-target': `Logs_20140328.${operation}`, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const messagesOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['events'] as { message: string }[]).map(({ message }) => message);

describe('the CloudWatch Logs calls', () => {
  it('describe log groups by prefix', async () => {
    const { body } = await call('DescribeLogGroups', { logGroupNamePrefix: '/app/a' });

    expect(body['logGroups']).toEqual([
      expect.objectContaining({
        logGroupName: '/app/a',
        retentionInDays: 7,
        arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/app/a:*',
      }),
    ]);
  });

  it('describe log streams, the latest first', async () => {
    const { body } = await call('DescribeLogStreams', {
      logGroupName: '/app/a',
      orderBy: 'LastEventTime',
      descending: true,
    });

    expect(body['logStreams']).toEqual([
      expect.objectContaining({
        logStreamName: 'even',
        firstEventTimestamp: 1_000,
        lastEventTimestamp: 1_024,
      }),
      expect.objectContaining({
        logStreamName: 'odd',
        firstEventTimestamp: 1_001,
        lastEventTimestamp: 1_023,
      }),
    ]);
  });

  it('page forward through a stream; at the end the token stays', async () => {
    const input = { logGroupName: '/app/a', logStreamName: 'odd', startFromHead: true, limit: 10 };

    const first = await call('GetLogEvents', input);
    const second = await call('GetLogEvents', { ...input, nextToken: first.body['nextForwardToken'] });
    const third = await call('GetLogEvents', { ...input, nextToken: second.body['nextForwardToken'] });
    const back = await call('GetLogEvents', { ...input, nextToken: second.body['nextBackwardToken'] });

    expect(messagesOf(first).at(0)).toBe('line 1');
    expect(messagesOf(second)).toEqual(['line 21', 'line 23']);
    expect(messagesOf(third)).toEqual([]);
    expect(third.body['nextForwardToken']).toBe(second.body['nextForwardToken']);
    expect(messagesOf(back)).toEqual(messagesOf(first));
  });

  it('filter by time, stream and term, page by page', async () => {
    const input = {
      logGroupName: '/app/a',
      startTime: 1_005,
      endTime: 1_020,
      filterPattern: '"line 1"',
      limit: 6,
    };

    const first = await call('FilterLogEvents', input);
    const second = await call('FilterLogEvents', { ...input, nextToken: first.body['nextToken'] });
    const odd = await call('FilterLogEvents', { ...input, logStreamNames: ['odd'] });

    expect([...messagesOf(first), ...messagesOf(second)]).toEqual(
      Array.from({ length: 10 }, (_, index) => `line ${index + 10}`),
    );
    expect(second.body).not.toHaveProperty('nextToken');
    expect(messagesOf(odd)).toEqual(['line 11', 'line 13', 'line 15', 'line 17', 'line 19']);
  });

  it.each([
    ['FilterLogEvents', { logGroupName: '/nobody' }, 400, 'ResourceNotFoundException'],
    ['GetLogEvents', { logGroupName: '/app/a', logStreamName: 'none' }, 400, 'ResourceNotFoundException'],
    [
      'FilterLogEvents',
      { logGroupName: '/app/a', filterPattern: '{ $.a = 1 }' },
      400,
      'InvalidParameterException',
    ],
    ['FilterLogEvents', { logGroupName: '/app/a', unmask: true }, 400, 'InvalidParameterException'],
    ['FilterLogEvents', { logGroupName: '/app/a', nextToken: 'forged' }, 400, 'InvalidParameterException'],
    ['FilterLogEvents', {}, 400, 'InvalidParameterException'],
    ['StartQuery', {}, 501, 'UnknownOperationException'],
  ])('%s %j is answered %d %s', async (operation, input, status, code) => {
    const answer = await call(operation, input);

    expect(answer.status).toBe(status);
    expect(answer.body['__type']).toBe(code);
  });
});

describe('the permissions of a call', () => {
  it('are asked for the log group', () => {
    const call = { operation: 'FilterLogEvents', input: { logGroupName: '/app/a' }, principal: { arn: 'x' } };

    expect(logs.service.permissions(call)).toEqual([
      { action: 'logs:FilterLogEvents', resource: 'arn:aws:logs:us-east-1:000000000000:log-group:/app/a:*' },
    ]);
  });
});

describe('provisioning', () => {
  it('refuses a log group with a property that is not supported', () => {
    const resource = {
      logicalId: 'G',
      type: 'AWS::Logs::LogGroup',
      physicalId: 'g',
      properties: { DataProtectionPolicy: {} },
    };

    expect(() => {
      logs.provision([resource]);
    }).toThrow(/LogGroup G is not supported as it stands: DataProtectionPolicy/);
  });
});
