import { candidatesOfAlarm } from '../../../lib/runbooks/candidates.ts';
import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import type { MachineOutcome } from '../../../lib/runbooks/ports.ts';
import { aRunbook, DISPATCH, HOUR, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { RunbookWorld } from '../../support/runbooks/world.ts';

const CACHE = aRunbook({
  id: 'cache',
  resource: 'cache',
  inputs: {},
  triggers: [{ alarm: 'CacheDown', input: {} }],
});
const PER_HOUR = 20;
const HOURS = 24;

/**
 * The alarm goes off 20 times an hour for a day, each time delivered twice. Each execution takes a minute. Answers with
 * the times of the starts, and how many ran at once at most.
 */
async function aFlappingDay(world: RunbookWorld, outcome: MachineOutcome) {
  const starts: number[] = [];
  let mostAtOnce = 0;
  for (let flap = 0; flap < PER_HOUR * HOURS; flap += 1) {
    const at = NOW + flap * (HOUR / PER_HOUR);
    world.time = at;
    const [candidate] = candidatesOfAlarm(world.runbooks, { alarm: 'CacheDown', at });
    if (!candidate) throw new Error('The alarm asks for nothing');
    const results = await Promise.all([1, 2].map(() => dispatch(world.deps(), candidate)));
    if (results.some(({ kind }) => kind === 'started')) starts.push(at);
    mostAtOnce = Math.max(mostAtOnce, world.running.length);
    await world.watch();
    for (const id of world.running) await world.end(id, outcome);
  }
  return { starts, mostAtOnce };
}

/** In a series where each takes a minute: what cooldown, hourly maximum and rests after failures leave of a day. */
function mostStarts(status: MachineOutcome['status']): number {
  const day = HOURS * HOUR;
  const { max_per_hour, cooldown_ms, consecutive_failures } = DISPATCH;
  if (status === 'succeeded') return Math.min(max_per_hour * HOURS, Math.ceil(day / (cooldown_ms + MINUTE)));
  return consecutive_failures.limit + Math.ceil(day / (consecutive_failures.pause_ms + MINUTE));
}

describe('an alarm that flaps 20 times an hour for a day', () => {
  it.each(['succeeded', 'failed'] as const)(
    'starts a bounded number of executions that all %s, one at a time',
    async (status) => {
      const world = new RunbookWorld();
      world.runbooks = [CACHE];

      const { starts, mostAtOnce } = await aFlappingDay(world, { status, error: 'Boom' });

      expect(mostAtOnce).toBe(1);
      expect(starts.length).toBeGreaterThan(HOURS / 2);
      expect(starts.length).toBeLessThanOrEqual(mostStarts(status));
      for (const start of starts)
        expect(starts.filter((at) => at > start - HOUR && at <= start).length).toBeLessThanOrEqual(
          DISPATCH.max_per_hour,
        );
    },
  );

  it('leaves one incident, one gate, one lock, and a record for each start: nothing else', async () => {
    const world = new RunbookWorld();
    world.runbooks = [CACHE];

    const { starts } = await aFlappingDay(world, { status: 'failed' });

    const { gateItems, lockItems, records, openLines } = world.stores;
    expect([world.incidents.size, gateItems.size, lockItems.size]).toEqual([1, 1, 1]);
    expect([records.size, openLines.size]).toEqual([starts.length, 0]);
    const [gate] = gateItems.values();
    expect(JSON.stringify(gate).length).toBeLessThan(1_000);
    const [incident] = world.incidents.keys();
    const lines = world.linesOf(incident ?? '');
    const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
    // One for each event, however often it was delivered; the incident lists the first 50 and counts the rest.
    expect(count('blocked')).toBe(PER_HOUR * HOURS - starts.length);
    expect([count('trigger'), count('failed'), count('escalated')]).toEqual(
      [1, 1, 1].map(() => starts.length),
    );
  });
});
