import { costOf, invocationsOf, transitionsOf, unitsOf } from '../../../../bench/runbooks/tally.ts';

const call = (operation: string, output: unknown) => ({
  ...{ action: `dynamodb:${operation}`, operation, caller: 'arn:role', input: {}, output },
});

describe('what one run of a runbook has used', () => {
  it('is the states that were entered, the tries after the first, and the end', () => {
    const types = [
      'ExecutionStarted',
      ...[
        'TaskStateEntered',
        'TaskScheduled',
        'TaskFailed',
        'TaskScheduled',
        'TaskSucceeded',
        'TaskStateExited',
      ],
      ...['ChoiceStateEntered', 'ChoiceStateExited', 'SucceedStateEntered', 'ExecutionSucceeded'],
    ];

    expect(transitionsOf(types.map((type) => ({ type })))).toBe(3 + 1 + 1);
  });

  it('is the units that calls of DynamoDB say, transactions by table', () => {
    const calls = [
      call('PutItem', { ConsumedCapacity: { TableName: 't', CapacityUnits: 2 } }),
      call('TransactWriteItems', { ConsumedCapacity: [{ CapacityUnits: 6 }, { CapacityUnits: 2 }] }),
      call('Query', { ConsumedCapacity: { CapacityUnits: 0.5 } }),
      call('StartExecution', { executionArn: 'a' }),
    ];

    expect(unitsOf(calls)).toEqual({ writeUnits: 10, readUnits: 0.5 });
  });

  it('is the time that Lambda bills, times its memory', () => {
    const lines = [
      'START RequestId: 1',
      'REPORT RequestId: 1\tDuration: 99.1 ms\tBilled Duration: 100 ms\tMemory Size: 512 MB\tMax Memory Used: 80 MB',
      'REPORT RequestId: 2\tDuration: 200 ms\tBilled Duration: 200 ms\tMemory Size: 1024 MB\tMax Memory Used: 80 MB',
    ];

    const { invocations, gbSeconds } = invocationsOf(lines);

    expect([invocations, gbSeconds]).toEqual([2, 0.1 * 0.5 + 0.2]);
  });

  it('costs what its parts cost', () => {
    const nothing = { transitions: 0, invocations: 0, gbSeconds: 0, writeUnits: 0, readUnits: 0 };

    expect(costOf(nothing)).toBe(0);
    expect(costOf({ ...nothing, transitions: 40 })).toBeCloseTo(0.001);
    expect(costOf({ ...nothing, writeUnits: 1_000_000, readUnits: 1_000_000 })).toBeCloseTo(0.75);
  });
});
