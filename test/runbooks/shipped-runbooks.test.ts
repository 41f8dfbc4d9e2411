import type { TargetOperation } from '../../lib/contracts/target-operation.ts';
import { targetActions } from '../../functions/shared/actions/targets/actions.ts';
import { A_PERMIT } from '../support/runbooks/a-permit.ts';
import { anExecution } from '../support/runbooks/a-step.ts';
import type { Effect } from '../../lib/targets/ports.ts';
import { API, BROKEN, CACHE, DATABASE, run } from '../support/runbooks/broken-plants.ts';
import { runOnPlant } from '../support/runbooks/run-on-plant.ts';
import { CONFIGURED, SOUND, TargetPlant, type PlantState } from '../support/runbooks/target-plant.ts';

const { slow: SLOW, down: DOWN, exhausted: EXHAUSTED, cacheDown: CACHE_DOWN } = BROKEN;

describe('the shipped runbooks', () => {
  it.each([
    [API, SLOW, 0, ['api scale']],
    [DATABASE, EXHAUSTED, 0, ['database reset_pool', 'database enable_read_replica']],
    [DATABASE, DOWN, 1, ['database restart', 'database reset_pool', 'database enable_read_replica']],
    [CACHE, CACHE_DOWN, 0, ['cache bypass_cache', 'cache restart', 'cache warm_cache', 'cache end_bypass']],
    [CACHE, { isWarm: false }, 0, ['cache bypass_cache', 'cache warm_cache', 'cache end_bypass']],
  ] as const)('%s mends %j, asking %d people', async (id, broken, people, done) => {
    const { status, cause, asked, plant, lines } = await run(id, broken);

    expect([status, cause]).toEqual(['SUCCEEDED', '']);
    expect(plant.done).toEqual(done);
    expect(asked).toBe(people);
    expect(plant.state).toMatchObject({ ...SOUND, readsReplica: id === DATABASE });
    expect(lines.map(({ kind }) => kind)).not.toContain('warning');
  });

  it('scale an API that is not slow by nothing', async () => {
    const { status, states, plant } = await run(API, {});

    expect([status, states.at(-1), plant.orders]).toEqual(['SUCCEEDED', 'Nothing to do', []]);
  });

  it('do not scale above the maximum of the target, and fail when that is not enough', async () => {
    const small = { ...CONFIGURED, api: { ...CONFIGURED['api'], max_replicas: 6 } };

    const { status, error, plant, texts } = await run(API, SLOW, {}, small);

    expect([status, error, plant.state.replicas]).toEqual(['FAILED', 'SignalsNotCalmError', 6]);
    expect(texts).toContainEqual(
      expect.stringContaining("from 4 to 6 replicas by webhook (6 is the target's maximum)"),
    );
  });

  it('take no replicas away from an API that has more', async () => {
    const { plant, texts } = await run(
      API,
      { replicas: 7 },
      {},
      {
        ...CONFIGURED,
        api: { ...CONFIGURED['api'], max_replicas: 5 },
      },
    );

    expect([plant.state.replicas, plant.orders]).toEqual([7, []]);
    expect(texts).toContainEqual(expect.stringContaining('runs 7 replicas already'));
  });

  it('limit what goes past the cache', async () => {
    const { plant } = await run(CACHE, CACHE_DOWN);

    expect(plant.orders[0]?.order).toEqual({ name: 'bypass_cache', maxRequestsPerSecond: 50 });
  });

  it('say in the incident which step was not needed', async () => {
    const { lines } = await run(DATABASE, EXHAUSTED);

    expect(lines.map(({ text }) => text)).toContain(
      'Restart the database: not needed, since this is not so: $check.healthy != true',
    );
  });

  it.each([
    [API, SLOW, 'Scale the API to 8 replicas', /replicas stay until a person takes them away/],
    [DATABASE, EXHAUSTED, 'Enable the read replica', /Reads go to the replica.* until a person sends/],
  ] as const)('say what stays of %s, mended of %j: %s', async (id, broken, step, stays) => {
    const { lines } = await run(id, broken);

    const left = lines.filter((line) => line.stays !== undefined);
    expect(left.map(({ stays: text }) => text)).toEqual([expect.stringMatching(stays)]);
    expect(left[0]?.text).toMatch(stays);
    expect(left[0]?.text.startsWith(step)).toBe(true);
  });

  it('say what stays where nothing was to do, which a lost try may have done, but not where nobody can act', async () => {
    const busy = { ...CONFIGURED, api: { ...CONFIGURED['api'], max_replicas: 4 } };

    const [asItWas, byHand] = await Promise.all([run(API, SLOW, {}, busy), run(API, SLOW, {}, {})]);

    const left = [asItWas, byHand].map(({ lines }) => lines.flatMap(({ stays = [] }) => stays));
    expect(left).toEqual([[expect.stringMatching(/replicas stay/)], []]);
  });

  it.each(['ApprovalRejectedError', 'ApprovalExpiredError'] as const)(
    'do not touch a database whose restart ends in %s',
    async (decision) => {
      const { status, error, plant } = await run(DATABASE, DOWN, { decision });

      expect([status, error, plant.done]).toEqual(['FAILED', decision, []]);
    },
  );

  it('do not restart a database that became well while a person made up their mind, and ask nobody twice', async () => {
    const plant = new TargetPlant(DOWN);

    const { status, asked, lines } = await runOnPlant(DATABASE, plant, {
      whileAsked: () => Object.assign(plant.state, { database: 'up' }),
    });

    expect([status, asked, plant.done]).toEqual([
      'SUCCEEDED',
      1,
      ['database reset_pool', 'database enable_read_replica'],
    ]);
    expect(lines.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Restart the database: not needed any more: database: well;/),
    );
  });

  it('restart a database that became worse meanwhile, as approved', async () => {
    const plant = new TargetPlant(DOWN);

    const { status, asked } = await runOnPlant(DATABASE, plant, {
      whileAsked: () => Object.assign(plant.state, { pool: 'exhausted' }),
    });

    expect([status, asked, plant.done.includes('database restart')]).toEqual(['SUCCEEDED', 1, true]);
  });

  it('do not tell a person from a database that nobody asked about: a check that is not answered asks', async () => {
    const { asked } = await run(
      DATABASE,
      EXHAUSTED,
      {},
      {
        ...CONFIGURED,
        database: { webhook: { serves: ['restart', 'reset_pool', 'enable_read_replica'], timeout_ms: 1 } },
      },
    );

    expect(asked).toBe(1);
  });
});

