import type { Identity } from '../../local/iam/identity.ts';
import { signedJsonClient } from '../support/signed-json-client.ts';
import { ASKING, askingOn, type Asked } from '../support/approvals/asking-stack.ts';
import { decideUntilKilled } from '../support/approvals/decide-until-killed.ts';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';
import { synthesizedWith } from '../support/runbooks/with-runbook.ts';
import { until } from '../support/until.ts';

const HOUR_MS = 3_600_000;

const { assemblyDir, remove } = synthesizedWith({ asking: ASKING });
let artisan: ArtisanStack;
let asking: ReturnType<typeof askingOn>;
/** Every token of a task that there was, and everything that anyone was answered. */
const tokens: string[] = [];
const replies: Reply[] = [];

beforeAll(async () => {
  artisan = await startArtisan({ assemblyDir });
  asking = askingOn(artisan.stack);
});

afterAll(async () => {
  asking.destroy();
  await artisan.stop();
  remove();
});

async function ask(change: Parameters<typeof asking.ask>[0] = {}): Promise<Asked> {
  const asked = await asking.ask(change);
  tokens.push(asked.token);
  return asked;
}

async function as(username: string, method: string, path: string, body?: object): Promise<Reply> {
  const reply = await artisan.as(username, { method, path, ...(body && { body }) });
  replies.push(reply);
  return reply;
}

const read = ({ approvalId }: Asked) => as('viewer', 'GET', `/v1/approvals/${approvalId}`);

async function decide(username: string, asked: Asked, decision: 'approve' | 'reject', plan?: string) {
  const plan_hash = plan ?? String((await read(asked)).body['plan_hash']);
  return as(username, 'POST', `/v1/approvals/${asked.approvalId}/decision`, { decision, plan_hash });
}

/** Twenty sandboxes that start at once may be too much for the machine: a 503 asks to try again. */
async function persistently(send: () => Promise<Reply>): Promise<Reply> {
  let reply = await send();
  while (reply.status === 503) reply = await send();
  return reply;
}

const outcomesOf = async (asked: Asked) => {
  const lines = (await read(asked)).body['audit'] as { outcome: string; actor: string; reason?: string }[];
  return lines.map(({ outcome, actor, reason }) => [outcome, actor, reason]);
};

