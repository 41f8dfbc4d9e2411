import type { Schemas } from '../../clients/typescript/index.ts';
import { change } from '../change.ts';
import { choiceOf } from '../choice.ts';
import { CHANGES, type Command } from '../command.ts';
import { listed, PAGING } from '../listed.ts';
import { oneLine } from '../one-line.ts';
import { facts, print, table, time } from '../print.ts';

type Approval = Schemas['Approval'];

const STATUSES: readonly Approval['status'][] = ['pending', 'approved', 'rejected', 'expired'];

export const approvals: readonly Command[] = [
  {
    name: 'approvals ls',
    summary: 'what waits for a decision, and what was decided',
    options: { ...PAGING, status: { type: 'string', value: 'STATUS', about: STATUSES.join(', ') } },
    run: async (world, input) => {
      const query = { status: choiceOf(input, 'status', STATUSES) };
      const items = await listed(world.api.items('/v1/approvals', { query, signal: world.signal }), input);
      const rows = items.map((one) => [
        one.id,
        one.status,
        time(one.expires_at),
        one.decided_by,
        one.summary,
      ]);
      print(world, { items }, () => table(['APPROVAL', 'STATUS', 'EXPIRES', 'DECIDED BY', 'WHAT'], rows));
      return undefined;
    },
  },
  {
    name: 'approvals show',
    args: '<id>',
    summary: 'the plan, and who did what about it',
    run: async (world, { args: [id = ''] }) => {
      const { data } = await world.api.get('/v1/approvals/{id}', { path: { id }, signal: world.signal });
      print(world, data, () => textOf(data));
      return undefined;
    },
  },
  ...(['approve', 'reject'] as const).map((decision): Command => ({
    name: `approvals ${decision}`,
    args: '<id>',
    summary: decision === 'approve' ? 'let it happen: shows the plan and asks' : 'keep it from happening',
    options: {
      ...CHANGES,
      comment: { type: 'string', value: 'TEXT', about: 'on record' },
      'plan-hash': { type: 'string', value: 'HASH', about: 'of the plan you read; refused if it is another' },
    },
    run: async (world, input) => {
      const [id = ''] = input.args;
      const { data } = await world.api.get('/v1/approvals/{id}', { path: { id }, signal: world.signal });
      world.say(textOf(data));
      const comment = input.text('comment');
      await change(world, input, {
        does: `${decision === 'approve' ? 'Approve' : 'Reject'}: ${oneLine(data.summary)}`,
        route: 'POST /v1/approvals/{id}/decision',
        path: { id },
        body: {
          decision,
          plan_hash: input.text('plan-hash') ?? data.plan_hash,
          ...(comment !== undefined && { comment }),
        },
      });
      return undefined;
    },
  })),
];

function textOf(approval: Approval): string {
  const plan = Object.entries(approval.plan).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const audit = approval.audit.map(({ at, actor, via, outcome, reason }) => [
    time(at),
    outcome,
    actor,
    via,
    reason,
  ]);
  return [
    `${oneLine(approval.summary)}\n\n`,
    facts({
      approval: approval.id,
      status: approval.status,
      runbook: `${approval.runbook}, step ${approval.step_name}`,
      'asked at': time(approval.requested_at),
      expires: time(approval.expires_at),
      'started by': approval.requested_by ?? `${approval.trigger.kind} ${approval.trigger.by}`,
      incident: approval.incident_id,
      'plan hash': approval.plan_hash,
    }),
    '\n',
    table(['PLAN', ''], plan),
    '\n',
    table(['AT', 'WHAT', 'WHO', 'HOW', ''], audit),
  ].join('');
}
