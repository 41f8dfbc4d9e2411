import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { FaultKind } from '../../local/aws-endpoint/fault.ts';
import { RUN_KEYS } from '../../lib/contracts/tables.ts';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';
import { TrainerClient } from '../support/checkpoints/trainer-client.ts';
import { steady } from '../support/training/a-training-api.ts';

/** More than any bounded number of tries. */
const FOR_GOOD = 1_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());
afterEach(() => {
  artisan.stack.faults.clear();
});

interface Ordeal {
  readonly kind: FaultKind;
  readonly code?: string;
  readonly times?: number;
}

const inject = ({ kind, code, times = FOR_GOOD }: Ordeal, operation = 'TransactWriteItems') =>
  artisan.stack.faults.inject({
    service: 'dynamodb',
    operation,
    kind,
    times,
    ...(code !== undefined && { code }),
  });

const trainer = (method: string, path: string, body?: unknown): Promise<Reply> =>
  artisan.asTrainer({ method, path: `/v1/runs${path}`, ...(body !== undefined && { body }) });
const operator = (method: string, path: string, body?: unknown, headers = {}): Promise<Reply> =>
  artisan.as('operator', { method, path: `/v1/runs${path}`, headers, ...(body !== undefined && { body }) });

async function begin(run_id: string): Promise<TrainerClient> {
  const { status } = await trainer('POST', '', { run_id });
  expect(status).toBe(201);
  return new TrainerClient(artisan, run_id);
}

/** A thousand calm steps and two checkpoints. */
async function calm(runId: string): Promise<void> {
  const client = await begin(runId);
  await trainer('POST', `/${runId}/metrics`, steady(0, 500));
  await client.save(499);
  await trainer('POST', `/${runId}/metrics`, steady(500, 500));
  await client.save(999);
}

const spike = (runId: string) => trainer('POST', `/${runId}/metrics`, steady(1_000, 100, { loss: 50 }));

function runAway(runId: string): Promise<Reply> {
  const batch = steady(0, 100);
  const episode_reward = Array.from({ length: 100 }, () => 150);
  return trainer('POST', `/${runId}/metrics`, { ...batch, columns: { ...batch.columns, episode_reward } });
}

async function isMarked(runId: string): Promise<boolean> {
  const TableName = artisan.stack.outputs['ControlTableName'];
  const Key = marshall(RUN_KEYS.runaway(runId));
  const { Item } = await artisan.aws.dynamodb.send(new GetItemCommand({ TableName, Key }));
  return Item !== undefined;
}

const seen = async (runId: string) => (await operator('GET', `/${runId}`)).body;

/** Nothing of the transaction happens, however often it is tried. */
const REFUSALS: readonly (readonly [string, Ordeal])[] = [
  ['throttles', { kind: 'throttle' }],
  ['fails', { kind: 'error' }],
  ['never answers', { kind: 'timeout' }],
  ['is always cancelled', { kind: 'throttle', code: 'TransactionCanceledException' }],
  ['is denied', { kind: 'deny' }],
];

/** Those that are answered at once: each try of a throttled table waits, and a call that hangs waits longest. */
const QUICK_REFUSALS = REFUSALS.filter(([, { kind, code }]) => code ?? (kind === 'error' || kind === 'deny'));

/** It passes, or happens unseen. */
const PASSING: readonly (readonly [string, Ordeal])[] = [
  ['throttles once', { kind: 'throttle', times: 1 }],
  ['is cancelled twice', { kind: 'throttle', code: 'TransactionCanceledException', times: 2 }],
  ['happens, and the connection breaks', { kind: 'kill-after', times: 1 }],
];

function expectRefused({ status, headers, body }: Reply, { kind }: Ordeal): void {
  expect([status, headers['content-type']]).toEqual([
    kind === 'deny' ? 500 : 503,
    'application/problem+json',
  ]);
  if (kind !== 'deny') expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(body['code']).toEqual(expect.any(String));
}

describe.each(REFUSALS)('a transaction that %s', (name, ordeal) => {
  const id = (what: string) => `${name.replaceAll(' ', '-')}-${what}`;

  it('begins no run; the next try begins it', async () => {
    inject(ordeal);
    const refused = await trainer('POST', '', { run_id: id('new') });
    artisan.stack.faults.clear();
    const between = await operator('GET', `/${id('new')}`);
    const again = await trainer('POST', '', { run_id: id('new') });

    expectRefused(refused, ordeal);
    expect([between.status, again.status]).toEqual([404, 201]);
  });

  it('rolls nothing back; the same batch does, once', async () => {
    const run = id('spike');
    await calm(run);
    inject(ordeal);
    const refused = await spike(run);
    artisan.stack.faults.clear();
    const between = await seen(run);
    const again = await spike(run);
    const late = await spike(run);

    expectRefused(refused, ordeal);
    expect(between).toMatchObject({ attempt: 1, last_step: 999, rollbacks: { used: 0 }, findings: [] });
    expect(again.body).toMatchObject({
      attempt: 2,
      directive: { action: 'rollback', target: { step: 499 } },
    });
    expect([late.status, late.body['code']]).toEqual([409, 'older_attempt']);
    expect(await seen(run)).toMatchObject({ attempt: 2, last_step: 499, rollbacks: { used: 1 } });
  });

  it('neither pauses nor marks a runaway; the same batch does both', async () => {
    const run = id('runaway');
    await begin(run);
    inject(ordeal);
    const refused = await runAway(run);
    artisan.stack.faults.clear();
    const between = [(await seen(run))['status'], await isMarked(run)];
    const again = await runAway(run);

    expectRefused(refused, ordeal);
    expect(between).toEqual(['running', false]);
    expect(again.body).toMatchObject({ status: 'pausing', directive: { action: 'pause' } });
    expect(await isMarked(run)).toBe(true);
  });
});

