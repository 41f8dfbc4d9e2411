import { aQwenFailure, MODEL, type Fault } from '../support/runbooks/a-qwen-failure.ts';
import { A_PERMIT } from '../support/runbooks/a-permit.ts';

const FORCED_BY_ADA = { by: 'ada', at: 1, reason: 'gpu on fire' };
const UNTOUCHED = { breaker: 'closed', forced: false, downshifts: {} };

/** The runbook's world, with a model that fails. */
async function failing() {
  const world = aQwenFailure();
  await world.fail();
  return world;
}

/** Without repetitions: a check waits. */
const inTurn = (called: readonly string[]) => called.filter((id, index) => id !== called[index - 1]);
const texts = ({ lines }: Pick<ReturnType<typeof aQwenFailure>, 'lines'>) => lines.map(({ text }) => text);

describe('the runbook of a Qwen that fails', () => {
  it('does its six steps in order, and says what each did', async () => {
    const world = await failing();

    const { status, called } = await world.run();

    expect(status).toBe('SUCCEEDED');
    expect(inTurn(called)).toEqual(['verify', 'force_open', 'downshift', 'check', 'notify', 'record']);
    expect(texts(world)).toEqual([
      'Verify that Qwen fails: qwen fails: its newest health check failed (answered 503), 3 in a row',
      'Force the breaker of Qwen open: The breaker of qwen is forced open: no request reaches qwen',
      'Downshift creative to balanced: The sessions of creative are sent to balanced (latency, p95: 15 s -> 3.2 s)',
      'Check that balanced answers well: It answers well: balanced: mistral is not checked, llama is not checked, p95 3.2 s, below 3.5 s',
      expect.stringMatching(/^Notify who is on call: Qwen failed .* downshifted to balanced: an engineer is/),
      expect.stringMatching(/^Record what was done: creative is answered by balanced/),
    ]);
    expect(world.lines.map(({ notify }) => notify)).toEqual([
      ...Array<undefined>(4).fill(undefined),
      'warning',
      undefined,
    ]);
    expect(world.standing()).toMatchObject({
      breaker: 'forced_open',
      forced: true,
      downshifts: {
        creative: {
          to: 'balanced',
          owner: 'runbook qwen_failure_downshift',
          executionId: world.execution.execution_id,
        },
      },
    });
    expect(world.published.map(({ state }) => state)).toEqual(['forced_open']);
  });

  it('has nothing to do once Qwen is well', async () => {
    const world = aQwenFailure();

    const { status, called, stack } = await world.run();

    expect([status, called]).toEqual(['SUCCEEDED', ['verify']]);
    const [said, ...more] = texts(world);
    expect(more).toEqual([]);
    expect(said).toMatch(
      /^Verify that Qwen fails: qwen does not fail: no health check; 0 of 0 answers failed; QwenTimeouts .*: no data, which is no breach; QwenErrorRate .*: no data, which is no breach$/,
    );
    expect(world.standing()).toEqual(UNTOUCHED);
    expect(stack.calls).toHaveLength(1);
  });

  it.each(['dry_run', 'drill'] as const)('writes nothing in a %s, and plans every step', async (mode) => {
    const world = await failing();
    world.refuseWrites();

    const { status, called } = await world.run({ mode, fence: 0 });

    expect(status).toBe('SUCCEEDED');
    expect(called).toEqual(['verify', 'force_open', 'downshift', 'check', 'notify', 'record']);
    expect([world.standing(), world.lines]).toEqual([UNTOUCHED, []]);
  });

  it('says in its plans what it would change', async () => {
    const world = await failing();
    const context = { ...world.deps, execution: world.execution, enteredAt: 0, deadline: 0 };

    const plans = await Promise.all([
      world.actions['breaker.force_open'].plan(context, { model: MODEL }),
      world.actions['traffic.downshift'].plan(context, { mode: 'creative' }),
    ]);

    expect(plans.map(({ summary }) => summary)).toEqual([
      'Would force the breaker of qwen open, which is closed: no request would reach qwen',
      'Would send the sessions of creative to balanced (latency, p95: 15 s -> 3.2 s)',
    ]);
  });
});

