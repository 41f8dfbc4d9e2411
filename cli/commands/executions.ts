import type { Schemas } from '../../clients/typescript/index.ts';
import { change } from '../change.ts';
import { choiceOf } from '../choice.ts';
import { CHANGES, REASON, type Command } from '../command.ts';
import { needed, type Input } from '../input.ts';
import { listed, PAGING } from '../listed.ts';
import { colored, facts, print, table, time } from '../print.ts';
import { watched, watching, WATCHING, type Look } from '../watch.ts';
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
  {
    name: 'executions show',
    args: '<id>',
    summary: 'its steps, and what came of them',
    run: async (world, input) => {
      await lookAt(world, input);
      return undefined;
    },
  },
  {
    name: 'executions watch',
    args: '<id>',
    summary: 'until it is over; 1 if it failed',
    options: WATCHING,
    run: (world, input) => watched(world, watching(input), (looking) => lookAt(looking, input)),
  },
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

async function lookAt(world: World, { args: [id = ''] }: Input): Promise<Look> {
  const { data } = await world.api.get('/v1/executions/{id}', { path: { id }, signal: world.signal });
  print(world, data, () => textOf(world, data));
  const { status } = data;
  return { isOver: !OPEN.includes(status), isWell: status === 'succeeded', says: `${id} is ${status}` };
}

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
