import type { JsonService } from '../../../../local/aws-endpoint/service.ts';
import { observed, type ObservedCall } from '../../../../local/stack/observed-service.ts';

const aService = (targetPrefix: string): JsonService => ({
  protocol: 'json-1.0',
  targetPrefix,
  permissions: ({ operation }) => [{ action: `x:${operation}`, resource: '*' }],
  call: ({ operation, input }) =>
    operation === 'Fail' ? Promise.reject(new Error('failed')) : Promise.resolve({ got: input }),
});

const call = (operation: string, input = {}) => ({ operation, input, principal: { arn: 'arn:someone' } });

describe('an observed service', () => {
  it('is itself when nobody observes it', () => {
    const service = aService('X');

    expect(observed(service, undefined)).toBe(service);
  });

  it('tells who called what, and only of what succeeded', async () => {
    const seen: ObservedCall[] = [];
    const service = observed(aService('X'), (one) => seen.push(one));

    await service.call(call('Do', { a: 1 }));
    await expect(service.call(call('Fail'))).rejects.toThrow('failed');

    expect(seen).toEqual([
      { action: 'x:Do', operation: 'Do', caller: 'arn:someone', input: { a: 1 }, output: { got: { a: 1 } } },
    ]);
  });

  it('makes DynamoDB say what it consumed, where it can and nobody else has', async () => {
    const service = observed(aService('DynamoDB_20120810'), () => undefined);

    const outputs = [
      await service.call(call('PutItem')),
      await service.call(call('GetItem', { ReturnConsumedCapacity: 'NONE' })),
      await service.call(call('DescribeTable')),
    ];

    expect(outputs).toEqual([
      { got: { ReturnConsumedCapacity: 'TOTAL' } },
      { got: { ReturnConsumedCapacity: 'NONE' } },
      { got: {} },
    ]);
  });
});
