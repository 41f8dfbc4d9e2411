import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import type { Transactor } from '../../../lib/aws/transact.ts';
import { appendLine, openIncident } from '../../../lib/incidents/incidents.ts';
import type { RunbookIncidents } from '../../../lib/runbooks/ports.ts';
import { systemClock } from '../../../lib/shared/clock.ts';

/** Incidents as runbooks need them. */
export function createRunbookIncidents(
  transactor: Omit<Transactor, 'store'>,
  table: string,
): RunbookIncidents {
  const store = new DynamoDbIncidentStore({ ...transactor, store: 'control table' }, table);
  const deps = { store, clock: systemClock };
  return {
    isOpen: async (id) => (await store.read(id))?.status === 'open',
    open: async (incident) => {
      await openIncident(deps, incident);
    },
    append: async (id, line) => {
      await appendLine(deps, id, line);
    },
  };
}
