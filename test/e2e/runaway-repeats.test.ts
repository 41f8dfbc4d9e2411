import { jest } from '@jest/globals';
import { startRehearsalStage, type RehearsalStage } from '../support/runbooks/rehearsal-stage.ts';
import { RunawayCase } from '../support/runbooks/runaway-case.ts';
import { SAVED_AT } from '../support/runbooks/scripted-trainer.ts';

/** It waits for several functions that start cold. */
jest.setTimeout(180_000);

const STEPS = 'RunbooksStepsRole';

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
    expect(runWrites).toBe(6);
    expect(execution.status).toBe('succeeded');
    expect([rollback.attempt, rollback.target?.step]).toEqual([2, SAVED_AT]);
    expect(await one.run()).toMatchObject({ status: 'running', attempt: 2, lr_multiplier: 0.5 });
    expect([told('was told to go back').length, told('was told to go on').length]).toEqual([1, 1]);
  });
});
