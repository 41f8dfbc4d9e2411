import { afterEach, describe, expect, it } from '@jest/globals';
import { aLambda, type Given, type LambdaUnderTest } from './a-lambda.ts';

const open: LambdaUnderTest[] = [];
const start = (code: string, given?: Given): LambdaUnderTest => {
  const lambda = aLambda(code, given);
  open.push(lambda);
  return lambda;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((lambda) => lambda.close()));
});

describe('an invocation', () => {
  it('passes the event to the handler and its answer back', async () => {
    const lambda = start(`export const handler = async (event) => ({ doubled: event.n * 2 })`);

    const answer = await lambda.call({ n: 21 });

    expect(answer).toEqual({ value: { doubled: 42 }, functionError: undefined });
  });
});
