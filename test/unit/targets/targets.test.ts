import type { TargetConfig } from '../../../lib/contracts/targets.ts';
import type { Served } from '../../../lib/contracts/target-names.ts';
import { TargetUnavailableError } from '../../../lib/targets/errors.ts';
import type { BoundedOperation, Observation, TargetAdapter } from '../../../lib/targets/ports.ts';
import { createTargets } from '../../../lib/targets/targets.ts';
import { failureOf } from '../../support/targets/target-world.ts';
import { anEffect } from '../../support/targets/an-effect.ts';

const SILENT = new TargetUnavailableError('api', 'answered 500');

interface Recorded extends TargetAdapter {
  readonly applied: { readonly operation: BoundedOperation; readonly effectId: string }[];
}

/** Serves what it is told to, and counts as it is told to; an error instead of a count is thrown. */
function anAdapter(serves: readonly Served[], count: number | Error = 4): Recorded {
  const applied: Recorded['applied'] = [];
  const observation: Observation = { healthy: true, values: { replicas: Number(count) }, text: 'is well' };
  return {
    kind: 'webhook',
    serves: (what) => serves.includes(what),
    observe: () => (count instanceof Error ? Promise.reject(count) : Promise.resolve(observation)),
    describe: ({ name }) => ({ sends: name }),
    apply: (operation, { id }) => {
      applied.push({ operation, effectId: id });
      return Promise.resolve('taken');
    },
    applied,
  };
}

const targetsOf = (adapter: TargetAdapter, config: TargetConfig = { max_replicas: 12 }) =>
  createTargets({ api: { config, adapters: [adapter] } });

describe('a plan', () => {
  it('says what would be done, by which way, and what is there now', async () => {
    const targets = targetsOf(anAdapter(['check', 'scale']));

    expect(await targets.plan('api', { name: 'scale', replicas: 8 })).toEqual({
      target: 'api',
      operation: 'scale',
      outcome: 'change',
      text: 'api: scale from 4 to 8 replicas by webhook',
      adapter: 'webhook',
      request: { sends: 'scale' },
      before: { healthy: true, values: { replicas: 4 }, text: 'is well' },
    });
  });

  it('changes nothing', async () => {
    const adapter = anAdapter(['check', 'scale', 'restart']);

    await targetsOf(adapter).plan('api', { name: 'scale', replicas: 8 });
    await targetsOf(adapter).plan('api', { name: 'restart' });

    expect(adapter.applied).toEqual([]);
  });

  it.each([
    ['restart', 'api: not configured in targets.yaml, so nothing is done: a person has to restart api'],
    [
      'reset_pool',
      "api: not configured in targets.yaml, so nothing is done: a person has to reset api's connection pool",
    ],
  ] as const)('says of %s, which nothing serves, what a person has to do', async (name, text) => {
    const change = await targetsOf(anAdapter(['check'])).plan('api', { name });

    expect(change).toMatchObject({ outcome: 'not_configured', text });
  });

  it.each(['elsewhere', 'constructor', '__proto__', 'toString'])(
    'does not fail on the target %s',
    async (target) => {
      const change = await targetsOf(anAdapter(['check'])).plan(target, { name: 'scale', replicas: 3 });

      expect(change).toMatchObject({ target, outcome: 'not_configured' });
      expect(await targetsOf(anAdapter(['check'])).check(target)).toBeUndefined();
    },
  );

  it('goes no further than the target may, and says so', async () => {
    const change = await targetsOf(anAdapter(['check', 'scale']), { max_replicas: 6 }).plan('api', {
      name: 'scale',
      replicas: 8,
    });

    expect(change.text).toBe("api: scale from 4 to 6 replicas by webhook (6 is the target's maximum)");
  });

  it.each([8, 9, 12])('has nothing to do where %s replicas run already', async (count) => {
    const change = await targetsOf(anAdapter(['check', 'scale'], count)).plan('api', {
      name: 'scale',
      replicas: 8,
    });

    expect(change).toMatchObject({ outcome: 'nothing_to_do', text: `api: runs ${count} replicas already` });
  });

  it('of a restart is made of a target that does not answer: it may be why', async () => {
    const change = await targetsOf(anAdapter(['check', 'restart'], SILENT)).plan('api', { name: 'restart' });

    expect(change).toMatchObject({
      outcome: 'change',
      before: { healthy: null, text: 'api: answered 500' },
    });
  });

  it('of scaling is not made without a count', async () => {
    const plan = targetsOf(anAdapter(['check', 'scale'], SILENT)).plan('api', { name: 'scale', replicas: 8 });

    expect(await failureOf(plan)).toBe('TargetUnavailableError: api: answered 500');
  });
});