/** Each step, and where it stands to the bypass: what has to be said when it is left on. */
const STEPS: readonly (readonly [string, Partial<PlantState>, string])[] = [
  ...['verify', 'scale', 'improved'].map((step) => [API, SLOW, step] as const),
  ...['check', 'restart', 'up', 'reset_pool', 'replica', 'verify'].map(
    (step) => [DATABASE, DOWN, step] as const,
  ),
  ...['bypass', 'check', 'restart', 'up', 'warm', 'end_bypass', 'verify'].map(
    (step) => [CACHE, CACHE_DOWN, step] as const,
  ),
];
const FAILURES = STEPS.flatMap(([id, broken, step]) =>
  (['before', 'after'] as const).map((is) => [id, step, is, broken] as const),
);

describe('a shipped runbook that fails', () => {
  it.each(FAILURES)(
    '%s at %s, %s its effect: ends FAILED and hides nothing',
    async (id, step, is, broken) => {
      const { status, error, cause, plant, lines } = await run(id, broken, { failure: { step, is } });

      expect([status, error]).toEqual(['FAILED', 'TargetRefusedError']);
      const said = `${lines.map(({ text }) => text).join(' | ')} | ${cause}`;
      const leftOn = said.includes('left going past cache');
      expect(leftOn).toBe(plant.state.isBypassed || (id === CACHE && step === 'bypass' && is === 'before'));
      const told = lines.filter(({ text }) => /: taken(\.|$)/.test(text));
      expect(told).toHaveLength(plant.done.length);
    },
  );

  it.each([
    [
      'before the restart, with the cache down: the bypass is left on, and a person is told',
      'restart',
      'down',
      true,
    ],
    ['after it, with the cache up: the bypass is taken back', 'warm', 'up', false],
  ] as const)('%s', async (_name, step, cache, isBypassed) => {
    const { plant, lines } = await run(CACHE, CACHE_DOWN, { failure: { step, is: 'before' } });

    expect([plant.state.cache, plant.state.isBypassed]).toEqual([cache, isBypassed]);
    expect(lines.filter(({ kind, notify }) => kind === 'warning' && notify === 'warning')).toHaveLength(
      isBypassed ? 1 : 0,
    );
  });

  it('says so when the bypass could not be taken back', async () => {
    const plant = new TargetPlant(CACHE_DOWN);
    const failing = { step: 'warm', is: 'before' } as const;
    const before = plant.targets.apply.bind(plant.targets);
    Object.assign(plant.targets, {
      apply: (target: string, operation: TargetOperation, effect: Effect) => {
        if (operation.name !== 'end_bypass') return before(target, operation, effect);
        return Promise.reject(new Error('it is gone'));
      },
    });

    const { status, cause } = await runOnPlant(CACHE, plant, { failure: failing });

    expect(status).toBe('FAILED');
    expect(cause).toContain('Not done: Take back the bypass if the cache is well (Error).');
  });

  it.each(['TargetUnavailableError', 'TargetBusyError', 'StoreUnavailableError'])(
    'does not fail for a %s that passes by itself, and its effect is one',
    async (error) => {
      const failure = { step: 'scale', is: 'after', error, times: 2 } as const;

      const { status, plant } = await run(API, SLOW, { failure });

      expect([status, plant.done]).toEqual(['SUCCEEDED', ['api scale']]);
    },
  );

  it('restarts a database once whose answer was lost', async () => {
    const failure = { step: 'restart', is: 'after', error: 'Lambda.Unknown', times: 1 } as const;

    const { status, plant } = await run(DATABASE, DOWN, { failure });

    expect([status, plant.done.filter((name) => name === 'database restart')]).toEqual([
      'SUCCEEDED',
      ['database restart'],
    ]);
  });
});

