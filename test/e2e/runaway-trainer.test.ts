import { jest } from '@jest/globals';
import { expectLeftPaused } from '../support/runbooks/expect-left-paused.ts';
import { startRehearsalStage, type RehearsalStage } from '../support/runbooks/rehearsal-stage.ts';
import { RunawayCase } from '../support/runbooks/runaway-case.ts';
import { SAVED_AT } from '../support/runbooks/scripted-trainer.ts';

/** Each waits for several functions that start cold. */
jest.setTimeout(180_000);

let stage: RehearsalStage;
beforeAll(async () => {
  stage = await startRehearsalStage();
});
afterAll(() => stage.stop());

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
