import { jest } from '@jest/globals';
import { StopExecutionCommand, ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expectLeftPaused, machineStatus } from '../support/runbooks/expect-left-paused.ts';
import { startRehearsalStage, type RehearsalStage } from '../support/runbooks/rehearsal-stage.ts';
import { RunawayCase } from '../support/runbooks/runaway-case.ts';
import { EARLY, RAN_AWAY_AT, SAVED_AT } from '../support/runbooks/scripted-trainer.ts';

const MINUTE = 60_000;
const STEPS = 'RunbooksStepsRole';

/** Each waits for several functions that start cold. */
jest.setTimeout(600_000);

let stage: RehearsalStage;
/** Transactions of the steps that had a run in them. */
let runWrites = 0;
beforeAll(async () => {
  stage = await startRehearsalStage({
    onAwsCall: ({ operation, caller, input }) => {
      const isRun = operation === 'TransactWriteItems' && JSON.stringify(input).includes('"change_id"');
      if (isRun && caller.includes(STEPS)) runWrites += 1;
    },
  });
});
afterAll(() => stage.stop());

/** As somebody does who tidies up a bucket. */
async function deleteModels(runId: string): Promise<void> {
  const { s3 } = stage.aws;
  const Bucket = stage.stack.outputs['CheckpointBucketName'] ?? '';
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: `checkpoints/${runId}/` }),
  );
  for (const { Key } of Contents)
    if (Key?.endsWith('/model') === true) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
}

const operator = (path: string, body: unknown) => stage.as('operator', { method: 'POST', path, body });

describe('the checkpoint to go back to', () => {
  it('is none when none is stable: the runbook fails, and nothing is restored', async () => {
    const one = new RunawayCase(stage, 'unstable');
    await one.trainer.acknowledge(await one.begin({ isStable: false }));

    await one.ended();

    await expectLeftPaused(one, /NoStableCheckpointError.*\|KL\| < 0\.03 and a reward of 10 to 20/);
    expect(await one.run()).toMatchObject({ attempt: 1, last_step: RAN_AWAY_AT });
  });

  it('whose bytes went while a person thought about it fails the runbook by its name', async () => {
    const one = new RunawayCase(stage, 'bytes-gone');
    const approval = await one.beginAndAsk();

    await deleteModels(one.runId);
    await one.decide(approval, 'approve');
    await one.ended();

    await expectLeftPaused(one, new RegExp(`CheckpointUnreadableError.*step ${SAVED_AT}, attempt 1`));
    expect(await one.run()).toMatchObject({ attempt: 1, last_step: RAN_AWAY_AT });
  });

  it('is asked for again when the run has moved since', async () => {
    const one = new RunawayCase(stage, 'moved');
    const first = await one.beginAndAsk();

    await one.trainer.report(RAN_AWAY_AT + 1, { episode_reward: 150 });
    await one.decide(first, 'approve');
    const second = await one.asked(first.id);
    await one.decide(second, 'approve');
    await one.obey('rollback');
    await one.obey('resume');
    const execution = await one.ended();

    expect(first.summary).toContain(`Current step ${RAN_AWAY_AT}`);
    expect(second.summary).toContain(`Current step ${RAN_AWAY_AT + 100}`);
    expect(execution.status).toBe('succeeded');
    expect(await one.run()).toMatchObject({ attempt: 2, lr_multiplier: 0.5 });
  });

  it('is of no use once a person has gone back further by hand', async () => {
    const one = new RunawayCase(stage, 'superseded');
    const approval = await one.beginAndAsk();

    const { status } = await operator(`/v1/runs/${one.runId}/rollback`, {
      to: EARLY,
      reason: 'I know better',
    });
    await one.decide(approval, 'approve');
    await one.ended();

    expect(status).toBe(202);
    await expectLeftPaused(one, new RegExp(`CheckpointGoneError.*step ${SAVED_AT}, attempt 1`));
    expect(await one.run()).toMatchObject({ attempt: 2, last_step: EARLY });
  });

  it('is not gone to when a person resumes the run meanwhile', async () => {
    const one = new RunawayCase(stage, 'resumed-by-hand');
    const approval = await one.beginAndAsk();

    const { status } = await operator(`/v1/runs/${one.runId}/directives`, {
      action: 'resume',
      reason: 'let me',
    });
    await one.decide(approval, 'approve');
    const execution = await one.ended();

    expect([status, execution.status]).toEqual([202, 'failed']);
    expect((await one.timeline()).find(({ kind }) => kind === 'failed')?.text).toMatch(
      /TakenOverError.*operator/,
    );
    expect(await one.run()).toMatchObject({ status: 'resuming', attempt: 1, lr_multiplier: 1 });
  });
});