describe.each(QUICK_REFUSALS)('a transaction that %s', (name, ordeal) => {
  const id = (what: string) => `${name.replaceAll(' ', '-')}-${what}`;

  it('takes neither an order nor its acknowledgement', async () => {
    const run = id('orders');
    await begin(run);
    const order = () => operator('POST', `/${run}/directives`, { action: 'pause', reason: 'lunch' });
    inject(ordeal);
    const refused = await order();
    artisan.stack.faults.clear();
    const between = await seen(run);
    const { body } = await order();
    const ack = () =>
      trainer('POST', `/${run}/acks`, { directive_id: body['id'], global_step: 0, status: 'done' });
    inject(ordeal);
    const unheard = await ack();
    artisan.stack.faults.clear();
    const waiting = await seen(run);
    await ack();

    expectRefused(refused, ordeal);
    expectRefused(unheard, ordeal);
    expect([between['status'], waiting['status'], (await seen(run))['status']]).toEqual([
      'running',
      'pausing',
      'paused',
    ]);
  });
});

describe.each(PASSING)('a transaction that %s', (name, ordeal) => {
  const id = (what: string) => `${name.replaceAll(/\W+/g, '-')}-${what}`;

  it('is done once, and nobody notices', async () => {
    await calm(id('spike'));
    await begin(id('runaway'));

    inject(ordeal);
    const created = await trainer('POST', '', { run_id: id('new') });
    artisan.stack.faults.clear();
    inject(ordeal);
    const back = await spike(id('spike'));
    artisan.stack.faults.clear();
    inject(ordeal);
    const away = await runAway(id('runaway'));

    expect([created.status, back.status, away.status]).toEqual([201, 200, 200]);
    expect(back.body).toMatchObject({ attempt: 2, directive: { action: 'rollback' } });
    expect(await seen(id('spike'))).toMatchObject({ attempt: 2, rollbacks: { used: 1 } });
    expect([away.body['status'], await isMarked(id('runaway'))]).toEqual(['pausing', true]);
  });
});

describe('an answer that never comes, though it was done', () => {
  const hidden = { kind: 'hang-after' } as const;

  it('a rollback: the trainer tries again, and learns of the one that stands', async () => {
    await calm('unheard');
    inject(hidden);
    const lost = await spike('unheard');
    artisan.stack.faults.clear();
    const again = await spike('unheard');

    expect(lost.status).toBe(503);
    expect([again.status, again.body['code']]).toEqual([409, 'older_attempt']);
    expect(again.body['directive']).toMatchObject({ action: 'rollback', attempt: 2, target: { step: 499 } });
    expect(await seen('unheard')).toMatchObject({ attempt: 2, rollbacks: { used: 1 } });
  });

  it('a runaway: the next try finds the pause, counts nothing twice, and the alarm was raised', async () => {
    await begin('silent');
    const raisedBefore = raised();
    inject(hidden);
    const lost = await runAway('silent');
    artisan.stack.faults.clear();
    const again = await runAway('silent');

    expect([lost.status, again.body['accepted'], again.body['duplicates']]).toEqual([503, 0, 100]);
    expect(again.body).toMatchObject({ status: 'pausing', directive: { action: 'pause' } });
    expect(raised() - raisedBefore).toBe(1);
  });

  it('a run that was begun: the next try attaches to it', async () => {
    inject(hidden);
    const lost = await trainer('POST', '', { run_id: 'begun' });
    artisan.stack.faults.clear();
    const again = await trainer('POST', '', { run_id: 'begun' });

    expect([lost.status, again.status, again.body['attempt']]).toEqual([503, 200, 1]);
  });
});

const raised = () => artisan.lines.filter((line) => line.includes('"RewardRunaway":1')).length;

it.each([
  ['throttle', 503],
  ['error', 503],
  ['deny', 500],
] as const)('overrides whose write meets %s stay as they were', async (kind, status) => {
  const run = `overrides-${kind}`;
  await begin(run);
  const { headers } = await operator('GET', `/${run}/overrides`);
  const put = () =>
    operator(
      'PUT',
      `/${run}/overrides`,
      { learning_rate: 1e-5, reason: 'careful' },
      { 'if-match': headers['etag'] },
    );

  inject({ kind }, 'PutItem');
  const refused = await put();
  artisan.stack.faults.clear();
  const between = (await seen(run))['overrides'];
  const again = await put();

  expect([refused.status, between, again.status]).toEqual([status, {}, 200]);
});
