import { jest } from '@jest/globals';
import { expectLeftPaused, machineStatus } from '../support/runbooks/expect-left-paused.ts';
import { startRehearsalStage, type RehearsalStage } from '../support/runbooks/rehearsal-stage.ts';
import { RunawayCase } from '../support/runbooks/runaway-case.ts';
import { RAN_AWAY_AT, SAVED_AT } from '../support/runbooks/scripted-trainer.ts';

/** Each waits for several functions that start cold. */
jest.setTimeout(600_000);

let stage: RehearsalStage;
beforeAll(async () => {
  stage = await startRehearsalStage();
});
afterAll(() => stage.stop());

describe('a run whose rewards run away', () => {
  it('is paused, approved by a person, restored, verified, and goes on with half its learning rate', async () => {
    const one = new RunawayCase(stage, 'approved');
    const approval = await one.beginAndAsk();

    const decided = await one.decide(approval, 'approve');
    await one.obey('rollback');
    await one.obey('resume');
    const execution = await one.ended();

    const run = await one.run();
    const lines = await one.timeline();
    expect(approval.summary).toMatch(
      new RegExp(
        `^This will roll back training to step ${SAVED_AT} \\(\\d+ seconds ago\\)\\. ` +
          `Current step ${RAN_AWAY_AT}\\. Progress lost: 100 steps`,
      ),
    );
    expect(decided.status).toBe(200);
    expect(execution.status).toBe('succeeded');
    expect(await machineStatus(stage, execution.id)).toBe('SUCCEEDED');
    expect(run).toMatchObject({
      status: 'running',
      attempt: 2,
      lr_multiplier: 0.5,
      last_step: SAVED_AT + 100,
    });
    expect(run['runaway']).toBeUndefined();
    expect(lines.filter(({ text }) => text.includes(`rolled back to step ${SAVED_AT}`))).toHaveLength(1);
    expect(lines.filter(({ kind }) => kind === 'failed' || kind === 'escalated')).toEqual([]);
    expect(await one.lockOwner()).toBeUndefined();
  });

  it('stays paused when a person says no', async () => {
    const one = new RunawayCase(stage, 'rejected');
    const approval = await one.beginAndAsk();

    await one.decide(approval, 'reject');
    await one.ended();

    await expectLeftPaused(one, /ApprovalRejectedError/);
    expect(await one.run()).toMatchObject({ attempt: 1, last_step: RAN_AWAY_AT });
  });

  it('stays paused when nobody answers in time, and takes no late answer', async () => {
    const one = new RunawayCase(stage, 'expired');
    const approval = await one.beginAndAsk();

    await one.ended(10_000);
    const late = await one.decide(approval, 'approve');

    await expectLeftPaused(one, /ApprovalExpiredError/);
    expect(late.status).toBe(410);
    expect((await one.timeline()).map(({ kind }) => kind)).toContain('warning');
    expect(await one.run()).toMatchObject({ attempt: 1 });
  });

  it('can be resumed or stopped by what the incident offers', async () => {
    const one = new RunawayCase(stage, 'offered');
    await one.decide(await one.beginAndAsk(), 'reject');
    await one.ended();
    const offers = (await one.timeline()).flatMap(({ offers = [] }) => offers);
    const resume = offers.find(({ body }) => body?.['action'] === 'resume');

    const { status } = await stage.as('operator', {
      method: 'POST',
      path: resume?.path ?? '',
      body: resume?.body,
    });
    await one.trainer.report(RAN_AWAY_AT + 1);

    expect(status).toBe(202);
    expect(await one.run()).toMatchObject({ status: 'running', attempt: 1, lr_multiplier: 1 });
  });

  it('is looked at by a dry run without being touched', async () => {
    const one = new RunawayCase(stage, 'dry');
    const approval = await one.beginAndAsk();
    const before = await one.run();

    const { status, body } = await stage.as('operator', {
      method: 'POST',
      path: '/v1/runbooks/rl_reward_runaway_rollback/executions',
      body: { mode: 'dry_run', input: { run_id: 'dry' }, reason: 'monthly' },
    });
    await stage.pass(async () => {
      const seen = await stage.see(`/v1/executions/${String(body['execution_id'])}`);
      return seen['status'] !== 'running';
    });

    const dry = await stage.see(`/v1/executions/${String(body['execution_id'])}`);
    expect([status, dry['status']]).toEqual([202, 'succeeded']);
    expect(JSON.stringify(dry['steps'])).toContain(`roll back training to step ${SAVED_AT}`);
    expect(await one.run()).toEqual(before);
    await one.decide(approval, 'reject');
    await one.ended();
  });
});