describe('a restart', () => {
  const context = {
    ...{ execution: anExecution(), enteredAt: 0, deadline: 60_000 },
    clock: { now: () => 0 },
    permit: A_PERMIT,
  };
  const restartOf = (plant: TargetPlant) => targetActions(plant.targets)['target.restart'];

  it('of a target that is well by now does nothing, and says so', async () => {
    const plant = new TargetPlant({});
    const restart = restartOf(plant);

    const { text } = await restart.apply(context, { target: 'cache', unless_well: true }, 'effect');

    expect(text).toMatch(/^not needed any more: cache: well;/);
    expect(plant.orders).toEqual([]);
  });

  it('that does not ask whether it is well is done', async () => {
    const plant = new TargetPlant({});

    await restartOf(plant).apply(context, { target: 'cache' }, 'effect');

    expect(plant.done).toEqual(['cache restart']);
  });

  it('of a target that says nothing of itself is done', async () => {
    const plant = new TargetPlant({}, { cache: { webhook: { serves: ['restart'], timeout_ms: 1 } } });

    await restartOf(plant).apply(context, { target: 'cache', unless_well: true }, 'effect');

    expect(plant.done).toEqual(['cache restart']);
  });

  it('is planned by what it would lack even where the target is well: drills are done on such', async () => {
    const plant = new TargetPlant({}, { cache: { webhook: { serves: ['check'], timeout_ms: 1 } } });

    const plan = await restartOf(plant).plan(context, { target: 'cache', unless_well: true });

    expect(plan.gaps).toEqual([expect.stringContaining('cache: not configured in targets.yaml')]);
  });
});

describe('a dry run', () => {
  it.each([
    [API, SLOW],
    [DATABASE, DOWN],
    [DATABASE, EXHAUSTED],
    [CACHE, CACHE_DOWN],
  ])('of %s says what each step would do to %j, and orders nothing', async (id, broken) => {
    for (const mode of ['dry_run', 'drill'] as const) {
      const { status, plant, lines, texts, gaps, asked } = await run(id, broken, { mode });

      expect([status, plant.orders, lines, gaps, asked]).toEqual(['SUCCEEDED', [], [], [], 0]);
      expect(texts.filter((text) => text.includes('Would'))).not.toEqual([]);
    }
  });

  it('also plans what is not needed, and says that it is not', async () => {
    const { texts } = await run(DATABASE, EXHAUSTED, { mode: 'dry_run' });

    expect(texts[1]).toMatch(
      /^Restart the database: not needed, since this is not so: .*\. Else: Would do this to database: restart it by webhook/,
    );
  });
});
