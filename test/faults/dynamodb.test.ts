import type { FaultKind } from '../../local/aws-endpoint/fault.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';

/** More than any bounded number of tries. */
const FOR_GOOD = 1_000;
const PAST_THE_CACHE_MS = 5_001;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
  await artisan.selectEach(['warm-1', 'warm-2', 'warm-3', 'warm-4']);
});
afterAll(() => artisan.stop());
afterEach(async () => {
  artisan.stack.faults.clear();
  await artisan.stack.clock.advance(PAST_THE_CACHE_MS);
});

interface Target {
  readonly table: string;
  readonly operation: string;
  readonly times?: number;
}

const inject = (kind: FaultKind, { table, operation, times = FOR_GOOD }: Target) =>
  artisan.stack.faults.inject({ service: 'dynamodb', operation, kind, times, resource: table });

const sessionsTable = () => artisan.stack.outputs['SessionsTableName'] ?? '';

const controlTable = () => artisan.stack.outputs['ControlTableName'] ?? '';

const counted = (metric: string) => artisan.lines.filter((line) => line.includes(`"${metric}":1`)).length;

describe.each(['throttle', 'error', 'timeout', 'deny'] as const)(
  'a session table that answers %s',
  (kind) => {
    it.each(['GetItem', 'PutItem'])(
      'to %s: the hash answers, alike each time, counted',
      async (operation) => {
        inject(kind, { table: sessionsTable(), operation });
        const before = counted('HashAnswers');
        const session = `hashed-${kind}-${operation}`;

        const replies = await artisan.selectEach([session, session, session]);

        expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
        expect(replies.every(({ body }) => body['reason'] === 'hash')).toBe(true);
        expect(new Set(replies.map(({ body }) => body['mode'])).size).toBe(1);
        expect(counted('HashAnswers') - before).toBe(3);
      },
    );
  },
);

describe('a session table that hangs', () => {
  it('is waited for once by each container and logged once, and every answer is counted', async () => {
    inject('timeout', { table: sessionsTable(), operation: 'GetItem' });
    const logged = () => artisan.lines.filter((line) => line.includes('answered without a store')).length;
    const [countedBefore, loggedBefore] = [counted('HashAnswers'), logged()];
    const took: number[] = [];

    const replies = [];
    for (let i = 0; i < 20; i += 1) {
      const startedAt = performance.now();
      replies.push(await artisan.select('hanging'));
      took.push(performance.now() - startedAt);
    }

    // Each of the four containers may wait once; if each selection did, most would take as long as the longest.
    const [middle = NaN, longest = NaN] = [10, 19].map((place) => took.toSorted((a, b) => a - b)[place]);
    expect(middle).toBeLessThan(longest / 2);
    expect(replies.every(({ body }) => body['reason'] === 'hash')).toBe(true);
    expect(counted('HashAnswers') - countedBefore).toBe(20);
    expect(logged() - loggedBefore).toBeLessThanOrEqual(4);
  });
});

describe.each(['throttle', 'error', 'timeout', 'deny'] as const)(
  'a control table that answers %s',
  (kind) => {
    it('leaves selections on the last good settings, counted as stale', async () => {
      const name = `stale-${kind}`;
      await artisan.select(name);
      await artisan.stack.clock.advance(PAST_THE_CACHE_MS);
      inject(kind, { table: controlTable(), operation: 'GetItem' });
      const before = counted('StaleSettings');

      const reply = await artisan.select(name);

      expect([reply.status, reply.body['reason']]).toEqual([200, 'sticky']);
      expect(counted('StaleSettings') - before).toBe(1);
    });

    it.each(['GetItem', 'PutItem'])('to %s of a change: refused, nothing half done', async (operation) => {
      const read = () => artisan.as('operator', { method: 'GET', path: '/v1/traffic' });
      const before = await read();
      inject(kind, { table: controlTable(), operation });

      const refused = await setWeights({ fast: 10, balanced: 10, creative: 80 });
      artisan.stack.faults.clear();
      const after = await read();

      expect(refused.status).toBe(kind === 'deny' ? 500 : 503);
      expect(refused.headers['retry-after']).toBe(kind === 'deny' ? undefined : '2');
      expect(refused.headers['content-type']).toBe('application/problem+json');
      expect(after.body).toEqual(before.body);
      expect(after.headers['etag']).toBe(before.headers['etag']);
    });
  },
);

