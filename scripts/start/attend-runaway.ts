import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import type { ApiClient } from '../../rehearsal/api-client.ts';
import { bearer, nobody } from '../../rehearsal/credentials.ts';
import { ANSWERS, type ApprovalSeen } from '../../rehearsal/runaway/answers.ts';
import { approve, attendApproval } from '../../rehearsal/runaway/approver.ts';
import { decidingInvitation, lookingInvitation } from './invitation.ts';
import type { RunningStack } from './launch-stack.ts';
import type { StartOptions } from './options.ts';
import type { RunawayRehearsed } from './runaway-expectations.ts';

export interface RunawayWorld {
  readonly stack: RunningStack;
  readonly options: Pick<StartOptions, 'noAuth' | 'interactive'>;
  readonly client: ApiClient;
  readonly runId: string;
}

/** What a person takes to read a plan, in a hurry. */
const READING_MS = 3_000;
const LOOK_AGAIN_MS = 500;
/** The last steps of the runbook follow the first metrics; its ending is written by an event. */
const PATIENCE_MS = 20_000;

/** Decides about the rollback when it is asked for, as an approver: a script, or a person who is told how. */
export async function attendRunaway(
  world: RunawayWorld,
  isOver: () => boolean,
): Promise<ApprovalSeen | undefined> {
  const { stack, options, client, runId } = world;
  const approver = async () => (options.noAuth ? nobody : bearer(await stack.tokenOf('approver')));
  const pause = () => delay(LOOK_AGAIN_MS);
  return attendApproval({
    ...{ client, approver, runId, isOver, pause },
    onAsked: async (approval) => {
      process.stderr.write(`artisan: an approver is asked: ${approval.summary}\n`);
      const invite = options.interactive ? decidingInvitation : lookingInvitation;
      process.stdout.write(await invite(world, approval));
      if (!options.interactive)
        await delay(READING_MS).then(() => approve({ client, approver, pause }, approval));
    },
  });
}

/** As a viewer sees them, once the runbook has ended. */
export async function lookAtRunbook(
  { stack, options, client }: RunawayWorld,
  approval: ApprovalSeen | undefined,
): Promise<Pick<RunawayRehearsed, 'approval' | 'execution' | 'incident'>> {
  if (!approval) return { approval, execution: undefined, incident: undefined };
  const viewer = options.noAuth ? nobody : bearer(await stack.tokenOf('viewer'));
  const get = async (path: string) => (await client.call(viewer, { method: 'GET', path })).body;
  const look = async () => v.parse(ANSWERS.execution, await get(`/v1/executions/${approval.execution_id}`));
  let execution = await look();
  for (let waited = 0; isOpen(execution.status) && waited < PATIENCE_MS; waited += LOOK_AGAIN_MS) {
    await delay(LOOK_AGAIN_MS);
    execution = await look();
  }
  const { incident_id: incidentId } = execution;
  const incident =
    incidentId === undefined
      ? undefined
      : v.parse(ANSWERS.incident, await get(`/v1/incidents/${incidentId}`));
  return { approval, execution, incident };
}

const isOpen = (status: string): boolean => status === 'running' || status === 'waiting_approval';
