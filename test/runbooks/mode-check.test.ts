import { aQwenFailure } from '../support/runbooks/a-qwen-failure.ts';

async function failing() {
  const world = aQwenFailure();
  await world.fail();
  return world;
}

describe('what keeps creative downshifted, or does not', () => {
  it('is the check of a balanced that gets slow with the sessions that were sent to it', async () => {
    const world = await failing();

    const run = await world.run({}, (second) => {
      if (second === 5) world.p95['balanced'] = 4_000;
    });

    expect([run.status, run.error]).toEqual(['FAILED', 'CheckUnmetError']);
    expect(run.cause).toContain('p95 4 s, not below 3.5 s');
    expect(world.standing()).toEqual({ breaker: 'closed', forced: false, downshifts: {} });
  });

  it('is not the check of a balanced that nobody asks: it is waited for, and then said', async () => {
    const world = await failing();
    delete world.p95['balanced'];

    const { status, called } = await world.run();

    expect(status).toBe('SUCCEEDED');
    expect(called.filter((id) => id === 'check').length).toBeGreaterThan(20);
    expect(world.lines[3]?.text).toContain('llama is not checked, nobody was answered since then');
  });
});
