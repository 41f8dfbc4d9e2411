import { ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { until } from '../until.ts';
import type { RehearsalStage } from './rehearsal-stage.ts';
import type { RunawayCase } from './runaway-case.ts';

/** What has to hold whenever the work was not done: nobody may think that it was, or that the run trains. */
export async function expectLeftPaused(one: RunawayCase, error: string | RegExp): Promise<void> {
  // The execution has its status before the incident has its lines: what comes last is waited for.
  const isTold = async () => (await one.timeline()).some(({ text }) => text.includes('is left paused'));
  await until(async () => (await isTold()) && (await one.lockOwner()) === undefined);
  const { id, status } = await one.execution();
  const lines = await one.timeline();
  const { status: run } = await one.run();
  const left = lines.find(({ text }) => text.includes(`${one.runId} is left paused`));

  expect(status).toBe('failed');
  expect(await machineStatus(one.stage, id)).toBe('FAILED');
  expect(await one.lockOwner()).toBeUndefined();
  expect(['pausing', 'paused']).toContain(run);
  expect(lines.filter(({ kind }) => kind === 'failed').map(({ text }) => text)).toEqual([
    expect.stringMatching(error),
  ]);
  expect(lines.map(({ kind }) => kind)).toContain('escalated');
  expect(left?.offers?.map(({ path, body }) => `${path} ${String(body?.['action'])}`)).toEqual([
    `/v1/runs/${one.runId}/directives resume`,
    `/v1/runs/${one.runId}/directives stop`,
  ]);
}

/** What Step Functions itself says. */
export async function machineStatus({ states }: RehearsalStage, name: string): Promise<string | undefined> {
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const found = stateMachines.find((machine) => machine.name?.includes('rl-reward-runaway-rollback'));
  const { executions = [] } = await states.send(
    new ListExecutionsCommand({ stateMachineArn: found?.stateMachineArn }),
  );
  return executions.find((execution) => execution.name === name)?.status;
}
