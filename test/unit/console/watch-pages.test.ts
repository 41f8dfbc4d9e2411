import { watchPages, type PagesKnown } from '../../../console/live/watch-pages.ts';
import type { Known, Watch } from '../../../console/live/poller.ts';
import { problemOf } from '../../../console/api/problem.ts';

/** A poller that tells what it is told to, at once where it knows it already. */
function aPoller() {
  const watches = new Map<string, Watch>();
  const known = new Map<string, Known>();
  return {
    watching: () => [...watches.keys()],
    tell: (path: string, what: Known) => {
      known.set(path, what);
      watches.get(path)?.tell(what);
    },
    watch: (path: string, watch: Watch) => {
      watches.set(path, watch);
      watch.tell(known.get(path) ?? {});
      return () => {
        watches.delete(path);
      };
    },
  };
}

const page = (items: readonly number[], next_cursor?: string): Known => ({
  body: { items, ...(next_cursor !== undefined && { next_cursor }) },
});

function watched(count: number) {
  const poller = aPoller();
  const told: PagesKnown[] = [];
  const stop = watchPages(poller, {
    pathOf: (cursor = 'first') => `/${cursor}`,
    nextOf: (body) => (body as { next_cursor?: string }).next_cursor,
    count,
    pace: () => 1,
    tell: (known) => told.push(known),
  });
  const items = () => told.at(-1)?.bodies.flatMap((body) => (body as { items: readonly number[] }).items);
  return { poller, told, stop, items };
}

describe('pages of a list', () => {
  it('are read one after the other, as many as were asked for', () => {
    const { poller, items } = watched(2);

    poller.tell('/first', page([9, 8], 'a'));
    poller.tell('/a', page([7, 6], 'b'));

    expect(items()).toEqual([9, 8, 7, 6]);
    expect(poller.watching()).toEqual(['/first', '/a']);
  });

  it('lose no line when new ones push others over the edge, and show what they were meanwhile', () => {
    const { poller, items } = watched(3);
    poller.tell('/first', page([9, 8], 'a'));
    poller.tell('/a', page([7, 6], 'b'));
    poller.tell('/b', page([5]));

    poller.tell('/first', page([10, 9], 'c'));
    const meanwhile = items();
    poller.tell('/c', page([8, 7], 'd'));
    poller.tell('/d', page([6, 5]));

    expect(meanwhile).toEqual([10, 9, 7, 6, 5]);
    expect(items()).toEqual([10, 9, 8, 7, 6, 5]);
    expect(poller.watching()).toEqual(['/first', '/c', '/d']);
  });

  it('are fewer again when the list has become shorter', () => {
    const { poller, items } = watched(2);
    poller.tell('/first', page([9, 8], 'a'));
    poller.tell('/a', page([7]));

    poller.tell('/first', page([9]));

    expect(items()).toEqual([9]);
    expect(poller.watching()).toEqual(['/first']);
  });

  it('keep what was seen when a look fails, and say so', () => {
    const { poller, told, items } = watched(2);
    poller.tell('/first', page([9], 'a'));
    poller.tell('/a', page([8]));
    const problem = problemOf(500, {});

    poller.tell('/a', { ...page([8]), problem });

    expect(items()).toEqual([9, 8]);
    expect(told.at(-1)?.problem).toBe(problem);
  });

  it('are not looked at any more once nobody does', () => {
    const { poller, stop } = watched(2);
    poller.tell('/first', page([9], 'a'));

    stop();

    expect(poller.watching()).toEqual([]);
  });
});
