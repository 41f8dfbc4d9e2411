import { change } from '../change.ts';
import { REASON, type Command } from '../command.ts';
import { UsageError } from '../exit.ts';
import { needed } from '../input.ts';
import { listed, PAGING } from '../listed.ts';
import { facts, print, table } from '../print.ts';

export const runbooks: readonly Command[] = [
  {
    name: 'runbooks ls',
    summary: 'runbooks, and which of them runs',
    options: PAGING,
    run: async (world, input) => {
      const items = await listed(world.api.items('/v1/runbooks', { signal: world.signal }), input);
      const rows = items.map(({ id, severity, automation, triggers, open_execution }) => [
        id,
        severity,
        automation.replace('_', '-'),
        triggers.map(({ alarm }) => alarm).join(', '),
        open_execution,
      ]);
      print(world, { items }, () =>
        table(['RUNBOOK', 'SEVERITY', 'AUTOMATION', 'TRIGGERS', 'RUNNING'], rows),
      );
      return undefined;
    },
  },
  {
    name: 'runbooks show',
    args: '<id>',
    summary: 'steps, inputs, and what a person does afterwards',
    run: async (world, { args: [id = ''] }) => {
      const { data } = await world.api.get('/v1/runbooks/{id}', { path: { id }, signal: world.signal });
      const steps = data.steps.map(({ name, action, approval, timeout_seconds }, index) => [
        index + 1,
        name,
        action,
        approval ? 'asks' : '',
        `${timeout_seconds} s`,
      ]);
      print(world, data, () =>
        [
          facts({
            runbook: data.id,
            title: data.title,
            severity: data.severity,
            recovery: `${data.expected_recovery_seconds / 60} min`,
            inputs: Object.keys(data.inputs).join(', ') || undefined,
            running: data.open_execution,
          }),
          '\n',
          table(['', 'STEP', 'ACTION', 'APPROVAL', 'AT MOST'], steps),
          '\nBy hand\n',
          ...data.manual_recovery.map((line) => `- ${line}\n`),
        ].join(''),
      );
      return undefined;
    },
  },
  {
    name: 'runbooks run',
    args: '<id>',
    summary: 'start one; --dry-run walks it and changes nothing',
    options: {
      yes: { type: 'boolean', about: 'do not ask' },
      'dry-run': { type: 'boolean', about: 'every step only plans, under a role that can not write' },
      input: {
        type: 'string',
        value: 'NAME=TEXT,...',
        about: 'what the runbook needs, such as run_id=night',
      },
      reason: REASON,
    },
    run: async (world, input) => {
      const [id = ''] = input.args;
      const isDry = input.flag('dry-run');
      const given = inputsOf(input.text('input'));
      // Here a dry run is something that the API does: it is sent, and changes nothing that needs a question.
      const flag = (name: string) => (name === 'yes' ? isDry || input.flag(name) : false);
      await change(
        world,
        { ...input, flag },
        {
          does: isDry ? `Dry-run ${id}` : `Run ${id} live`,
          route: 'POST /v1/runbooks/{id}/executions',
          path: { id },
          body: {
            mode: isDry ? 'dry_run' : 'live',
            reason: needed(input, 'reason'),
            ...(given && { input: given }),
          },
        },
      );
      return undefined;
    },
  },
];

function inputsOf(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError(`--input is "${text}": allowed is name=text, apart by commas`);
      return [name, value];
    }),
  );
}
