import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from '../../local/aws-endpoint/fault.ts';
import { startDispatchStack, type DispatchStack } from '../support/runbooks/dispatch-stack.ts';
import { until } from '../support/until.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ALARM = 'CreativeLatency';
const RUNBOOK = 'database_reset';

let world: DispatchStack;
beforeAll(async () => {
  world = await startDispatchStack();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.stack.faults.clear();
  await world.setAlarm(ALARM, 'OK');
  await world.stack.clock.advance(2 * SECOND);
});

/**
 * Waits while minutes pass in seconds. Not faster: a function's time-out and a signature's age go by the same clock, and
 * whoever leaps a minute at each look kills the very functions that are waited for.
 */
async function pass(isSo: () => Promise<boolean>): Promise<void> {
  await until(async () => {
    if (await isSo()) return true;
    await world.stack.clock.advance(SECOND);
    await delay(50);
    return false;
  });
}

async function afterAnAlarm(): Promise<void> {
  const before = (await world.machineExecutions(RUNBOOK)).length;
  await world.setAlarm(ALARM, 'ALARM');
  await pass(async () => (await world.machineExecutions(RUNBOOK)).length > before);
  await pass(async () => (await world.executionsOf(RUNBOOK)).every(({ status }) => status === 'succeeded'));
  // Whoever else still meant to start it would have by then: both retries of Lambda, and the watch.
  for (let minutes = 0; minutes < 4; minutes += 1) await world.stack.clock.advance(MINUTE);
}

/** The SDK makes three attempts at what passes by itself; what is denied waits for Lambda's retry, a minute later. */
const CASES = [
  ['states', 'StartExecution', 'deny', 1],
  ['states', 'StartExecution', 'throttle', 3],
  ['states', 'StartExecution', 'kill-after', 1],
  ['states', 'StartExecution', 'hang-after', 1],
  ['dynamodb', 'TransactWriteItems', 'deny', 1],
  ['dynamodb', 'TransactWriteItems', 'error', 3],
  ['dynamodb', 'TransactWriteItems', 'timeout', 1],
  ['dynamodb', 'TransactWriteItems', 'kill-after', 1],
  ['dynamodb', 'UpdateItem', 'deny', 1],
  ['dynamodb', 'UpdateItem', 'kill-after', 1],
] as const satisfies readonly (readonly [string, string, FaultKind, number])[];

describe('a dispatcher whose call fails', () => {
  it.each(CASES)(
    '%s %s, by %s (%i): starts one execution in the end',
    async (service, operation, kind, times) => {
      const before = (await world.executionsOf(RUNBOOK)).length;
      world.stack.faults.inject({ service, operation, kind, times, caller: 'DispatcherRole' });

      await afterAnAlarm();

      const executions = await world.executionsOf(RUNBOOK);
      expect(world.stack.faults.list()).toEqual([]);
      expect(await world.machineExecutions(RUNBOOK)).toHaveLength(before + 1);
      expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'succeeded'));
      expect(executions).toHaveLength(before + 1);
      expect(await world.lockOf('database')).not.toHaveProperty('owner');
    },
  );
});