describe('an operation', () => {
  it('whose answer is lost may have been done, and its error says so', async () => {
    const lost = new TargetUnavailableError('api', 'no whole answer within 3000 ms');
    const adapter = { ...anAdapter(['restart']), apply: () => Promise.reject(lost) };

    const applied = targetsOf(adapter).apply('api', { name: 'restart' }, anEffect());

    expect(await failureOf(applied)).toBe(
      'TargetUnavailableError: api: no whole answer within 3000 ms; it may have been done all the same',
    );
  });

  it('that scales is refused where the check tells no count', async () => {
    const adapter = anAdapter(['check', 'scale']);
    const countless = {
      ...adapter,
      observe: () => Promise.resolve({ healthy: true, values: { replicas: null }, text: 'is well' }),
    };

    const applied = targetsOf(countless).apply('api', { name: 'scale', replicas: 8 }, anEffect());

    expect(await failureOf(applied)).toContain(
      'TargetRefusedError: api: its check tells no number of replicas',
    );
    expect(adapter.applied).toEqual([]);
  });

  it('is carried out within the bounds of its target, under its effect', async () => {
    const adapter = anAdapter(['check', 'scale']);

    const applied = await targetsOf(adapter, { max_replicas: 6 }).apply(
      'api',
      { name: 'scale', replicas: 500 },
      anEffect(),
    );

    expect(applied).toMatchObject({
      outcome: 'changed',
      text: "api: scale from 4 to 6 replicas by webhook (6 is the target's maximum): taken",
    });
    expect(adapter.applied).toEqual([{ operation: { name: 'scale', replicas: 6 }, effectId: 'effect-1' }]);
  });

  it('is carried out on a target that hangs without asking how it is', async () => {
    const adapter = {
      ...anAdapter(['check', 'restart']),
      observe: () => new Promise<never>(() => undefined),
    };

    const { outcome } = await targetsOf(adapter).apply('api', { name: 'restart' }, anEffect());

    expect([outcome, adapter.applied.length]).toEqual(['changed', 1]);
  });

  it('that goes by a count is not carried out without one', async () => {
    const adapter = anAdapter(['check', 'scale'], SILENT);

    const scaling = targetsOf(adapter).apply('api', { name: 'scale', replicas: 8 }, anEffect());

    expect(await failureOf(scaling)).toBe('TargetUnavailableError: api: answered 500');
    expect(adapter.applied).toEqual([]);
  });

  it('never takes replicas away', async () => {
    const adapter = anAdapter(['check', 'scale'], 10);

    const applied = await targetsOf(adapter).apply('api', { name: 'scale', replicas: 8 }, anEffect());

    expect(applied.outcome).toBe('nothing_to_do');
    expect(adapter.applied).toEqual([]);
  });

  it('that nothing serves does not fail: it says who has to act', async () => {
    const applied = await targetsOf(anAdapter([])).apply('api', { name: 'warm_cache' }, anEffect());

    expect(applied).toMatchObject({
      outcome: 'not_configured',
      text: 'api: not configured in targets.yaml, so nothing is done: a person has to fill api with what is asked for most',
    });
  });

  it('never sends a cache bypass without the rate of the target', async () => {
    const adapter = anAdapter(['bypass_cache', 'end_bypass']);
    const targets = targetsOf(adapter, { bypass_rate_per_second: 50 });

    const applied = await targets.apply('api', { name: 'bypass_cache' }, anEffect());
    await targets.apply('api', { name: 'end_bypass' }, anEffect('effect-2'));

    expect(applied.text).toContain('at most 50 requests a second go past it');
    expect(adapter.applied.map(({ operation }) => operation)).toEqual([
      { name: 'bypass_cache', maxRequestsPerSecond: 50 },
      { name: 'end_bypass' },
    ]);
  });
});
