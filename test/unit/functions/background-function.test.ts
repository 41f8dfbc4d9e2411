import * as v from 'valibot';
import { backgroundFunction } from '../../../functions/shared/background-function.ts';
import { scheduledEvent } from '../../../lib/contracts/schedule.ts';
import { aContext } from '../../support/context.ts';
import { recordingSurroundings } from '../../support/invoke.ts';

function aFunction(handle: (event: { dueAt: number }) => Promise<string>) {
  const surroundings = recordingSurroundings();
  const handler = backgroundFunction({ event: scheduledEvent, handle }, surroundings);
  return { ...surroundings, call: (event: unknown) => handler(event, aContext) };
}

describe('a background function', () => {
  it('gets its event parsed, and answers what the work answers', async () => {
    const { call, points } = aFunction(({ dueAt }) => Promise.resolve(`due at ${dueAt}`));

    const answer = await call({ scheduled_at: '2026-01-01T00:00:00Z' });

    expect(answer).toBe(`due at ${Date.UTC(2026, 0, 1)}`);
    expect(points).toEqual([]);
  });

  it('logs and counts an error once, and throws it on so that the event is tried again', async () => {
    const broken = new Error('no table');
    const { call, logged, points } = aFunction(() => Promise.reject(broken));

    const run = call({ scheduled_at: '2026-01-01T00:00:00Z' });

    await expect(run).rejects.toBe(broken);
    expect(logged).toEqual(['Background work failed']);
    expect(points).toEqual([{ name: 'BackgroundErrors', value: 1 }]);
  });

  it.each([
    ['nothing', undefined],
    ['no time', {}],
    ['a time that is none', { scheduled_at: 'yesterday' }],
    ['more than the contract says', { scheduled_at: '2026-01-01T00:00:00Z', drop: 'tables' }],
  ])('does no work for an event with %s, and counts it', async (_what, event) => {
    let isDone = false;
    const { call, points } = aFunction(() => {
      isDone = true;
      return Promise.resolve('done');
    });

    const run = call(event);

    await expect(run).rejects.toThrow(v.ValiError);
    expect(isDone).toBe(false);
    expect(points).toEqual([{ name: 'BackgroundErrors', value: 1 }]);
  });
});
