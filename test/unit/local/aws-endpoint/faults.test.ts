import { describe, expect, it } from '@jest/globals';
import type { CallName, Fault } from '../../../../local/aws-endpoint/fault.ts';
import { createFaults } from '../../../../local/aws-endpoint/faults.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/notes';
const CALLER = 'arn:aws:sts::000000000000:assumed-role/ReaderRole/reader';
const aCall = (change: Partial<CallName> = {}): CallName => ({
  service: 'dynamodb',
  operation: 'PutItem',
  resources: [ARN],
  caller: CALLER,
  ...change,
});
const aFault = (change: Partial<Fault> = {}): Fault => ({
  service: 'dynamodb',
  operation: 'PutItem',
  kind: 'throttle',
  times: 1,
  ...change,
});

describe('an injected fault', () => {
  it('that is aimed at a caller spares a call of which none is known', async () => {
    const { service, operation, resources } = aCall();
    const faults = createFaults();
    faults.inject(aFault({ caller: 'ReaderRole' }));

    await expect(faults.before({ service, operation, resources })).resolves.toBeUndefined();
  });

  it.each([
    ['throttle', 'dynamodb', 'ProvisionedThroughputExceededException', 400],
    ['throttle', 's3', 'SlowDown', 503],
    ['throttle', 'states', 'ThrottlingException', 400],
    ['error', 'dynamodb', 'InternalServerError', 500],
    ['error', 'ssm', 'InternalFailure', 500],
    ['deny', 'dynamodb', 'AccessDeniedException', 400],
    ['deny', 's3', 'AccessDenied', 403],
  ] as const)('of kind %s is answered as %s answers it', async (kind, service, code, statusCode) => {
    const faults = createFaults();
    faults.inject(aFault({ kind, service }));

    await expect(faults.before(aCall({ service }))).rejects.toMatchObject({ code, statusCode });
  });

  it('hits as many calls as it says, and is then over', async () => {
    const faults = createFaults();
    faults.inject(aFault({ times: 2 }));

    const outcomes = await Promise.allSettled([1, 2, 3].map(() => faults.before(aCall())));

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(faults.list()).toEqual([]);
  });

  it.each([
    ['another service', { service: 's3' }, false],
    ['another operation', { operation: 'GetItem' }, false],
    ['any operation', { operation: '*' }, true],
    ['the resource by its ARN', { resource: ARN }, true],
    ['the resource by its name', { resource: 'notes' }, true],
    ['the resource by type and name', { resource: 'table/notes' }, true],
    ['a resource whose name ends alike', { resource: 'otes' }, false],
    ['another resource', { resource: 'other' }, false],
    ['the caller by the name of its role', { caller: 'ReaderRole' }, true],
    ['another caller', { caller: 'WriterRole' }, false],
  ] as const)('aimed at %s hits or spares: %j', async (_, aim, isHit) => {
    const faults = createFaults();
    faults.inject(aFault(aim));

    const [outcome] = await Promise.allSettled([faults.before(aCall())]);

    expect(outcome.status).toBe(isHit ? 'rejected' : 'fulfilled');
  });

  it('of several the oldest goes first', async () => {
    const faults = createFaults();
    faults.inject(aFault({ code: 'First' }));
    faults.inject(aFault({ code: 'Second' }));

    await expect(faults.before(aCall())).rejects.toMatchObject({ code: 'First' });
    await expect(faults.before(aCall())).rejects.toMatchObject({ code: 'Second' });
  });

  it('of kind kill-after lets the effect happen', async () => {
    const faults = createFaults();
    faults.inject(aFault({ kind: 'kill-after' }));

    await faults.before(aCall());

    expect(await faults.after(aCall())).toBe('reset');
    expect(await faults.after(aCall())).toBeUndefined();
  });

  it('is listed until it is cleared', async () => {
    const faults = createFaults();
    const id = faults.inject(aFault({ times: 3 }));
    await faults.before(aCall()).catch(() => undefined);

    const listed = faults.list();
    faults.clear();

    expect(listed).toEqual([{ ...aFault({ times: 3 }), id, hits: 1 }]);
    await expect(faults.before(aCall())).resolves.toBeUndefined();
  });
});
