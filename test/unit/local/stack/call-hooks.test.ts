import type { FaultHooks } from '../../../../local/aws-endpoint/fault.ts';
import { callHooks } from '../../../../local/stack/call-hooks.ts';

const CALL = { operation: 'PutObject', resource: 'arn:aws:s3:::bucket/key' };

describe('the hooks of a service that speaks REST', () => {
  it('tell of each call once, also of one that fails: it is paid for as well', async () => {
    const told: string[] = [];
    const faults: FaultHooks = {
      before: () => Promise.reject(new Error('a fault')),
      after: () => Promise.resolve(undefined),
    };

    const { beforeCall, afterCall } = callHooks('s3', faults, (operation) => told.push(operation));

    await expect(beforeCall(CALL)).rejects.toThrow('a fault');
    await afterCall(CALL);
    expect(told).toEqual(['PutObject']);
  });
});
