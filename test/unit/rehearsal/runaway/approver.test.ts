import type { ApiCall, Credential, HttpAnswer } from '../../../../rehearsal/api-client.ts';
import { nobody } from '../../../../rehearsal/credentials.ts';
import { approve, attendApproval } from '../../../../rehearsal/runaway/approver.ts';

const ASKED = {
  ...{ id: 'A1', execution_id: 'E1', summary: 'This will roll back', plan: { run_id: 'mine' } },
  ...{ plan_hash: 'hash', status: 'pending' },
};

/** The API's approvals in memory; the one of `mine` is there after so many looks. */
function someApprovals({ after = 0, outages = 0 } = {}) {
  const others = { ...ASKED, id: 'A0', plan: { run_id: 'other' } };
  let [looks, status] = [0, 'pending'];
  const decisions: unknown[] = [];
  const answer = (body: unknown): HttpAnswer => ({ status: 200, headers: {}, body });
  let calls = 0;
  const call = ({ method, path, body }: ApiCall): HttpAnswer => {
    calls += 1;
    if (calls % 2 === 1 && calls < 2 * outages)
      return { status: 503, headers: {}, body: { title: 'Not now' } };
    if (method === 'POST') {
      decisions.push(body);
      status = 'approved';
      return answer({});
    }
    if (path === '/v1/approvals/A1') return answer({ ...ASKED, status });
    looks += 1;
    return answer({ items: looks > after ? [others, ASKED] : [others] });
  };
  return {
    decisions,
    client: { call: (_credential: Credential, request: ApiCall) => Promise.resolve(call(request)) },
    approver: () => Promise.resolve(nobody),
    pause: () => Promise.resolve(),
    looks: () => looks,
  };
}

describe('the approver of a rehearsal', () => {
  it('waits until the run of the rehearsal is asked about, and approves the plan that it read', async () => {
    const world = someApprovals({ after: 3 });

    const decided = await attendApproval({
      ...world,
      ...{ runId: 'mine', isOver: () => false, pause: () => Promise.resolve() },
      onAsked: (approval) => approve(world, approval),
    });

    expect(world.looks()).toBe(4);
    expect(world.decisions).toMatchObject([{ decision: 'approve', plan_hash: 'hash' }]);
    expect(decided?.status).toBe('approved');
  });

  it('tries again when there is no answer at the moment', async () => {
    const world = someApprovals({ outages: 3 });

    const decided = await attendApproval({
      ...world,
      ...{ runId: 'mine', isOver: () => false },
      onAsked: (approval) => approve(world, approval),
    });

    expect(world.decisions).toHaveLength(1);
    expect(decided?.status).toBe('approved');
  });

  it('leaves when there is nothing to wait for any more', async () => {
    const world = someApprovals({ after: Infinity });
    let isOver = false;

    const decided = await attendApproval({
      ...world,
      ...{ runId: 'mine', isOver: () => isOver, onAsked: () => Promise.resolve() },
      pause: () => {
        isOver = world.looks() === 5;
        return Promise.resolve();
      },
    });

    expect([decided, world.decisions]).toEqual([undefined, []]);
  });

  it('says what was asked when a person has not decided by the end', async () => {
    const world = someApprovals();
    let pauses = 0;

    const decided = await attendApproval({
      ...world,
      ...{ runId: 'mine', isOver: () => pauses === 5, onAsked: () => Promise.resolve() },
      pause: () => Promise.resolve((pauses += 1)),
    });

    expect(decided).toMatchObject({ id: 'A1', status: 'pending' });
  });
});
