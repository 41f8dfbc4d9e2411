import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbBreakerStore } from '../../../lib/aws/dynamodb-breaker-store.ts';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import { DynamoDbTrafficSettingsStore } from '../../../lib/aws/dynamodb-traffic-settings-store.ts';
import type { Trouble } from '../../../lib/contracts/offered-command.ts';
import type { Leftovers } from '../../../lib/runbooks/ports.ts';
import { systemClock } from '../../../lib/shared/clock.ts';
import { activeDownshifts } from '../../../lib/traffic/downshifts.ts';

type FinderOf = (name: string, by: string) => Promise<readonly Trouble[]>;

/** What is looked at depends on what kind of thing the runbook acts on. */
export function createLeftovers(client: DynamoDBClient, table: string): Leftovers {
  const finders = new Map([
    ['run', createRunFinder(client, table)],
    ['model', createModelFinder(client, table)],
  ]);
  return {
    of: async ({ resource, runbook }) => {
      const [, kind = '', name = ''] = /^([^#]+)#(.+)$/.exec(resource) ?? [];
      return (await finders.get(kind)?.(name, `runbook ${runbook}`)) ?? [];
    },
  };
}

/** A runaway pauses its run before any runbook looks at it: whatever ends without resuming it leaves it so. */
function createRunFinder(client: DynamoDBClient, table: string): FinderOf {
  const runs = new DynamoDbRunStore(client, table);
  return async (runId) => {
    const run = await runs.read(runId);
    if (run?.status !== 'paused' && run?.status !== 'pausing') return [];
    return [{ kind: 'run_left_paused', run_id: run.run_id }];
  };
}

/** What an execution of the runbook, this one or an earlier one, keeps from a model and its modes until a person restores it. */
function createModelFinder(client: DynamoDBClient, table: string): FinderOf {
  const breakers = new DynamoDbBreakerStore(client, table);
  const settings = new DynamoDbTrafficSettingsStore(client, table);
  return async (model, by) => {
    const [[breaker], standing] = await Promise.all([
      breakers.read([model], { consistent: true }),
      settings.read(),
    ]);
    const flags = Object.entries(activeDownshifts(standing?.downshifts ?? {}, systemClock.now()));
    return [
      ...flags
        .filter(([, { executionId, owner }]) => executionId !== undefined && owner === by)
        .map(([mode, { to }]): Trouble => ({ kind: 'mode_downshifted', mode, to })),
      ...(breaker?.forced && breaker.changed?.by === by ? [{ kind: 'breaker_forced', model } as const] : []),
    ];
  };
}
