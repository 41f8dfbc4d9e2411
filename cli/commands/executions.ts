import type { Schemas } from '../../clients/typescript/index.ts';
import { change } from '../change.ts';
import { choiceOf } from '../choice.ts';
import { CHANGES, REASON, type Command } from '../command.ts';
import { EXIT } from '../exit.ts';
import { needed } from '../input.ts';
import { listed, PAGING } from '../listed.ts';
import { colored, facts, print, table, time } from '../print.ts';
import { WATCHES, watched } from '../watch.ts';
import type { World } from '../world.ts';

type Execution = Schemas['Execution'];
type Status = Execution['status'];

const STATUSES: readonly Status[] = [
  'running',
  'waiting_approval',
  'succeeded',
  'failed',
  'timed_out',
  'aborted',
];
const OPEN: readonly Status[] = ['running', 'waiting_approval'];

export const executions: readonly Command[] = [
  {
    name: 'executions ls',
    summary: 'executions of runbooks, newest first',
    options: {
      ...PAGING,
      runbook: { type: 'string', value: 'ID', about: 'of this one' },
      status: { type: 'string', value: 'STATUS', about: STATUSES.join(', ') },
    },
    run: async (world, input) => {
      const query = { runbook: input.text('runbook'), status: choiceOf(input, 'status', STATUSES) };
      const items = await listed(world.api.items('/v1/executions', { query, signal: world.signal }), input);
      const rows = items.map((one) => [
        one.id,
        one.runbook,
        one.mode,
        one.status,
        one.resource,
        time(one.started_at),
        one.incident_id,
      ]);
      print(world, { items }, () =>
        table(['EXECUTION', 'RUNBOOK', 'MODE', 'STATUS', 'RESOURCE', 'STARTED', 'INCIDENT'], rows),
      );
      return undefined;
    },
  },
  ...(['show', 'watch'] as const).map((verb): Command => ({
    name: `executions ${verb}`,
    args: '<id>',
    summary: verb === 'show' ? 'its steps, and what came of them' : 'until it is over; 1 if it failed',
    ...(verb === 'watch' && { options: WATCHES }),
    run: async (world, input) => {
      const [id = ''] = input.args;
      const seen: { status: Status } = { status: 'running' };
      const flag = (name: string) => (name === 'watch' ? verb === 'watch' : input.flag(name));
      await watched(world, { ...input, flag }, async (signal) => {
        const { data } = await world.api.get('/v1/executions/{id}', { path: { id }, signal });
        const isNews = verb === 'show' || !world.isJson || !OPEN.includes(data.status);
        if (isNews) print(world, data, () => textOf(world, data));
        seen.status = data.status;
        return !OPEN.includes(data.status);
      });
      return verb === 'watch' && seen.status !== 'succeeded' ? EXIT.failed : undefined;
    },
  })),
  {
    name: 'executions stop',
    args: '<id>',
    summary: 'stop one: what it began stays as it is',
    options: { ...CHANGES, reason: REASON },
    run: async (world, input) => {
      const [id = ''] = input.args;
      await change(world, input, {
        does: `Stop the execution ${id}`,
        route: 'POST /v1/executions/{id}/stop',
        path: { id },
        body: { reason: needed(input, 'reason') },
      });
      return undefined;
    },
  },
];

function textOf(world: World, execution: Execution): string {
  const { trigger, steps, approval_id, status } = execution;
  const color = status === 'succeeded' ? 'good' : OPEN.includes(status) ? 'meh' : 'bad';
  const rows = steps.map(({ name, status: of, started_at, ended_at, error, cause }) => [
    name,
    of,
    time(started_at),
    ended_at === undefined ? '' : `${((Date.parse(ended_at) - Date.parse(started_at)) / 1_000).toFixed(1)} s`,
    error === undefined ? '' : `${error}: ${cause ?? ''}`,
  ]);
  return [
    `${colored(world, color, status)}\n`,
    facts({
      execution: execution.id,
      runbook: `${execution.runbook} (${execution.mode})`,
      resource: execution.resource,
      trigger: `${trigger.kind} ${trigger.by}`,
      incident: execution.incident_id,
      approval: approval_id === undefined ? undefined : `artisan approvals show ${approval_id}`,
      error: execution.error === undefined ? undefined : `${execution.error}: ${execution.cause ?? ''}`,
    }),
    '\n',
    table(['STEP', 'STATUS', 'STARTED', 'TOOK', ''], rows),
  ].join('');
}
