import { describe, expect, it } from '@jest/globals';
import type { InvocationRecord } from '../../../../local/lambda/lambda-options.ts';
import { useLambda } from './a-lambda.ts';

const start = useLambda();
const SLOW = `export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 100)); return 1; }`;

const settle = async (calls: readonly Promise<{ functionError: string | undefined }>[]) =>
  (await Promise.allSettled(calls)).map((result) =>
    result.status === 'fulfilled' ? 'ran' : (result.reason as { code: string }).code,
  );

describe('concurrency', () => {
  it.each([
    [
      'reserved',
      { properties: { ReservedConcurrentExecutions: 2 } },
      'ReservedFunctionConcurrentInvocationLimitExceeded',
    ],
    ["the account's", { accountConcurrency: 2 }, 'ConcurrentInvocationLimitExceeded'],
  ])('beyond %s is throttled, and comes back when an invocation ends', async (_, given, reason) => {
    const lambda = start(SLOW, given);

    const outcomes = await Promise.allSettled([lambda.call(), lambda.call(), lambda.call()]);
    const later = await lambda.call();

    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled' },
      {
        status: 'rejected',
        reason: { code: 'TooManyRequestsException', statusCode: 429, fields: { Reason: reason } },
      },
    ]);
    expect(later.value).toBe(1);
  });

  it('of none stops the function', async () => {
    const lambda = start(SLOW, { properties: { ReservedConcurrentExecutions: 0 } });

    expect(await settle([lambda.call()])).toEqual(['TooManyRequestsException']);
  });

  it('is told for the metrics, as are errors and throttles', async () => {
    const records: InvocationRecord[] = [];
    const lambda = start(`export const handler = async ({ fail }) => { if (fail) throw new Error('no'); }`, {
      properties: { ReservedConcurrentExecutions: 1 },
      onInvocation: (record) => void records.push(record),
    });

    await lambda.call();
    await lambda.call({ fail: true });
    await settle([lambda.call(), lambda.call()]);

    expect(records.map(({ outcome }) => outcome).sort()).toEqual([
      'error',
      'success',
      'success',
      'throttled',
    ]);
    expect(records[0]).toMatchObject({
      functionName: 'fn',
      concurrent: 1,
      durationMs: expect.any(Number) as unknown,
    });
  });
});