describe('a failure that passes', () => {
  it.each(['throttle', 'error', 'timeout'] as const)('%s once is not noticed by the caller', async (kind) => {
    inject(kind, { table: sessionsTable(), operation: 'GetItem', times: 1 });

    const reply = await artisan.select(`once-${kind}`);

    expect(reply.body['reason']).toBe('assigned');
  });

  it('that hides the answer of a claim does not make it a second one', async () => {
    inject('kill-after', { table: sessionsTable(), operation: 'PutItem', times: 1 });

    const first = await artisan.select('killed-after');
    const again = await artisan.select('killed-after');

    expect(first.body['reason']).toBe('assigned');
    expect(again.body).toMatchObject({ reason: 'sticky', mode: first.body['mode'] });
  });

  it('that hides the answer of a change does not make the change fail or happen twice', async () => {
    const before = await artisan.as('operator', { method: 'GET', path: '/v1/traffic' });
    inject('kill-after', { table: controlTable(), operation: 'PutItem', times: 1 });

    const changed = await setWeights({ fast: 70, balanced: 20, creative: 10 });

    expect(changed.status).toBe(200);
    expect(changed.body['weights_version']).toBe(Number(before.body['weights_version']) + 1);
  });
});

function setWeights(weights: Record<string, number>) {
  return artisan.as('operator', {
    method: 'PUT',
    path: '/v1/traffic/weights',
    body: { weights },
    headers: { 'if-match': '*' },
  });
}

describe.each(['throttle', 'error', 'timeout', 'deny'] as const)('breakers that answer %s', (kind) => {
  const force = (state: string) =>
    artisan.as('operator', {
      method: 'PUT',
      path: '/v1/breakers/qwen',
      body: { state, reason: 'fault' },
      headers: { 'if-match': '*' },
    });

  it('to BatchGetItem: selections go by the last known ones, counted as stale', async () => {
    await force('forced_open');
    await artisan.stack.clock.advance(1_001);
    const session = await aCreativeSession(`creative-${kind}`);
    const before = counted('StaleBreakers');
    inject(kind, { table: controlTable(), operation: 'BatchGetItem' });
    await artisan.stack.clock.advance(1_001);

    const stale = await artisan.select(session);
    artisan.stack.faults.clear();
    await force('auto');
    await artisan.stack.clock.advance(PAST_THE_CACHE_MS);
    const back = await artisan.select(session);

    expect(stale.body).toMatchObject({ mode: 'balanced', reason: 'breaker_open' });
    expect(counted('StaleBreakers') - before).toBe(1);
    expect(back.body).toMatchObject({ mode: 'creative', reason: 'sticky' });
  });

  it.each(['BatchGetItem', 'UpdateItem', 'Query'])('to %s of a change: refused', async (operation) => {
    inject(kind, { table: controlTable(), operation });

    const { status, headers } = await force('auto');

    // A breaker that nobody forced is not written on auto.
    const isTouched = operation !== 'UpdateItem';
    expect(status).toBe(!isTouched ? 200 : kind === 'deny' ? 500 : 503);
    expect(headers['retry-after']).toBe(isTouched && kind !== 'deny' ? '2' : undefined);
  });
});

/** A session that was assigned `creative`. */
async function aCreativeSession(prefix: string): Promise<string> {
  for (let i = 0; ; i += 1) {
    const session = `${prefix}-${i}`;
    const { body } = await artisan.select(session);
    if (body['assigned_mode'] === 'creative') return session;
  }
}
