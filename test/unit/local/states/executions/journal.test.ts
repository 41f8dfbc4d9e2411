import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aMachine } from '../support/a-machine.ts';
import { restarted, started, stateFolder } from '../support/a-restart.ts';
import { outputOf } from '../support/history.ts';

const executionsFolder = () => path.join(stateFolder(), 'executions');
const journal = () => path.join(executionsFolder(), readdirSync(executionsFolder())[0] ?? '');

describe('a journal', () => {
  const machine = aMachine({ Wait: { Type: 'Wait', Seconds: 5, Next: 'Done' }, Done: { Type: 'Succeed' } });

  it('that ends in half a line is read up to there, and written on properly', async () => {
    const before = started(machine);
    const execution = await before.start();
    appendFileSync(journal(), '{"event":{"id":3,"ty');

    const stack = restarted(before, machine);
    await stack.pass(5);
    const again = restarted(stack, machine);

    expect(await outputOf(again, execution)).toEqual({});
  });

  it('that cannot be read is left out, and said', async () => {
    const before = started(machine);
    const execution = await before.start();
    writeFileSync(journal(), 'not a journal\n');
    const lines: string[] = [];

    const stack = restarted(before, machine, { options: { log: (line) => lines.push(line) } });

    await expect(stack.describe(execution)).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
    expect(lines.join()).toContain('cannot be read and is left out');
  });

  it('is deleted when the execution is forgotten after 90 days', async () => {
    const before = started(machine);
    await before.start();
    await before.pass(5);

    await before.pass(91 * 24 * 3600);
    await before.start({}, 'another');

    expect(readdirSync(path.join(stateFolder(), 'executions'))).toHaveLength(1);
  });

  it('lets an end that was never told be told after the restart, once', async () => {
    const deaf = started(machine, { options: { onStatusChange: () => new Promise(() => undefined) } });
    const execution = await deaf.start();
    await deaf.pass(5);

    const first = restarted(deaf, machine);
    await first.pass(0);
    const second = restarted(first, machine);
    await second.pass(0);

    expect(first.statusChanges.map(({ detail }) => [detail['executionArn'], detail['status']])).toEqual([
      [execution, 'SUCCEEDED'],
    ]);
    expect(second.statusChanges).toEqual([]);
  });

  it('keeps a definition once for all executions', async () => {
    const stack = started(machine);

    await stack.start({}, 'a');
    await stack.start({}, 'b');

    const [definition, ...others] = readdirSync(path.join(stateFolder(), 'definitions'));
    expect(others).toEqual([]);
    expect(
      JSON.parse(readFileSync(path.join(stateFolder(), 'definitions', definition ?? ''), 'utf8')),
    ).toEqual(machine);
  });

  it('of an execution whose name is a path stays in its folder', async () => {
    const stack = started(machine);

    await stack.start({}, '..');

    expect(readdirSync(path.join(stateFolder(), 'executions'))[0]).toMatch(/^[0-9a-f]{64}\.jsonl$/);
  });
});
