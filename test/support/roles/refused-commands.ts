import type { Role } from '../../../lib/contracts/names.ts';
import type { Asked } from '../approvals/asking-stack.ts';
import type { ArtisanStack } from '../artisan-stack.ts';
import type { Ended } from '../cli/run-cli.ts';
import { answered } from '../answered.ts';
import type { Changing } from './changing-commands.ts';
import { typed } from './typed.ts';

export interface Refused extends Ended {
  readonly name: string;
}

interface Surroundings {
  readonly run: (args: readonly string[]) => Promise<Ended>;
  /** What the commands are about. */
  readonly asked: Asked;
}

/** What comes of each command that takes another role, typed by one who has this one alone. */
export async function asOneWhoIsOnly(
  role: Role,
  changing: readonly Changing[],
  { run, asked: { approvalId, input } }: Surroundings,
): Promise<readonly Refused[]> {
  const others = {
    'approvals id': approvalId,
    'executions id': input.execution_id,
    'incidents id': input.incident_id ?? '',
    'runbooks id': input.runbook,
  };
  const refused: Refused[] = [];
  for (const { command } of changing.filter((one) => one.role !== role)) {
    const ended = await run([...typed(command, others), '--as', role]);
    refused.push({ name: command.name, ...ended });
  }
  return refused;
}

/** All that commands change, as anybody reads it, with its version. */
export async function standing(artisan: ArtisanStack, run: string): Promise<readonly unknown[]> {
  const paths = [
    ...['/v1/traffic', '/v1/breakers', `/v1/runs/${run}`, `/v1/runs/${run}/overrides`],
    ...[`/v1/runs/${run}/checkpoints`, '/v1/incidents', '/v1/approvals', '/v1/executions', '/v1/drills'],
  ];
  const seen: unknown[] = [];
  for (const path of paths) {
    const { status, headers, body } = await answered(() => artisan.as('viewer', { method: 'GET', path }));
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    seen.push([path, headers['etag'], body]);
  }
  return seen;
}
