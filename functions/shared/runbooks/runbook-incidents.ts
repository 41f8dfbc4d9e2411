import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import type { Transactor } from '../../../lib/aws/transact.ts';
import { appendLine, openIncident } from '../../../lib/incidents/incidents.ts';
import type { RunbookIncidents } from '../../../lib/runbooks/ports.ts';
import { systemClock } from '../../../lib/shared/clock.ts';

/** More lines than one execution and its triggers add. */
const LOOKED_AT = 300;

/** Incidents as runbooks need them. */
export function createRunbookIncidents(
  transactor: Omit<Transactor, 'store'>,
  table: string,
): RunbookIncidents {
  const store = new DynamoDbIncidentStore({ ...transactor, store: 'control table' }, table);
  const deps = { store, clock: systemClock };
  return {
    isOpen: async (id) => (await store.read(id))?.status === 'open',
    needsPerson: async (id, executionId) => {
      const { items } = await store.timeline(id, { limit: LOOKED_AT });
      // Approvals warn of their end, too: that has passed by now.
      return items.some(
        ({ kind, actor, execution_id }) =>
          kind === 'warning' && execution_id === executionId && actor.startsWith('runbook:'),
      );
    },
    open: async (incident) => {
      await openIncident(deps, incident);
    },
    retitle: async (id, title) => {
      await store.retitle(id, title);
    },
    append: async (id, line) => {
      await appendLine(deps, id, line);
    },
  };
}
