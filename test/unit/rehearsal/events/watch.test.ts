import type { Happening, Seen } from '../../../../rehearsal/events/launch-event.ts';
import { Watch } from '../../../../rehearsal/events/watch.ts';

const breaker = (as: string): Seen => ({ id: 'b', event: 'breaker', of: 'qwen', as, text: as });

function watching(places: readonly (() => readonly Seen[])[]) {
  const told: Happening[] = [];
  const looks = places.map((place) => () => Promise.resolve().then(place));
  return { watch: new Watch(looks, (happening) => told.push(happening)), told };
}

describe('who watches a launch', () => {
  it('is told what changed and what is new, not what was there already', async () => {
    let now = [breaker('closed')];
    const { watch, told } = watching([() => now]);
    await watch.begin();

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
    await watch.begin();

    isDown = true;
    await watch.look();
    const whileDown = watch.blind;
    isDown = false;
    await watch.look();

    expect(told.map(({ as }) => as)).toEqual(['on']);
    expect([whileDown, watch.blind]).toEqual([['Error: 503'], []]);
  });
});
