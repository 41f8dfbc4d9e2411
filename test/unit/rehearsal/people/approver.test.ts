import type { ApiCall, Credential, HttpAnswer } from '../../../../rehearsal/api-client.ts';
import { nobody } from '../../../../rehearsal/credentials.ts';
import { attendApprovals, decide } from '../../../../rehearsal/people/approver.ts';

const ASKED = {
  ...{ id: 'A1', runbook: 'a', summary: 'This will roll back' },
  ...{ plan_hash: 'hash', status: 'pending' },
};

/** The API's approvals in memory: pending after so many looks; every other call of the first ones gets no answer. */
function someApprovals({ after = 0, outages = 0, of = [ASKED] } = {}) {
  const open = new Set(of);
  const decisions: unknown[] = [];
  let [looks, calls] = [0, 0];
  const answer = (body: unknown): HttpAnswer => ({ status: 200, headers: {}, body });
  const call = ({ method, path, body }: ApiCall): HttpAnswer => {
    calls += 1;
    if (calls % 2 === 1 && calls < 2 * outages) return { status: 503, headers: {}, body: {} };
    if (method === 'POST') {
      decisions.push(body);
      for (const one of open) if (path.includes(one.id)) open.delete(one);
      return answer({});
    }
    looks += 1;
    return answer({ items: looks > after ? [...open] : [] });
  };
  return {
    decisions,
    client: { call: (_credential: Credential, request: ApiCall) => Promise.resolve(call(request)) },
    approver: () => Promise.resolve(nobody),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    looks: () => looks,
    isOver: () => open.size === 0 || looks > 50,
  };
}

describe('the approver of a rehearsal', () => {
  it.each(['approve', 'reject'] as const)(
    'decides what is asked, bound to the plan it read: %s',
    async (decision) => {
      const world = someApprovals({ after: 3 });

      await attendApprovals({ ...world, onAsked: (approval) => decide(world, approval, decision) });

      expect(world.decisions).toEqual([{ decision, plan_hash: 'hash', comment: 'Rehearsed' }]);
    },
  );

  it('attends each once, though it goes on being asked', async () => {
    const world = someApprovals({ of: [ASKED, { ...ASKED, id: 'A2' }] });
    const asked: string[] = [];

    await attendApprovals({
      ...world,
      onAsked: ({ id }) => {
        asked.push(id);
        return Promise.resolve();
      },
    });

    expect(world.looks()).toBeGreaterThan(50);
    expect(asked).toEqual(['A1', 'A2']);
  });

  it('tries again when there is no answer at the moment', async () => {
    const world = someApprovals({ outages: 4 });

    await attendApprovals({ ...world, onAsked: (approval) => decide(world, approval, 'approve') });

    expect(world.decisions).toHaveLength(1);
  });
});
