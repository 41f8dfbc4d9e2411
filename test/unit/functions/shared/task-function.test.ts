import * as v from 'valibot';
import { taskFunction } from '../../../../functions/shared/task-function.ts';
import { LockLostError } from '../../../../lib/runbooks/lock-errors.ts';
import { aContext } from '../../../support/context.ts';
import { recordingSurroundings } from '../../../support/invoke.ts';

function aTask(handle: (event: string) => Promise<string>) {
  const surroundings = recordingSurroundings();
  const told: string[] = [];
  const tell = (event: string, ended: string) => told.push(`${event}: ${ended}`);
  const handler = taskFunction({ event: v.string(), handle, tell }, surroundings);
  return { ...surroundings, told, call: (event: unknown) => handler(event, aContext) };
}

describe('a function that a state machine calls', () => {
  it('tells of a try that is done', async () => {
    const { call, told } = aTask((event) => Promise.resolve(event.toUpperCase()));

    expect([await call('scale'), told]).toEqual(['SCALE', ['scale: done']]);
  });

  it('tells of a try that the state machine goes by, and logs no more of it', async () => {
    const { call, told, logged, points } = aTask(() =>
      Promise.reject(new LockLostError({ resource: 'target#api', owner: 'E', fence: 1 })),
    );

    await expect(call('scale')).rejects.toThrow(LockLostError);

    expect(told).toEqual([expect.stringMatching(/^scale: LockLostError: /)]);
    expect([logged, points]).toEqual([[], []]);
  });

  it('logs and counts what is broken, beside telling of it', async () => {
    const { call, told, logged, points } = aTask(() => Promise.reject(new TypeError('no such thing')));

    await expect(call('scale')).rejects.toThrow(TypeError);

    expect(told).toEqual(['scale: TypeError: no such thing']);
    expect(logged).toEqual(['A task failed']);
    expect(points).toEqual([{ name: 'BackgroundErrors', value: 1 }]);
  });
});
