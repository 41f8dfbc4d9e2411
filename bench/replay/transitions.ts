import {
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListStateMachines,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { LocalStack } from '../../local/stack.ts';
import { transitionsOf } from '../runbooks/tally.ts';

/** Of all executions there have been so far. */
export async function transitionsIn({
  awsUrl: endpoint,
  region,
  root,
}: Pick<LocalStack, 'awsUrl' | 'region' | 'root'>): Promise<number> {
  const client = new SFNClient({ endpoint, region, credentials: root.credentials });
  let transitions = 0;
  try {
    for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
      for (const { stateMachineArn } of stateMachines)
        for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn }))
          for (const { executionArn } of executions)
            transitions += transitionsOf(await historyOf(client, executionArn));
    return transitions;
  } finally {
    client.destroy();
  }
}

async function historyOf(client: SFNClient, executionArn: string | undefined) {
  const all = [];
  for await (const { events = [] } of paginateGetExecutionHistory(
    { client, pageSize: 1_000 },
    { executionArn },
  ))
    all.push(...events);
  return all;
}
