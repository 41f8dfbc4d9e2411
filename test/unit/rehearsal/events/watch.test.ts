import type { Happening, Seen } from '../../../../rehearsal/events/launch-event.ts';
import { Watch } from '../../../../rehearsal/events/watch.ts';

const breaker = (as: string): Seen => ({ id: 'b', event: 'breaker', of: 'qwen', as, text: as });

function watching(places: readonly (() => readonly Seen[])[]) {
  const told: Happening[] = [];
  const looks = places.map((place) => () => Promise.resolve().then(place));
  return { watch: new Watch(looks, (happening) => told.push(happening)), told };
}

const never = () => Promise.reject(new Error('Nothing is to be waited for'));

describe('who watches a launch', () => {
  it('is told what changed and what is new, not what was there already', async () => {
    let now = [breaker('closed')];
    const { watch, told } = watching([() => now]);
    await watch.begin(never);

    await watch.look();
    now = [breaker('open'), { ...breaker('on'), id: 'a', event: 'alarm' }];
    await watch.look();
    await watch.look();
    now = [breaker('closed')];
    await watch.look();

    expect(told.map(({ event, as }) => `${event} ${as}`)).toEqual([
      'breaker open',
      'alarm on',
      'breaker closed',
    ]);
  });

  it('takes a place that says nothing to be as it was, and looks at the others', async () => {
    let isDown = false;
    const { watch, told } = watching([
      () => {
        if (isDown) throw new Error('503');
        return [breaker('closed')];
      },
      () => (isDown ? [{ ...breaker('on'), id: 'a' }] : []),
    ]);
    await watch.begin(never);

    isDown = true;
    await watch.look();
    const whileDown = watch.blind;
    isDown = false;
    await watch.look();

    expect(told.map(({ as }) => as)).toEqual(['on']);
    expect([whileDown, watch.blind]).toEqual([['Error: 503'], []]);
  });

  it('begins with a place that is only slow to say something, and not with one that never does', async () => {
    let failures = 2;
    const slow = watching([
      () => {
        if ((failures -= 1) >= 0) throw new Error('503');
        return [breaker('closed')];
      },
    ]);
    let pauses = 0;
    const pause = () => Promise.resolve(void (pauses += 1));

    await slow.watch.begin(pause);
    await slow.watch.look();

    const silent = watching([
      () => {
        throw new Error('404');
      },
    ]);
    const given = await silent.watch.begin(pause).catch(String);
    expect([pauses, slow.watch.seen, slow.told]).toEqual([2 + 9, [breaker('closed')], []]);
    expect(given).toBe('Error: 404');
  });
});
