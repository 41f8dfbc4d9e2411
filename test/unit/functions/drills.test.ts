import { aRunbooksApi } from '../../support/runbooks/a-runbooks-api.ts';

const REASON = { reason: 'the targets are new' };
const api = aRunbooksApi();
const begin = (change: object = {}) => api.call('POST /v1/drills', { body: REASON, ...change });
const show = (id: string) => api.call('GET /v1/drills/{id}', { path: { id } });

describe('drills over the API', () => {
  it('are begun by an operator, once for an Idempotency-Key, and shown with their page', async () => {
    const headers = { 'idempotency-key': 'k1' };

    const begun = await begin({ headers });
    const again = await begin({ headers });
    const other = await begin();

    const id = String(begun.body['id']);
    expect([begun.status, again.status, other.status]).toEqual([202, 202, 409]);
    expect([again.body['id'], other.body['code']]).toEqual([id, 'blocked']);
    expect(begun.headers['location']).toBe(`/v1/drills/${id}`);
    expect((await show(id)).body).toMatchObject({
      ...{ id, status: 'running', reason: REASON.reason },
      runbooks: [{ runbook: 'rl_rollback', status: 'waiting', input: { run_id: 'run-1' } }],
      markdown: expect.stringContaining('# Drill '),
    });
  });

  it('are listed newest first, and read by viewers who begin none', async () => {
    const viewer = { groups: '[viewer]' };

    const listed = await api.call('GET /v1/drills', viewer);
    const refused = await begin(viewer);

    expect([listed.status, refused.status]).toEqual([200, 403]);
    expect(listed.body['items']).toEqual([expect.objectContaining({ status: 'running' })]);
  });

  it.each(['none', '0'.repeat(26), '../x'])('are not found under %s', async (id) => {
    expect((await show(id)).status).toBe(404);
  });

  it.each([{}, { reason: '' }, { reason: 'x', more: 1 }])('are not begun by %j', async (body) => {
    expect((await begin({ body })).status).toBe(400);
  });
});
