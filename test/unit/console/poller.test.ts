import type { Answer } from '../../../console/api/call.ts';
import { problemOf } from '../../../console/api/problem.ts';
import { Poller, type Known, type Watch } from '../../../console/live/poller.ts';

const PACE_MS = 5_000;

/** A page whose time is moved by hand, and an API that answers when it is told to. */
function aPage() {
  let now = 0;
  let isVisible = true;
  let timer: { readonly at: number; readonly callback: () => void } | undefined;
  const asked: { path: string; etag: string | undefined; at: number; answer: (answer: Answer) => void }[] =
    [];
  const signedOut = { count: 0 };
  const poller = new Poller({
    read: (path, etag) => new Promise((answer) => asked.push({ path, etag, at: now, answer })),
    now: () => now,
    random: () => 0,
    later: (callback, ms) => {
      const mine = { at: now + ms, callback };
      timer = mine;
      return () => {
        if (timer === mine) timer = undefined;
      };
    },
    isVisible: () => isVisible,
    onSignedOut: () => (signedOut.count += 1),
  });
  return {
    poller,
    asked,
    signedOut,
    see: (seen: boolean) => {
      isVisible = seen;
      poller.resume();
    },
    pass: (ms: number) => {
      const end = now + ms;
      for (; timer && timer.at <= end;) {
        const due = timer;
        [now, timer] = [due.at, undefined];
        due.callback();
      }
      now = end;
    },
    answer: async (answer: Answer, index = asked.length - 1) => {
      asked[index]?.answer(answer);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

function aWatch(): Watch & { readonly told: Known[] } {
  const told: Known[] = [];
  return { told, pace: () => PACE_MS, tell: (known) => told.push(known) };
}

const ok = (body: unknown, etag?: string): Answer => ({
  kind: 'ok',
  status: 200,
  body,
  ...(etag !== undefined && { etag }),
});
const refused = (status: number, retryAfter?: number): Answer => ({
  kind: 'problem',
  problem: problemOf(status, {}, retryAfter),
});

describe('the poller', () => {
  it('reads at once, then at its pace, and tells what changed alone', async () => {
    const page = aPage();
    const watch = aWatch();

    page.poller.watch('/a', watch);
    await page.answer(ok({ n: 1 }, '"1"'));
    page.pass(PACE_MS - 1);
    const early = page.asked.length;
    page.pass(1);
    await page.answer({ kind: 'same' });

    expect([early, page.asked.map(({ at, etag }) => [at, etag])]).toEqual([
      1,
      [
        [0, undefined],
        [PACE_MS, '"1"'],
      ],
    ]);
    expect(watch.told).toEqual([{}, { body: { n: 1 }, etag: '"1"' }]);
  });

  it('reads an address once, however many look at it, and tells a late one what is known', async () => {
    const page = aPage();
    const [one, other] = [aWatch(), aWatch()];

    page.poller.watch('/a', one);
    await page.answer(ok(1));
    page.poller.watch('/a', other);

    expect(page.asked).toHaveLength(1);
    expect(other.told).toEqual([{ body: 1 }]);
  });

  it('asks for no more than four at once, and for the others afterwards', async () => {
    const page = aPage();

    for (const path of ['/1', '/2', '/3', '/4', '/5', '/6']) page.poller.watch(path, aWatch());
    const atOnce = page.asked.length;
    await page.answer(ok(1), 0);

    expect([atOnce, page.asked.length]).toEqual([4, 5]);
  });

  it('rests while nobody can see it, and is there at once when somebody does', async () => {
    const page = aPage();
    page.poller.watch('/a', aWatch());
    await page.answer(ok(1));

    page.see(false);
    page.pass(100 * PACE_MS);
    const unseen = page.asked.length;
    page.see(true);

    expect([unseen, page.asked.length]).toEqual([1, 2]);
  });

  it('backs off while it fails, keeps what it saw, and is itself again afterwards', async () => {
    const page = aPage();
    const watch = aWatch();
    page.poller.watch('/a', watch);
    await page.answer(ok(1));
    const waits: number[] = [];

    for (let failure = 0; failure < 5; failure += 1) {
      const before = page.asked.length;
      for (let waited = 0; page.asked.length === before; waited += PACE_MS) {
        page.pass(PACE_MS);
        if (page.asked.length > before) waits.push(waited + PACE_MS);
      }
      await page.answer(refused(503));
    }
    page.pass(60_000);
    await page.answer(ok(2));

    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000]);
    expect(watch.told.at(-2)).toMatchObject({ body: 1, problem: { status: 503 } });
    expect(watch.told.at(-1)).toEqual({ body: 2 });
  });

  it('tells when what it still shows was last found to be so', async () => {
    const page = aPage();
    const watch = aWatch();
    page.poller.watch('/a', watch);
    await page.answer(ok(1, '"1"'));
    page.pass(PACE_MS);
    await page.answer({ kind: 'same' });
    page.pass(PACE_MS);

    await page.answer(refused(503));

    expect(watch.told.at(-1)).toMatchObject({ body: 1, problem: { readAt: PACE_MS } });
  });

  it('waits as long as it is told to', async () => {
    const page = aPage();
    page.poller.watch('/a', aWatch());
    await page.answer(refused(429, 120));

    page.pass(119_000);
    const early = page.asked.length;
    page.pass(1_000);

    expect([early, page.asked.length]).toEqual([1, 2]);
  });

  it('asks for nothing once the token has ended, until there is another', async () => {
    const page = aPage();
    page.poller.watch('/a', aWatch());
    await page.answer(refused(401));

    page.pass(1_000_000);
    page.poller.refresh();
    const without = page.asked.length;
    page.poller.resume();

    expect([page.signedOut.count, without, page.asked.length]).toEqual([1, 1, 2]);
  });

  it('reads again what was changed while it was being read', async () => {
    const page = aPage();
    page.poller.watch('/a', aWatch());

    page.poller.refresh((path) => path === '/a');
    await page.answer(ok('before the change'));

    expect(page.asked).toHaveLength(2);
  });

  it('reads nothing that nobody looks at any more', async () => {
    const page = aPage();
    const end = page.poller.watch('/a', aWatch());
    await page.answer(ok(1));

    end();
    page.pass(100 * PACE_MS);

    expect(page.asked).toHaveLength(1);
  });
});
