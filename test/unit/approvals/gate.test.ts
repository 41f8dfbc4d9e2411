import { confirm } from '../../../lib/approvals/confirm.ts';
import { anApproval, aQuestion, ASKED_AT, TIMEOUT_MS } from '../../support/approvals/builders.ts';
import { aWorld, WARN_BEFORE_MS } from '../../support/approvals/world.ts';

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'went on',
    (error: unknown) => (error instanceof Error ? error.name : error),
  );

describe('asking', () => {
  it('holds what the plan names, and the lock, until the end and a while longer', async () => {
    const world = aWorld();

    await world.ask();

    const until = TIMEOUT_MS + 600_000;
    expect(world.holds).toEqual([`run-1/4500 until ${until}`, `run#run-1#3 until ${until}`]);
  });

  it.each(['checkpoint', 'lock'] as const)('asks nobody about a %s that is gone', async (what) => {
    const world = aWorld();
    world.gone[what] = true;

    expect(await failureOf(world.ask())).toBe('ApprovalNotCountedError');
    expect(await world.store.read(world.id)).toBeUndefined();
  });

  it('is the same question when it is repeated later, by another task', async () => {
    const world = aWorld();
    const first = await world.ask('token-1');
    world.time.now += 30_000;
    world.tasks.waiting.delete('token-1');

    const again = await world.ask('token-2');
    await world.decide('ada');

    expect(again).toEqual(first);
    expect(world.tasks.taken.map(({ token }) => token)).toEqual(['token-2']);
  });

  it('tells a task that asks after the decision at once', async () => {
    const world = aWorld();
    await world.ask('token-1');
    await world.decide('ada');

    await world.ask('token-2');

    expect(world.tasks.taken.map(({ token }) => token)).toEqual(['token-1', 'token-2']);
    expect(await world.store.open()).toEqual([]);
  });
});

describe('confirming', () => {
  it('lets the machine go on with what was approved', async () => {
    const world = aWorld();
    await world.ask();
    await world.decide('ada');

    expect(await world.confirm()).toEqual({ approval_id: world.id, decided_by: 'ada' });
  });

  it('fails with what was decided', async () => {
    const [rejected, expired] = [aWorld(), aWorld()];
    await rejected.ask();
    await rejected.decide('ada', { decision: 'reject', comment: 'not today' });
    await expired.ask();
    expired.time.now += TIMEOUT_MS;
    await expired.watch();

    await expect(rejected.confirm()).rejects.toMatchObject({
      name: 'ApprovalRejectedError',
      message: `Approval ${rejected.id} was rejected by ada: not today`,
    });
    expect(await failureOf(expired.confirm())).toBe('ApprovalExpiredError');
  });

  it('counts no answer that was sent by hand, and leaves it on record', async () => {
    const world = aWorld();
    await world.ask();
    await world.tasks.succeed('token-1', { decision: 'approved' });

    const first = await failureOf(world.confirm());
    const again = await failureOf(world.confirm());

    expect([first, again]).toEqual(['ApprovalNotCountedError', 'ApprovalNotCountedError']);
    expect(await world.store.read(world.id)).toMatchObject({
      status: 'rejected',
      decided_by: 'unknown',
      decided_via: 'callback',
    });
    expect(await world.store.open()).toEqual([]);
    expect(await failureOf(world.decide('ada'))).toBe('AlreadyDecidedError');
  });

  it.each([
    ['success', 'went on'],
    ['failure', 'ApprovalRejectedError'],
  ] as const)('counts a raw %s where that is configured', async (callback, outcome) => {
    const world = aWorld();
    await world.ask();

    const confirmed = confirm({ ...world.deps, acceptsRawCallbacks: true }, aQuestion(), { callback });

    expect(await failureOf(confirmed)).toBe(outcome);
    expect((await world.audit()).at(-1)).toMatchObject({ actor: 'unknown', via: 'callback' });
  });

  it('asks again when another plan was approved than would be carried out, or nobody was asked', async () => {
    const world = aWorld();
    await world.ask();
    await world.decide('ada');

    expect(await failureOf(world.confirm(aQuestion({ hash: 'sha256:other' })))).toBe(
      'ApprovalNotCountedError',
    );
    expect(await failureOf(world.confirm(aQuestion({ asking: 2 })))).toBe('ApprovalNotCountedError');
  });

  it('is a no when time is up, although nobody has noted it yet', async () => {
    const world = aWorld();
    await world.ask();
    world.time.now += TIMEOUT_MS;

    expect(await failureOf(world.confirm())).toBe('ApprovalExpiredError');
    expect(await world.store.read(world.id)).toMatchObject({ status: 'expired' });
  });
});