describe('a step of it that fails', () => {
  const STEPS: readonly (readonly [string, readonly string[]])[] = [
    ['verify', ['verify']],
    ['force_open', ['verify', 'force_open', 'release']],
    ['downshift', ['verify', 'force_open', 'downshift', 'restore', 'release']],
    ['check', ['verify', 'force_open', 'downshift', 'check', 'restore', 'release']],
  ];
  const faults = STEPS.flatMap(([step, called]) =>
    (['before', 'after'] as const).map((at): [string, Fault, readonly string[]] => [step, at, called]),
  );

  it.each(faults)(
    'stops the runbook, which takes everything back: %s, %s its effect',
    async (step, at, called) => {
      const world = await failing();
      world.faults.set(step, { at, error: 'SomeError' });

      const run = await world.run();

      expect([run.status, run.error, inTurn(run.called)]).toEqual(['FAILED', 'SomeError', called]);
      expect(world.standing()).toEqual(UNTOUCHED);
    },
  );

  it.each(['notify', 'record'])('does not undo what helps: %s', async (step) => {
    const world = await failing();
    world.faults.set(step, { at: 'before', error: 'SomeError' });

    const { status, called } = await world.run();

    expect(status).toBe('SUCCEEDED');
    expect(called).toContain(`note_${step}`);
    expect(texts(world).join('\n')).toContain('failed, and the runbook goes on: SomeError: injected');
    expect(world.standing()).toMatchObject({ breaker: 'forced_open' });
  });

  it('is told of when it can not be taken back, and does not keep the others from it', async () => {
    const world = await failing();
    world.faults.set('check', { at: 'before', error: 'SomeError' });
    world.faults.set('restore', { at: 'before', error: 'StoreDeniedError' });

    const { status, cause } = await world.run();

    expect([status, cause]).toEqual(['FAILED', 'injected Not done: Restore creative (StoreDeniedError).']);
    expect(world.standing()).toMatchObject({
      breaker: 'closed',
      downshifts: { creative: { to: 'balanced' } },
    });
  });

  it('is the check of a balanced that stays slow: it is given its time first', async () => {
    const world = await failing();
    world.p95['balanced'] = 3_500;

    const run = await world.run();

    expect([run.status, run.error]).toEqual(['FAILED', 'CheckUnmetError']);
    expect(run.cause).toContain('p95 3.5 s, not below 3.5 s');
    expect(run.called.filter((id) => id === 'check').length).toBeGreaterThan(5);
    expect(world.standing()).toEqual(UNTOUCHED);
  });

  it('is not the check of a balanced that comes to rest', async () => {
    const world = await failing();
    world.p95['balanced'] = 4_000;

    const { status } = await world.run({}, (second) => {
      if (second === 30) world.p95['balanced'] = 3_000;
    });

    expect(status).toBe('SUCCEEDED');
  });

  it('is the first that finds the lock lost: nothing is written after that, nor taken back', async () => {
    const world = await failing();
    world.p95['balanced'] = 4_000;

    const run = await world.run({}, (second) => {
      if (second === 5) world.lock.held = { ...world.lock.held, owner: 'another', fence: 4 };
    });

    expect([run.status, run.error]).toEqual(['FAILED', 'LockLostError']);
    expect(run.cause).toContain('Not done: Restore creative (LockLostError). Not done: Put the breaker');
    expect(world.standing()).toMatchObject({ breaker: 'forced_open' });
  });
});

describe('what people have done', () => {
  it.each(['forced_open', 'forced_closed'] as const)(
    'to the breaker stays, and is said: %s',
    async (state) => {
      const world = await failing();
      const before = world.breakers.at(MODEL);
      await world.breakers.transition(
        before,
        { ...before, state, generation: 1, changed: FORCED_BY_ADA },
        'ada',
      );

      const { status } = await world.run();

      expect(status).toBe('SUCCEEDED');
      expect(texts(world)[1]).toContain(
        `stays as it is: it was ${state.replace('_', ' ')} by ada (gpu on fire)`,
      );
      expect(world.breakers.at(MODEL)).toMatchObject({ state, changed: FORCED_BY_ADA });
    },
  );

  it('to the mode stays, and is said; what is checked is where they send it', async () => {
    const world = await failing();
    world.p95['fast'] = 800;
    world.settings.stored = {
      ...{ revision: 1, weights: world.deps.config.weights, weightsVersion: 1, minimumVersion: 0 },
      configured: '',
      downshifts: { creative: { to: 'fast', owner: 'ada', reason: 'I know better' } },
    };

    const { status } = await world.run();

    expect(status).toBe('SUCCEEDED');
    expect(texts(world)[2]).toContain(
      'creative stays as it is: ada sends its sessions to fast (I know better)',
    );
    expect(texts(world)[3]).toContain('fast: mistral is not checked, p95 0.8 s');
    expect(world.standing().downshifts).toMatchObject({ creative: { to: 'fast', owner: 'ada' } });
  });

  it('meanwhile is not taken back with what the runbook did', async () => {
    const world = await failing();
    world.p95['balanced'] = 4_000;

    const { status } = await world.run({}, async (second) => {
      if (second !== 5) return;
      const standing = world.breakers.at(MODEL);
      const taken = { ...standing, generation: standing.generation + 1, changed: FORCED_BY_ADA };
      await world.breakers.transition(standing, { ...taken, forced: undefined }, 'ada');
    });

    expect(status).toBe('FAILED');
    expect(world.breakers.at(MODEL)).toMatchObject({ state: 'forced_open', changed: FORCED_BY_ADA });
    expect(texts(world).at(-1)).toContain(
      'nothing to take back of the breaker of qwen: it was forced open by ada',
    );
  });
});

describe('what stood before', () => {
  it('is what stands again: an open breaker waits for the same probe', async () => {
    const world = await failing();
    const before = world.breakers.at(MODEL);
    const open = {
      state: 'open',
      generation: 3,
      series: 2,
      openings: 2,
      backoffMs: 9,
      nextAttemptAt: 77,
    } as const;
    await world.breakers.transition(before, { ...before, ...open }, 'opened');
    world.faults.set('downshift', { at: 'before', error: 'SomeError' });

    await world.run();

    expect(world.breakers.at(MODEL)).toMatchObject({ ...open, generation: 5, forced: undefined });
  });

  it('is not touched by a step that is tried again after a person ended its effect', async () => {
    const world = await failing();
    const asked = { ...world.deps, execution: world.execution, enteredAt: 0, deadline: 0 };
    const context = { ...asked, permit: A_PERMIT };
    const force = () => world.actions['breaker.force_open'].apply(context, { model: MODEL }, 'effect-1');
    await force();
    const forced = world.breakers.at(MODEL);
    await world.breakers.transition(
      forced,
      { ...forced, state: 'closed', generation: forced.generation + 1, forced: undefined },
      'ada',
    );

    const again = await force();

    expect(again.text).toBe('The breaker of qwen was forced open, and changed since: it is closed');
    expect(world.standing()).toEqual(UNTOUCHED);
  });
});