describe('a trainer that is silent', () => {
  it('after the pause fails the runbook before anybody is asked', async () => {
    const one = new RunawayCase(stage, 'never-paused');
    await one.begin();

    await one.ended(2_000);

    await expectLeftPaused(one, /AcknowledgementTimeoutError.*told to pause/);
    expect(await one.run()).toMatchObject({ status: 'pausing', attempt: 1 });
  });

  it('after the rollback fails the runbook, and the run stays paused', async () => {
    const one = new RunawayCase(stage, 'never-restored');
    await one.decide(await one.beginAndAsk(), 'approve');

    await one.ended(2_000);

    await expectLeftPaused(one, new RegExp(`AcknowledgementTimeoutError.*go back to step ${SAVED_AT}`));
    expect(await one.run()).toMatchObject({ status: 'paused', attempt: 2, lr_multiplier: 1 });
  });

  it('after the resume is noted in the incident: what the runbook is for was done', async () => {
    const one = new RunawayCase(stage, 'never-resumed');
    await one.decide(await one.beginAndAsk(), 'approve');
    await one.obey('rollback');

    const execution = await one.ended(2_000);

    const lines = await one.timeline();
    expect(execution.status).toBe('succeeded');
    expect(lines.filter(({ text }) => text.includes('NotResumedError'))).toHaveLength(1);
    expect(lines.filter(({ text }) => text.includes(`rolled back to step ${SAVED_AT}`))).toHaveLength(1);
    expect(await one.run()).toMatchObject({ status: 'resuming', lr_multiplier: 0.5 });
  });
});

describe('a trainer that comes back elsewhere', () => {
  it('fails the runbook by the name of it', async () => {
    const one = new RunawayCase(stage, 'elsewhere');
    await one.decide(await one.beginAndAsk(), 'approve');
    await stage.pass(async () => (await one.trainer.directive()).action === 'rollback');

    await one.trainer.acknowledge(await one.trainer.directive(), { global_step: 17 });
    await one.ended();

    await expectLeftPaused(
      one,
      new RegExp(`RestoreMismatchError.*at step 17, not at the target's ${SAVED_AT}`),
    );
  });
});

describe('a trainer that is started again in the middle', () => {
  it('of each directive attaches, learns what to do, and the runbook goes on', async () => {
    const one = new RunawayCase(stage, 'restarted');
    await one.begin();

    const atPause = await one.trainer.attach();
    await one.trainer.acknowledge(await one.trainer.directive());
    await one.decide(await one.asked(), 'approve');
    await stage.pass(async () => (await one.trainer.directive()).action === 'rollback');
    const atRollback = await one.trainer.attach();
    await one.trainer.acknowledge(await one.trainer.directive());
    await stage.pass(async () => (await one.trainer.directive()).action === 'resume');
    const atResume = await one.trainer.attach();
    await one.obey('resume');
    const execution = await one.ended();

    expect(execution.status).toBe('succeeded');
    expect([atPause, atRollback, atResume]).toMatchObject([
      { attempt: 1, last_step: 199, directive: { action: 'pause' } },
      { attempt: 2, last_step: SAVED_AT, directive: { action: 'rollback', target: { step: SAVED_AT } } },
      { attempt: 2, last_step: SAVED_AT, directive: { action: 'resume', lr_multiplier: 0.5 } },
    ]);
  });
});
