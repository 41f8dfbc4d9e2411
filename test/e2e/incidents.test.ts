import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { until } from '../support/until.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const INTERVAL_MS = 30_000;
const DRAFT = { title: 'Down', description: 'It is down', severity: 'sev2', components: ['LLM'] };

const operator = (
  method: string,
  path: string,
  more: { body?: unknown; headers?: Record<string, string> } = {},
) => artisan.as('operator', { method, path: `/v1/incidents${path}`, ...more });

/** What the notifier has written to its log, of one incident. */
function toldOf(id: unknown): readonly string[] {
  return artisan.lines.flatMap((line) => {
    if (!line.includes('"event":"notification"') || !line.includes(String(id))) return [];
    return [(JSON.parse(line) as { kind: string }).kind];
  });
}

describe('an incident', () => {
  it('is opened once, noted on, resolved once, and told of', async () => {
    const headers = { 'idempotency-key': 'one' };
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => operator('POST', '', { body: DRAFT, headers })),
    );
    const [first] = opened.filter(({ status }) => status === 201);
    const id = String(first?.body['id']);
    const noted = await operator('POST', `/${id}/timeline`, { body: { note: 'looking' } });
    const read = await operator('GET', `/${id}`);
    const resolve = (resolution: string) =>
      operator('POST', `/${id}/resolve`, {
        body: { resolution },
        headers: { 'if-match': String(read.headers['etag']) },
      });
    const resolved = await resolve('restarted it');
    const again = await resolve('restarted it');
    const otherwise = await resolve('did nothing');
    const timeline = await operator('GET', `/${id}/timeline?limit=2`);
    const open = await operator('GET', '?status=open');

    expect(opened.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect([noted, resolved, again, otherwise, timeline].map(({ status }) => status)).toEqual([
      201, 200, 200, 409, 200,
    ]);
    expect((resolved.body['timeline'] as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'opened',
      'note',
      'resolved',
    ]);
    expect(timeline.body).toMatchObject({
      items: [{ kind: 'resolved' }, { kind: 'note' }],
      next_cursor: expect.any(String),
    });
    expect(open.body['items']).toEqual([]);

    await artisan.stack.clock.advance(2 * INTERVAL_MS);
    await until(() => toldOf(id).length === 2);
    expect(toldOf(id)).toEqual(['opened', 'resolved']);
  });

  it('is told of once the table answers the notifier again, and not twice', async () => {
    const { body } = await operator('POST', '', { body: DRAFT });
    const resource = String(artisan.stack.outputs['ControlTableName']);
    // Each of the three attempts of one run.
    artisan.stack.faults.inject({
      service: 'dynamodb',
      operation: 'Query',
      kind: 'throttle',
      times: 3,
      resource,
    });

    await artisan.stack.clock.advance(INTERVAL_MS);
    await until(() => artisan.stack.faults.list().length === 0);
    const during = toldOf(body['id']);
    await artisan.stack.clock.advance(2 * INTERVAL_MS);
    await until(() => toldOf(body['id']).length === 1);
    await artisan.stack.clock.advance(2 * INTERVAL_MS);

    expect(during).toEqual([]);
    expect(toldOf(body['id'])).toEqual(['opened']);
  });
});