describe('an approval on a running stack', () => {
  it('lets the runbook act once, whoever of 24 at once decided', async () => {
    const asked = await ask();
    const { body } = await read(asked);
    const path = `/v1/approvals/${asked.approvalId}/decision`;

    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        persistently(() =>
          as(i % 3 === 0 ? 'approver' : 'admin', 'POST', path, {
            decision: i % 2 === 0 ? 'approve' : 'reject',
            plan_hash: body['plan_hash'],
          }),
        ),
      ),
    );
    const { status, error } = await asking.ended(asked);

    const standing = await asking.approval(asked.approvalId);
    const isApproved = standing?.['status'] === 'approved';
    const decidedAt = new Date(Number(standing?.['decided_at'])).toISOString();
    const losers = answers.filter((answer) => answer.status === 409);
    expect(answers.map((answer) => answer.status).filter((code) => ![200, 409].includes(code))).toEqual([]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(12);
    expect(losers).toHaveLength(12);
    for (const loser of losers)
      expect(loser.body).toMatchObject({
        code: 'already_decided',
        detail: `It was ${standing?.['status']} by ${standing?.['decided_by']} at ${decidedAt}`,
      });
    expect([status, error]).toEqual(
      isApproved ? ['SUCCEEDED', undefined] : ['FAILED', 'ApprovalRejectedError'],
    );
    expect(await asking.done(asked)).toHaveLength(isApproved ? 1 : 0);
    expect(await asking.woken(asked)).toHaveLength(1);
    expect((await asking.openApprovals()).map((line): unknown => line['approval_id'])).not.toContain(
      asked.approvalId,
    );
  });

  it('is decided by nothing but a POST', async () => {
    const asked = await ask();
    const [page, api] = [`/approve/${asked.approvalId}`, `/v1/approvals/${asked.approvalId}`];

    for (let i = 0; i < 34; i += 1)
      for (const method of ['GET', 'HEAD', 'OPTIONS'])
        await Promise.all([
          fetch(artisan.stack.url + page, { method }),
          fetch(artisan.stack.url + api, { method }),
          fetch(`${artisan.stack.url}${api}/decision?decision=approve`, { method }),
        ]);

    expect((await read(asked)).body['status']).toBe('pending');
    expect(await decide('approver', asked, 'approve')).toMatchObject({ status: 200 });
    expect(await asking.ended(asked)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    ['SendTaskSuccess', { output: '{"decision":"approved"}' }],
    ['SendTaskFailure', { error: 'Approved', cause: 'by hand' }],
  ])('records a %s by hand, counts it not, and asks again', async (operation, answer) => {
    const asked = await ask();

    await asking.call(operation, { taskToken: asked.token, ...answer });
    const again = await asking.askedAgain(asked, 2);
    tokens.push(again.token);
    const first = await asking.approval(asked.approvalId);
    const late = await decide('approver', asked, 'approve');
    await decide('approver', again, 'approve');

    expect(again.approvalId).not.toBe(asked.approvalId);
    expect(first).toMatchObject({ status: 'rejected', decided_via: 'callback', decided_by: 'unknown' });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('by unknown') } });
    expect(await asking.ended(again)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('fails a rejected runbook, and says who', async () => {
    const asked = await ask();

    await decide('approver', asked, 'reject');
    const ended = await asking.ended(asked);

    expect(ended).toMatchObject({ status: 'FAILED', error: 'ApprovalRejectedError' });
    expect(ended.cause).toContain('rejected by approver');
  });

  it('keeps a decision that cannot be delivered, and delivers it at the next look', async () => {
    const asked = await ask();
    artisan.stack.faults.inject({
      service: 'states',
      operation: 'SendTaskSuccess',
      kind: 'error',
      times: 100,
    });

    const answer = await decide('approver', asked, 'approve');
    const between = await asking.approval(asked.approvalId);
    artisan.stack.faults.clear();
    await artisan.stack.clock.advance(61_000);

    expect([answer.status, between?.['callback']]).toEqual([200, 'due']);
    expect(await asking.ended(asked)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    { what: 'before its decision', at: 1, when: 'before', standing: 'pending', woken: 0 },
    { what: 'between decision and callback', at: 1, when: 'after', standing: 'approved', woken: 0 },
    { what: 'after the callback', at: 2, when: 'before', standing: 'approved', woken: 1 },
  ] as const)('acts once when a process is killed $what', async ({ at, when, standing, woken }) => {
    const asked = await ask();
    const planHash = (await read(asked)).body['plan_hash'];

    const { signal } = await decideUntilKilled(artisan.stack, asked, { at, when, planHash });
    const [between, wokenBefore] = await Promise.all([
      asking.approval(asked.approvalId),
      asking.woken(asked),
    ]);
    if (standing === 'pending') await decide('approver', asked, 'approve');
    // A machine at work would be timed out by a clock that leaps.
    if (standing === 'pending' || woken > 0) await asking.ended(asked);
    await artisan.stack.clock.advance(61_000);
    const { status } = await asking.ended(asked);
    await until(async () => (await asking.approval(asked.approvalId))?.['callback'] === 'done');

    expect(signal).toBe('SIGKILL');
    expect(between).toMatchObject({ status: standing, callback: standing === 'pending' ? 'none' : 'due' });
    expect([wokenBefore.length, (await asking.woken(asked)).length]).toEqual([woken, 1]);
    expect(status).toBe('SUCCEEDED');
    expect(await asking.done(asked)).toHaveLength(1);
    expect((await outcomesOf(asked)).filter(([outcome]) => outcome === 'approved')).toHaveLength(1);
  });

  it('refuses whoever may not, asks the pool and not the token, and has it on record', async () => {
    const asked = await ask({ trigger: { kind: 'person', by: 'admin', at: new Date().toISOString() } });
    const [pool] = artisan.stack.pools;
    const cognito = signedJsonClient(artisan.stack, { protocol: 'json-1.1' });
    const user = { UserPoolId: pool?.id, Username: 'mallory' };
    const target = 'AWSCognitoIdentityProviderService';
    await cognito(`${target}.AdminCreateUser`, user);
    await cognito(`${target}.AdminAddUserToGroup`, { ...user, GroupName: 'approver' });
    const { accessToken } = (await pool?.issueAccessToken('mallory')) ?? { accessToken: '' };
    await cognito(`${target}.AdminDeleteUser`, user);
    const plan_hash = String((await read(asked)).body['plan_hash']);

    const removed = await fetch(`${artisan.stack.url}/v1/approvals/${asked.approvalId}/decision`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ decision: 'approve', plan_hash }),
    });
    const operator = await decide('operator', asked, 'approve');
    const own = await decide('admin', asked, 'approve');
    const stale = await decide('approver', asked, 'approve', 'sha256:other');

    expect([removed.status, operator.status, own.status, stale.status]).toEqual([403, 403, 403, 409]);
    expect([own.body['code'], stale.body['code']]).toEqual(['own_request', 'plan_changed']);
    expect((await outcomesOf(asked)).toSorted()).toEqual([
      ['asked', 'admin', undefined],
      ['refused', 'admin', 'own_request'],
      ['refused', 'approver', 'plan_changed'],
      ['refused', 'mallory', 'not_in_pool'],
      ['refused', 'operator', 'not_an_approver'],
    ]);
    expect((await asking.approval(asked.approvalId))?.['status']).toBe('pending');
    await asking.call('StopExecution', { executionArn: asked.executionArn });
  });

  it('is over for an execution that was stopped', async () => {
    const asked = await ask();
    await asking.call('StopExecution', { executionArn: asked.executionArn });

    const late = await decide('approver', asked, 'approve');

    expect(late).toMatchObject({ status: 410, body: { code: 'approval_over' } });
  });

  it('is decided in the Step Functions console by whoever IAM lets, as the execution', async () => {
    const asked = await ask();
    const approver = artisan.stack.users.find(({ name }) => name.includes('Approver'));
    const stranger = artisan.stack.users.find(({ name }) => name.includes('Serving'));
    const stateMachineArn = artisan.stack.outputs['DecideApprovalArn'];
    const plan_hash = (await read(asked)).body['plan_hash'];
    const input = JSON.stringify({
      approval_id: asked.approvalId,
      decision: 'approve',
      plan_hash,
      actor: 'ada',
    });
    if (!approver || !stranger) throw new Error('The template has no policy for them');
    const startAs = ({ credentials }: Identity) =>
      signedJsonClient(artisan.stack, { credentials })<{ executionArn: string }>(
        'AWSStepFunctions.StartExecution',
        { stateMachineArn, input },
      );

    const denied = await startAs(stranger).catch((error: unknown) => error);
    const decision = await startAs(approver);
    const decided = await asking.ended(decision);
    const contrary = await asking.call<{ executionArn: string }>('StartExecution', {
      stateMachineArn,
      input: input.replace('"approve"', '"reject"'),
    });

    expect(denied).toMatchObject({ name: 'AccessDeniedException' });
    expect(decided).toMatchObject({ status: 'SUCCEEDED' });
    expect(await asking.ended(asked)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await asking.approval(asked.approvalId)).toMatchObject({
      status: 'approved',
      decided_via: 'step_functions',
      decided_by: decision.executionArn,
    });
    expect(await asking.ended(contrary)).toMatchObject({ status: 'FAILED', error: 'AlreadyDecidedError' });
  });

  it('ends as a no when nobody decides, after a warning', async () => {
    const asked = await ask();

    await artisan.stack.clock.advance(HOUR_MS - 10 * 60_000);
    await until(async () => (await asking.timeline(asked)).some((text) => text.includes('ends at')));
    await artisan.stack.clock.advance(11 * 60_000);
    const ended = await asking.ended(asked);
    const late = await decide('approver', asked, 'approve');

    expect(ended).toMatchObject({ status: 'FAILED', error: 'ApprovalExpiredError' });
    expect(late).toMatchObject({ status: 410, body: { code: 'approval_over' } });
  });

  it('shows no token of a task, in no log line, answer or address', () => {
    const seen = [...artisan.lines, JSON.stringify(replies)];

    expect(tokens.length).toBeGreaterThan(8);
    expect(artisan.lines.length).toBeGreaterThan(100);
    for (const token of tokens) expect(seen.filter((text) => text.includes(token))).toEqual([]);
  });
});
