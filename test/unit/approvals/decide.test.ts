import { aQuestion, ASKED_AT, TIMEOUT_MS } from '../../support/approvals/builders.ts';
import { aWorld } from '../../support/approvals/world.ts';

const refusalOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('deciding an approval', () => {
  it('wakes the machine once, and leaves the decision on record', async () => {
    const world = aWorld();
    await world.ask();

    const decided = await world.decide('ada', { comment: 'go on' });

    expect(decided).toMatchObject({
      status: 'approved',
      decided_by: 'ada',
      decided_via: 'api',
      decided_at: ASKED_AT,
      comment: 'go on',
    });
    expect(world.tasks.taken).toEqual([
      { token: 'token-1', output: { approval_id: world.id, decision: 'approved' } },
    ]);
    expect(await world.store.read(world.id)).toMatchObject({ callback: 'done' });
    expect((await world.audit()).map(({ outcome, actor }) => [outcome, actor])).toEqual([
      ['asked', 'artisan'],
      ['approved', 'ada'],
    ]);
    expect([...world.store.timeline.values()].map(({ text, notify }) => [text, notify])).toEqual([
      [expect.stringContaining('asked for until'), 'approval_wanted'],
      [`Approval ${world.id} approved by ada: go on`, 'approval_decided'],
    ]);
  });

  it('takes one decision of forty at once, and tells all others who and when', async () => {
    const world = aWorld();
    for (let i = 0; i < 40; i += 1) world.groups.set(`person-${i}`, ['approver']);
    await world.ask();

    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => {
        const decision = i % 2 === 0 ? 'approve' : 'reject';
        return world.decide(`person-${i}`, { decision });
      }),
    );

    const standing = await world.store.read(world.id);
    const refused = results.flatMap((result): unknown[] =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    expect(refused).toHaveLength(20);
    for (const reason of refused)
      expect(reason).toMatchObject({
        name: 'AlreadyDecidedError',
        message: `It was ${standing?.status} by ${standing?.decided_by} at ${new Date(ASKED_AT).toISOString()}`,
      });
    for (const result of results)
      if (result.status === 'fulfilled') expect(result.value.decided_by).toBe(standing?.decided_by);
    expect(world.tasks.taken).toHaveLength(1);
    expect((await world.audit()).filter(({ outcome }) => outcome === 'refused')).toHaveLength(20);
  });

  it('takes the same decision again for the same, and sends nothing again', async () => {
    const world = aWorld();
    await world.ask();
    await world.decide('ada');

    const again = await world.decide('bob');

    expect(again).toMatchObject({ status: 'approved', decided_by: 'ada' });
    expect(world.tasks.taken).toHaveLength(1);
  });

  it.each([
    ['whoever is not in the pool any more', 'eve', {}, 'NotAnApproverError', 'not_in_pool'],
    ['whoever is no approver now', 'vera', {}, 'NotAnApproverError', 'not_an_approver'],
    ['another plan than was asked about', 'ada', { planHash: 'x' }, 'OtherPlanError', 'plan_changed'],
  ] as const)('refuses %s, and says so in the audit', async (_, actor, change, name, reason) => {
    const world = aWorld();
    await world.ask();

    const refused = await refusalOf(world.decide(actor, change));

    expect(refused).toMatchObject({ name });
    expect((await world.audit()).at(-1)).toMatchObject({
      outcome: 'refused',
      actor,
      decision: 'approve',
      reason,
    });
    expect(await world.store.read(world.id)).toMatchObject({ status: 'pending' });
    expect(world.tasks.taken).toEqual([]);
  });

  it.each(['approve', 'reject'] as const)('lets nobody %s what he has started by hand', async (decision) => {
    const world = aWorld();
    const trigger = { kind: 'person', by: 'ada', at: new Date(ASKED_AT).toISOString() } as const;
    await world.ask('token-1', aQuestion({ execution: { trigger } }));

    const own = await refusalOf(world.decide('ada', { decision }));
    const another = await world.decide('bob', { decision });

    expect(own).toMatchObject({ name: 'OwnRequestError' });
    expect(another.decided_by).toBe('bob');
  });

  it('asks the pool for nobody whom IAM has let through', async () => {
    const world = aWorld();
    await world.ask();

    const decided = await world.decide('arn:execution', { authority: 'iam', via: 'step_functions' });

    expect(decided).toMatchObject({ decided_by: 'arn:execution', decided_via: 'step_functions' });
  });

  it('says no once time is up, whoever comes, and tells the machine', async () => {
    const world = aWorld();
    await world.ask();
    world.time.now += TIMEOUT_MS;

    const late = await refusalOf(world.decide('ada'));

    expect(late).toMatchObject({ name: 'ApprovalOverError', reason: 'expired' });
    expect(await world.store.read(world.id)).toMatchObject({ status: 'expired', callback: 'done' });
    expect(world.tasks.taken).toHaveLength(1);
  });

  it('still takes a decision in the last millisecond', async () => {
    const world = aWorld();
    await world.ask();
    world.time.now += TIMEOUT_MS - 1;

    expect(await world.decide('ada')).toMatchObject({ status: 'approved' });
  });

  it('takes no decision that nobody waits for', async () => {
    const world = aWorld();
    await world.ask();
    world.tasks.waiting.clear();

    const stopped = await refusalOf(world.decide('ada'));

    expect(stopped).toMatchObject({ name: 'ApprovalOverError', reason: 'not_waiting' });
    expect(await world.store.read(world.id)).toMatchObject({ status: 'pending' });
  });

  it('says who was faster, even if the machine has gone on before anyone could look', async () => {
    const world = aWorld();
    await world.ask();
    const { isWaiting } = world.tasks;
    let isFirst = true;
    world.tasks.isWaiting = async (token) => {
      if (isFirst) {
        isFirst = false;
        await world.decide('ada');
      }
      return isWaiting.call(world.tasks, token);
    };

    const refused = await refusalOf(world.decide('bob', { decision: 'reject' }));

    expect(refused).toMatchObject({ name: 'AlreadyDecidedError' });
  });

  it('keeps a decision while Step Functions is out of reach, and tells the machine later', async () => {
    const world = aWorld();
    await world.ask();
    world.tasks.isOut = true;

    const decided = await world.decide('ada');
    const stuck = await world.watch();
    world.tasks.isOut = false;
    const watched = await world.watch();
    const idle = await world.watch();

    expect(decided.status).toBe('approved');
    expect([stuck.undelivered, watched.told]).toEqual([1, 1]);
    expect(world.tasks.taken).toHaveLength(1);
    expect(Object.values(idle)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('records one refusal a minute of whoever tries again and again', async () => {
    const world = aWorld();
    await world.ask();

    for (let i = 0; i < 30; i += 1) {
      await refusalOf(world.decide('eve'));
      world.time.now += 4_000;
    }

    expect((await world.audit()).filter(({ outcome }) => outcome === 'refused')).toHaveLength(2);
  });
});