describe('a second runaway', () => {
  it('after the resume gets a runbook of its own, after the cooldown', async () => {
    const one = new RunawayCase(stage, 'again');
    await one.decide(await one.beginAndAsk(), 'approve');
    await one.obey('rollback');
    await one.obey('resume');
    const first = await one.ended();

    const pause = await one.trainer.report(SAVED_AT + 101, { attempt: 2, episode_reward: 150 });
    await one.trainer.acknowledge(pause, { global_step: SAVED_AT + 200 });
    await stage.pass(async () => (await one.executions()).length === 2, 10_000);
    await one.decide(await one.asked(), 'approve');
    await one.obey('rollback');
    await one.obey('resume');
    const second = await one.ended();

    expect(pause.action).toBe('pause');
    expect([first.status, second.status]).toEqual(['succeeded', 'succeeded']);
    expect(second.id).not.toBe(first.id);
    expect(await one.run()).toMatchObject({ status: 'running', attempt: 3, lr_multiplier: 0.25 });
  });
});

describe('two runs', () => {
  it('run away while one alarm is on: each has its runbook within 90 seconds', async () => {
    const [one, other] = [new RunawayCase(stage, 'run-a'), new RunawayCase(stage, 'run-b')];
    await one.trainer.acknowledge(await one.begin());

    // Without what passes by itself meanwhile, which is the machine's.
    const passed = () => stage.stack.clock.now() - performance.now();
    const began = passed();
    await other.trainer.acknowledge(await other.trainer.runAway());
    await stage.pass(async () => (await other.executions()).length > 0);
    const took = passed() - began;

    expect(took).toBeLessThan(1.5 * MINUTE);
    expect([await one.executions(), await other.executions()].map(({ length }) => length)).toEqual([1, 1]);
    for (const each of [one, other]) {
      await each.decide(await each.asked(), 'reject');
      await each.ended();
    }
  });
});

describe('an execution that is stopped from outside', () => {
  it('while it waits for a person frees its lock, and the incident says that the run is left paused', async () => {
    const one = new RunawayCase(stage, 'stopped');
    const approval = await one.beginAndAsk();
    const { id } = await one.execution();

    const { stateMachines = [] } = await stage.states.send(new ListStateMachinesCommand({}));
    const machine = stateMachines.find(({ name }) => name?.includes('rl-reward-runaway-rollback'));
    const { executions = [] } = await stage.states.send(
      new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn }),
    );
    const executionArn = executions.find(({ name }) => name === id)?.executionArn;
    await stage.states.send(new StopExecutionCommand({ executionArn, cause: 'wrong button' }));
    const execution = await one.ended();
    const late = await one.decide(approval, 'approve');

    const lines = await one.timeline();
    expect([execution.status, await machineStatus(stage, id)]).toEqual(['aborted', 'ABORTED']);
    expect(late.status).toBe(410);
    expect(lines.some(({ text }) => text.includes('stopped is left paused'))).toBe(true);
    expect(await one.run()).toMatchObject({ status: 'paused', attempt: 1 });
  });
});

/** The next writes of the steps happen, and their function never learns of it: more often than its SDK tries again. */
function loseAnswers(): { readonly areLost: () => boolean } {
  stage.stack.faults.inject({
    ...{ service: 'dynamodb', operation: 'TransactWriteItems', caller: STEPS },
    ...{ kind: 'kill-after', times: 3 },
  });
  return { areLost: () => stage.stack.faults.list().length === 0 };
}

describe('a step whose write happens and whose answer is lost', () => {
  it('is tried again, and the run is told to go back once and its learning rate halved once', async () => {
    const one = new RunawayCase(stage, 'answers-lost');
    const approval = await one.beginAndAsk();
    const before = runWrites;

    const goingBack = loseAnswers();
    await one.decide(approval, 'approve');
    await stage.pass(goingBack.areLost);
    await stage.pass(async () =>
      (await one.timeline()).some(({ text }) => text.includes('was told to go back')),
    );
    const rollback = await one.trainer.directive();
    const resuming = loseAnswers();
    await one.obey('rollback');
    await stage.pass(resuming.areLost);
    await one.obey('resume');
    const execution = await one.ended();

    const lines = (await one.timeline()).filter(({ kind }) => kind === 'step').map(({ text }) => text);
    const told = (what: string) => lines.filter((text) => text.includes(what));
    // Three attempts of the SDK at each; the step's next try finds it done.
    expect(runWrites - before).toBe(6);
    expect(execution.status).toBe('succeeded');
    expect([rollback.attempt, rollback.target?.step]).toEqual([2, SAVED_AT]);
    expect(await one.run()).toMatchObject({ status: 'running', attempt: 2, lr_multiplier: 0.5 });
    expect([told('was told to go back').length, told('was told to go on').length]).toEqual([1, 1]);
  });
});
