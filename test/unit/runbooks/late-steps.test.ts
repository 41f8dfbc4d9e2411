import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import { planStep, runStep } from '../../../lib/runbooks/run-step.ts';
import { TryOverError } from '../../../lib/runbooks/step-errors.ts';
import { aWorld, type Note } from '../../support/runbooks/a-noting-world.ts';
import { aStepRequest } from '../../support/runbooks/a-step.ts';

describe('a step that has been slow before it acts', () => {
  /** Asks somebody, which takes time, and tells somebody, once it may. */
  const asking = (whileAsking: () => void, told: string[]): Partial<Note> => ({
    apply: async ({ permit }, { text }) => {
      whileAsking();
      await permit.confirm();
      told.push(text);
      return { text, output: {} };
    },
  });

  /** A step of 60 s has tries of 29 s, which Lambda ends after 25, and 3 s of those are around it. */
  it.each([
    [21_999, ['hello'], undefined],
    [22_000, [], 'TryOverError'],
  ])('after %i ms of a try has told %j', async (passed, expected, error) => {
    const told: string[] = [];
    const { dependencies, world, lines } = aWorld({
      note: asking(() => (world.now += passed), told),
    });

    const running = runStep(dependencies, aStepRequest());

    const failed = await running.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(failed).toEqual(error === undefined ? undefined : expect.objectContaining({ name: error }));
    expect([told, lines.length]).toEqual([expected, expected.length]);
  });

  it('has its time anew in the next try, which the state machine makes of it', async () => {
    const told: string[] = [];
    let slow = 30_000;
    const { dependencies, world } = aWorld({ note: asking(() => (world.now += slow), told) });

    await expect(runStep(dependencies, aStepRequest())).rejects.toThrow(TryOverError);
    slow = 0;
    await runStep(dependencies, aStepRequest());

    expect(told).toEqual(['hello']);
  });

  it('tells nobody once another execution has taken its lock meanwhile', async () => {
    const told: string[] = [];
    const { dependencies, world } = aWorld({ note: asking(() => (world.lost = true), told) });

    await expect(runStep(dependencies, aStepRequest())).rejects.toThrow(LockLostError);

    expect(told).toEqual([]);
  });

  it.each([
    ['TryOverError', (world: { now: number }) => (world.now += 25_000)],
    ['LockLostError', (world: { lost?: boolean | undefined }) => (world.lost = true)],
  ] as const)(
    'is %s where the plan that was approved took so long to be made again',
    async (name, meanwhile) => {
      const plan = () => Promise.resolve({ summary: 'the same', facts: {}, output: {} });
      const { plan_hash } = await planStep(aWorld({ note: { plan } }).dependencies, aStepRequest());
      const { dependencies, world, effects } = aWorld({
        note: {
          plan: () => {
            meanwhile(world);
            return plan();
          },
        },
      });

      const running = runStep(dependencies, aStepRequest({ approved_plan_hash: plan_hash }));

      await expect(running).rejects.toMatchObject({ name });
      expect(effects).toEqual([]);
    },
  );
});
