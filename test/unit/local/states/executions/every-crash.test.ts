import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../../../../../local/states/json.ts';
import { aCallbackTask, aGroup, aMachine, aTask } from '../support/a-machine.ts';
import { restarted, started, stateFolder } from '../support/a-restart.ts';
import { FunctionError, type Stack } from '../support/a-stack.ts';

/** A bit of everything: variables, retries, branches, iterations, callbacks, a caught failure, a loop. */
const machine = aMachine({
  Set: { Type: 'Pass', Assign: { round: 0, seen: [] }, Next: 'Both' },
  Both: {
    Type: 'Parallel',
    Branches: [
      aGroup({
        Flaky: aTask({
          Arguments: { FunctionName: 'flaky', Payload: '{% $states.context.State.RetryCount %}' },
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, MaxAttempts: 2 }],
          Assign: { tries: '{% $states.result.Payload %}' },
          Next: 'Rest',
        }),
        Rest: { Type: 'Wait', Seconds: 4, Output: '{% $tries + $round %}', End: true },
      }),
      aGroup({
        Each: {
          Type: 'Map',
          Items: ['a', 'b', 'c'],
          MaxConcurrency: 2,
          ItemSelector: { item: '{% $states.context.Map.Item.Value %}', round: '{% $round %}' },
          ItemProcessor: aGroup({
            Ask: aCallbackTask({ TimeoutSeconds: 1000, Next: 'Echo' }),
            Echo: aTask({
              Arguments: {
                FunctionName: 'echo',
                Payload: '{% $states.context.Map.Item.Value & $states.input %}',
              },
            }),
          }),
          End: true,
        },
      }),
    ],
    Assign: { round: '{% $round + 1 %}', seen: '{% $append($seen, $states.result) %}' },
    Next: 'Fails',
  },
  Fails: {
    Type: 'Parallel',
    Branches: [
      aGroup({ Patient: { Type: 'Wait', Seconds: 500, End: true } }),
      aGroup({ Hasty: { Type: 'Wait', Seconds: 2, Next: 'No' }, No: { Type: 'Fail', Error: 'No' } }),
    ],
    Retry: [{ ErrorEquals: ['No'], IntervalSeconds: 1, MaxAttempts: 1 }],
    Catch: [{ ErrorEquals: ['No'], Next: 'Again?', Assign: { failed: '{% $states.errorOutput.Error %}' } }],
    End: true,
  },
  'Again?': { Type: 'Choice', Choices: [{ Condition: '{% $round < 2 %}', Next: 'Both' }], Default: 'Done' },
  Done: { Type: 'Succeed', Output: { round: '{% $round %}', failed: '{% $failed %}', seen: '{% $seen %}' } },
});

const functions = {
  flaky: (retries: Json) => {
    if (Number(retries) < 2) throw new FunctionError('Busy');
    return retries;
  },
  echo: (payload: Json) => payload,
  ask: () => null,
};

const EXPECTED = {
  round: 2,
  failed: 'No',
  seen: [2, ['ayes', 'byes', 'cyes'], 3, ['ayes', 'byes', 'cyes']],
};

const executions = () => path.join(stateFolder(), 'executions');
const journal = () => path.join(executions(), readdirSync(executions())[0] ?? '');

/** Says yes to whatever waits, until the execution is over. */
async function runToTheEnd(stack: Stack, executionArn: string): Promise<unknown> {
  for (let step = 0; step < 60; step += 1) {
    const { status, output, cause } = await stack.describe(executionArn);
    if (status !== 'RUNNING') return status === 'SUCCEEDED' ? JSON.parse(String(output)) : cause;
    for (const line of readFileSync(journal(), 'utf8').split('\n').filter(Boolean)) {
      const { note } = JSON.parse(line) as { readonly note?: { readonly token?: string } };
      // Most are answered already, which is refused.
      if (note?.token) {
        await stack
          .call('SendTaskSuccess', { taskToken: note.token, output: '"yes"' })
          .catch(() => undefined);
      }
    }
    await stack.pass(1);
  }
  return 'It did not end';
}

/** So many tests take turns with the lines: all of them together would take longer than a test may. */
const TURNS = 6;

describe('a crash', () => {
  it.each(Array.from({ length: TURNS }, (_, turn) => turn + 1))(
    `after any line of the journal changes nothing about the outcome (turn %d of ${TURNS})`,
    async (turn) => {
      const whole = started(machine, { functions });
      const execution = await whole.start();
      const outcome = await runToTheEnd(whole, execution);
      const file = journal();
      const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);

      const outcomes: unknown[] = [];
      const histories: boolean[] = [];
      for (let length = turn; length <= lines.length; length += TURNS) {
        writeFileSync(
          file,
          lines
            .slice(0, length)
            .map((line) => `${line}\n`)
            .join(''),
        );
        const stack = restarted(whole, machine, { functions });
        outcomes.push(await runToTheEnd(stack, execution));
        histories.push((await stack.history(execution)).every(({ id }, index) => id === index + 1));
        await stack.states.close();
      }

      expect(outcome).toEqual(EXPECTED);
      expect(lines.length).toBeGreaterThan(150);
      expect(histories).not.toContain(false);
      expect(outcomes.filter((other) => JSON.stringify(other) !== JSON.stringify(EXPECTED))).toEqual([]);
    },
  );
});
