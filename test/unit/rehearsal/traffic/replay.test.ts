import type { ApiCall } from '../../../../rehearsal/api-client.ts';
import { ApiClient } from '../../../../rehearsal/api-client.ts';
import { nobody } from '../../../../rehearsal/credentials.ts';
import { replayTraffic, type Asked } from '../../../../rehearsal/traffic/replay.ts';
import { randomFrom } from '../../../../rehearsal/training/noise.ts';

const PINS = ['fast', 'creative'];

/** Replays so many selections before an API that answers as told. */
async function replayed(answerTo: (session: string, call: number) => object, selections = 100) {
  const client = new ApiClient('http://127.0.0.1:1', { connections: 1 });
  let calls = 0;
  client.call = (_credential: unknown, { body }: ApiCall) => {
    const { session_id: session } = body as { session_id: string };
    return Promise.resolve().then(() => ({
      status: 200,
      headers: {},
      body: answerTo(session, (calls += 1)),
    }));
  };
  const asked: Asked[] = [];
  await replayTraffic({
    ...{ client, credential: nobody, name: 's', returning: 0.5, random: randomFrom(3), concurrency: 4 },
    arrivals: Array.from({ length: selections }, () => 0),
    wait: () => Promise.resolve(),
    onAnswer: (one) => asked.push(one),
  });
  return asked;
}

const selection = (mode: string) => ({
  ...{
    selection_id: 'id',
    mode,
    assigned_mode: mode,
    reason: 'assigned',
    models: [],
    expires_at: 'in an hour',
  },
});

describe('the replay of traffic', () => {
  it('sends each new session once, and as many of those that were there before', async () => {
    const asked = await replayed(() => selection('fast'));

    const returns = asked.filter(({ before }) => before !== undefined);
    expect(asked).toHaveLength(100);
    expect(new Set(asked.map(({ session }) => session)).size).toBe(50);
    expect(returns).toHaveLength(50);
  });

  it('tells what a session that returns was assigned at first', async () => {
    const asked = await replayed((_session, call) => selection(PINS[call % 2] ?? ''));

    const first = new Map<string, string | undefined>();
    for (const { session, selection: seen } of asked)
      if (!first.has(session)) first.set(session, seen?.assigned_mode);
    const returns = asked.filter(({ before }) => before !== undefined);
    expect(returns.length).toBeGreaterThan(0);
    for (const { session, before } of returns) expect(before).toBe(first.get(session));
  });

  it('holds no session to a mode that was not kept', async () => {
    const asked = await replayed((_session, call) => {
      return { ...selection(PINS[call % 2] ?? ''), expires_at: undefined };
    });

    expect(asked.filter(({ before }) => before !== undefined)).toEqual([]);
  });

  it('goes on when requests get no answer', async () => {
    const asked = await replayed((_session, call) => {
      if (call % 5 === 0) throw new Error('ECONNRESET');
      return selection('fast');
    });

    expect(asked).toHaveLength(100);
  });
});
