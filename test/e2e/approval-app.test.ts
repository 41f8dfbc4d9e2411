import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApprovalApp, type RunningApprovalApp } from '../support/approval-app/running-approval-app.ts';
import { synthesizeApprovalApp } from '../support/approval-app/synthesize-approval-app.ts';

const { assemblyDir, remove } = synthesizeApprovalApp();
afterAll(remove);

let stateDir: string;
let app: RunningApprovalApp;
const start = async () => {
  app = await startApprovalApp({ assemblyDir, stateDir });
};
const restart = async () => {
  await app.stop();
  await start();
};
beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'approval-state-'));
  await start();
});
afterEach(async () => {
  await app.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

const approve = (taskToken: string) =>
  app.stepFunctions('SendTaskSuccess', { taskToken, output: '{"approver":"ada"}' });
const reject = (taskToken: string) =>
  app.stepFunctions('SendTaskFailure', { taskToken, error: 'Rejected', cause: 'not today' });
const usedAlready = { name: 'TaskTimedOut', statusCode: 400 };

describe.each([
  { meanwhile: 'nothing happens', happen: () => Promise.resolve() },
  { meanwhile: 'the stack is restarted', happen: restart },
])('an alarm that asks for an approval, while $meanwhile', ({ happen }) => {
  it('writes the report once it is approved', async () => {
    const before = await app.executions();
    await app.raiseAlarm();
    const { executionArn, name, status, token } = await app.waiting();
    await happen();
    const still = await app.waiting();
    const early = await app.keys();
    await approve(token);
    const ended = await app.ended(executionArn);

    expect([before, early]).toEqual([[], []]);
    expect(status).toBe('RUNNING');
    expect(still).toMatchObject({ executionArn, status, token });
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: JSON.stringify({ key: `${name}.json` }) });
    expect(await app.keys()).toEqual([`${name}.json`]);
    expect(await app.object(`${name}.json`)).toEqual({
      alarm: expect.stringMatching(/^Approval-TooMany/),
      approval: { approver: 'ada' },
    });
    expect(await app.executions()).toHaveLength(1);
  });

  it('fails without a report once it is rejected', async () => {
    await app.raiseAlarm();
    const { executionArn, token } = await app.waiting();
    await happen();
    await reject(token);
    const ended = await app.ended(executionArn);

    expect(ended).toMatchObject({ status: 'FAILED', error: 'NotApproved', cause: 'not today' });
    expect(await app.keys()).toEqual([]);
  });

  it.each([
    ['approved', approve, 1],
    ['rejected', reject, 0],
  ] as const)('takes no token again once it was %s', async (_, answer, reports) => {
    await app.raiseAlarm();
    const { executionArn, token } = await app.waiting();
    await answer(token);
    await app.ended(executionArn);
    await happen();

    await expect(approve(token)).rejects.toMatchObject(usedAlready);
    await expect(reject(token)).rejects.toMatchObject(usedAlready);
    expect(await app.keys()).toHaveLength(reports);
  });

  it('takes one of two answers that come at once', async () => {
    await app.raiseAlarm();
    const { executionArn, token } = await app.waiting();
    await happen();
    const answers = await Promise.allSettled([approve(token), approve(token)]);
    await app.ended(executionArn);

    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await app.keys()).toHaveLength(1);
  });
});
