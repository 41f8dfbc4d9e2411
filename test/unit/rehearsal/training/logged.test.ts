import { logged } from '../../../../rehearsal/training/logged.ts';

describe('what a trainer sends and is answered', () => {
  it('is kept with the times of the stage', async () => {
    const lines: unknown[] = [];
    let at = 1_000;
    const answer = { status: 200, headers: {}, body: { ok: true } };
    const transport = {
      get: () => Promise.resolve(answer),
      post: () => Promise.resolve(answer),
      transfer: () => Promise.resolve({ status: 200, bytes: new Uint8Array(3) }),
    };
    const clock = { now: () => (at += 5) };
    const { post, transfer } = logged(
      transport,
      { write: (line) => lines.push(line), close: () => undefined },
      clock,
    );

    await post('/v1/runs', { run_id: 'r' });
    await transfer({ url: 'http://x', method: 'GET', headers: {} });

    expect(lines).toEqual([
      {
        ...{ type: 'request', sent_at: 1_005, answered_at: 1_010, method: 'POST', path: '/v1/runs' },
        ...{ body: { run_id: 'r' }, status: 200, answer: { ok: true } },
      },
      { type: 'transfer', at: 1_015, method: 'GET', bytes: 3, status: 200 },
    ]);
  });
});