describe('a question whose task died before anybody answered', () => {
  const DEATHS = [
    'Sandbox.Timedout',
    'Lambda.TooManyRequestsException',
    'States.Timeout',
    'StoreDeniedError',
  ];

  it.each(DEATHS.flatMap((error) => [true, false].map((accepts) => [error, accepts] as const)))(
    'of %s is on record as that, and is asked again (raw callbacks count: %s)',
    async (error, acceptsRawCallbacks) => {
      const world = aWorld();
      await world.ask();
      const deps = { ...world.deps, acceptsRawCallbacks };

      const first = await failureOf(confirm(deps, aQuestion(), { callback: 'failure', error }));
      const again = await failureOf(confirm(deps, aQuestion(), { callback: 'failure', error }));

      expect([first, again]).toEqual(['ApprovalNotCountedError', 'ApprovalNotCountedError']);
      const standing = await world.store.read(world.id);
      expect(standing).toMatchObject({ status: 'expired', comment: expect.stringContaining(error) });
      expect(standing).not.toHaveProperty('decided_by');
      expect((await world.audit()).at(-1)).toMatchObject({ outcome: 'expired', via: 'system' });
      expect([...world.store.timeline.values()].at(-1)?.notify).toBe('approval_ended');
    },
  );

  it.each(['No', 'States.TaskFailed'])('by hand (%s) is on record as that', async (error) => {
    const world = aWorld();
    await world.ask();

    await failureOf(confirm(world.deps, aQuestion(), { callback: 'failure', error }));

    expect(await world.store.read(world.id)).toMatchObject({ status: 'rejected', decided_via: 'callback' });
  });
});

describe('the watch', () => {
  it('closes what an execution asks that was stopped just then, and nobody decides it in vain', async () => {
    const world = aWorld();
    await world.close();
    await world.ask();
    world.ended.add(anApproval().execution_id);

    const watched = await world.watch();

    expect(watched).toMatchObject({ closed: 1, waiting: 0 });
    expect(await world.store.read(world.id)).toMatchObject({
      status: 'expired',
      comment: 'its execution has ended',
    });
    expect(await world.store.open()).toEqual([]);
    expect(await failureOf(world.decide('ada'))).toBe('ApprovalOverError');
  });

  it('warns once before the end, and then ends it', async () => {
    const world = aWorld();
    await world.ask();

    const early = await world.watch();
    world.time.now = ASKED_AT + TIMEOUT_MS - WARN_BEFORE_MS;
    const warned = [await world.watch(), await world.watch()];
    world.time.now = ASKED_AT + TIMEOUT_MS;
    const ended = await world.watch();

    expect(early.waiting).toBe(1);
    expect(warned.map((watched) => watched.warned)).toEqual([1, 0]);
    expect(ended.expired).toBe(1);
    expect([...world.store.timeline.values()].flatMap(({ notify }) => notify ?? [])).toEqual([
      'approval_wanted',
      'warning',
      'approval_ended',
    ]);
    expect(world.tasks.taken).toHaveLength(1);
  });

  it('looks after the others when one fails', async () => {
    const world = aWorld();
    await world.ask();
    world.store.opened.set('broken', { approval_id: 'broken', execution_id: 'none' });
    world.time.now += TIMEOUT_MS;

    expect(await world.watch()).toMatchObject({ failed: 1, expired: 1 });
  });
});

describe('an execution that ends', () => {
  it('takes its pending approvals with it, and nobody decides them any more', async () => {
    const world = aWorld();
    await world.ask();

    const closed = [await world.close(), await world.close()];

    expect(closed).toEqual([1, 0]);
    expect(await failureOf(world.decide('ada'))).toBe('ApprovalOverError');
    expect(await world.store.read(world.id)).toMatchObject({
      status: 'expired',
      comment: 'its execution was stopped',
    });
    expect([await world.store.open(), await world.store.tokens(world.id)]).toEqual([[], []]);
    expect(world.tasks.taken).toEqual([]);
  });
});
