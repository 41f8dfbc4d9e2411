import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
} from '@aws-sdk/client-sfn';
import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import type { ObservedCall } from '../../local/stack/observed-service.ts';
import { awsClients } from '../../test/support/aws-clients.ts';
import { startRehearsalStage, type RehearsalStage } from '../../test/support/runbooks/rehearsal-stage.ts';
import { RunawayCase } from '../../test/support/runbooks/runaway-case.ts';
import { until } from '../../test/support/until.ts';
import { invocationsOf, transitionsOf, unitsOf, type Usage } from './tally.ts';

/** Those that work for one execution; watches, notifier and trainer run with or without it. */
const FUNCTIONS = /-(dispatcher|runbook-steps|runbook-plans|runbook-endings|approval-gate)$/;
const ROLES = /(DispatchDispatcher|DispatchEndings|RunbooksSteps|RunbooksPlans|ApprovalsGate)Role/;
/** Asked again and again by the bench; what counts is the decision. */
const DECIDING = { logGroup: '-approvals', role: 'ApprovalsFunctionRole' };

interface Timed<Value> {
  readonly at: number;
  readonly value: Value;
}

export interface Ran {
  /** From the alarm's change of state to the first call of the first step. */
  readonly toFirstStepMs: number;
  readonly usage: Usage;
}

/** A stage with a runaway in it, as often as asked: alarm, pause, approval, rollback, resume. */
export async function runHappyPaths(count: number): Promise<readonly Ran[]> {
  const calls: Timed<ObservedCall>[] = [];
  const stage = await startRehearsalStage({
    onAwsCall: (value) => calls.push({ at: performance.now(), value }),
  });
  const lines: { logGroup: string; message: string; at: number }[] = [];
  const stop = stage.stack.logs.subscribe(({ logGroup, message }) =>
    lines.push({ logGroup, message, at: performance.now() }),
  );
  try {
    const ran: Ran[] = [];
    for (let index = 0; index < count; index += 1) {
      calls.length = 0;
      lines.length = 0;
      ran.push(await runOnce(stage, `bench-${index}`, { calls, lines }));
    }
    return ran;
  } finally {
    stop();
    await stage.stop();
  }
}

interface Seen {
  readonly calls: readonly Timed<ObservedCall>[];
  readonly lines: readonly { readonly logGroup: string; readonly message: string; readonly at: number }[];
}

async function runOnce(stage: RehearsalStage, runId: string, { calls, lines }: Seen): Promise<Ran> {
  const one = new RunawayCase(stage, runId);
  await one.trainer.acknowledge(await one.trainer.runAway());
  const stepped = () =>
    lines.find(({ logGroup, message }) => logGroup.endsWith('-runbook-steps') && message.startsWith('START'));
  const alarmedAt = await raiseAlarm(stage);
  await until(() => stepped() !== undefined);
  const toFirstStepMs = (stepped()?.at ?? NaN) - alarmedAt;
  const approval = await one.asked();
  const decidedFrom = performance.now();
  const { status } = await one.decide(approval, 'approve');
  const decidedUntil = performance.now();
  if (status !== 200) throw new Error(`The approval was answered with ${status}`);
  await one.obey('rollback');
  await one.obey('resume');
  const execution = await one.ended();
  if (execution.status !== 'succeeded') throw new Error(`${execution.id} ended as ${execution.status}`);
  const isOfDecision = ({ at }: { readonly at: number }) => at >= decidedFrom && at <= decidedUntil;
  const ours = calls.filter(
    (call) =>
      ROLES.test(call.value.caller) || (isOfDecision(call) && call.value.caller.includes(DECIDING.role)),
  );
  const logged = lines.filter(
    (line) =>
      FUNCTIONS.test(line.logGroup) || (isOfDecision(line) && line.logGroup.endsWith(DECIDING.logGroup)),
  );
  return {
    toFirstStepMs,
    usage: {
      transitions: await transitions(stage, execution.id),
      ...invocationsOf(logged.map(({ message }) => message)),
      ...unitsOf(ours.map(({ value }) => value)),
    },
  };
}

/** Without waiting for its next look: what is measured begins with its change of state. */
async function raiseAlarm({ stack }: RehearsalStage): Promise<number> {
  const { cloudwatch, destroy } = awsClients(stack);
  const AlarmName = 'artisan-rehearsal-RewardRunaway';
  const set = (StateValue: 'OK' | 'ALARM') =>
    cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'bench' }));
  await set('OK');
  const alarmedAt = performance.now();
  await set('ALARM');
  destroy();
  return alarmedAt;
}

async function transitions({ states }: RehearsalStage, name: string): Promise<number> {
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name: of = '' }) => of.includes('rl-reward-runaway-rollback'));
  const { executions = [] } = await states.send(
    new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn }),
  );
  const executionArn = executions.find((execution) => execution.name === name)?.executionArn;
  const { events = [] } = await states.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
  );
  return transitionsOf(events);
}
