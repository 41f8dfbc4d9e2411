import { TargetDeniedError } from '../../lib/targets/errors.ts';
import { API, BROKEN, CACHE, DATABASE, run } from '../support/runbooks/broken-plants.ts';
import { runOnPlant } from '../support/runbooks/run-on-plant.ts';
import { TargetPlant } from '../support/runbooks/target-plant.ts';

const { slow: SLOW, exhausted: EXHAUSTED, cacheDown: CACHE_DOWN } = BROKEN;

describe('a shipped runbook whose order gets no answer', () => {
  it.each([
    [API, SLOW, 'scale'],
    [DATABASE, EXHAUSTED, 'reset_pool'],
    [DATABASE, EXHAUSTED, 'replica'],
    [CACHE, CACHE_DOWN, 'warm'],
  ] as const)('%s, %j: says that what %s ordered may have been done', async (id, broken, step) => {
    const { status, cause, plant } = await run(id, broken, { failure: { step, is: 'lost' } });

    expect(status).toBe('FAILED');
    expect(cause).toContain('it may have been done all the same');
    expect(plant.done.length).toBeGreaterThan(0);
  });

  it('says what stays, though the try that is answered finds nothing to do', async () => {
    const failure = { step: 'scale', is: 'lost', times: 1 } as const;
    const { status, lines, plant } = await run(API, SLOW, { failure });

    expect([status, plant.done]).toEqual(['SUCCEEDED', [expect.stringMatching(/scale/)]]);
    expect(lines.flatMap(({ stays = [] }) => stays)).toEqual([expect.stringMatching(/replicas stay/)]);
  });
});

describe('a check that is refused for want of a key', () => {
  it('restarts no cache, which may be well, and tells people', async () => {
    const plant = new TargetPlant({ isWarm: false });
    const denied = new TargetDeniedError('cache', 'its secret is missing');
    const targets = { ...plant.targets, check: () => Promise.reject(denied) };

    const { lines } = await runOnPlant(CACHE, plant, { targets });

    expect(plant.done).toContain('cache bypass_cache');
    expect(plant.done).not.toContain('cache restart');
    expect(lines.filter(({ kind }) => kind === 'warning').map(({ text }) => text)).toContain(
      'Check Redis: it can not be asked: cache: its secret is missing',
    );
  });
});
