import { DynamoDbExecutionStore } from '../../../lib/aws/dynamodb-execution-store.ts';
import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import { DynamoDbSettlings } from '../../../lib/aws/dynamodb-settlings.ts';
import type { IncidentStore } from '../../../lib/incidents/ports.ts';
import type { Settlings } from '../../../lib/runbooks/settle-ports.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';
import { anAdmission } from '../../support/runbooks/builders.ts';
import { InMemorySettlings } from '../../support/runbooks/in-memory-settlings.ts';

interface World {
  readonly incidents: IncidentStore;
  readonly settlings: Settlings;
  /** An execution of the runbook begins. */
  readonly begin: () => Promise<void>;
}

const IDLE = { runbook: 'rl_rollback', resource: 'run#run-1' };
const RESOLVED = aLine({ at: OPENED_AT + 9, kind: 'resolved', notify: 'resolved' });
const ESCALATED = aLine({ at: OPENED_AT + 5, kind: 'escalated', notify: 'escalated' });

function closingContract(worldOf: () => World | Promise<World>): void {
  let world: World;
  beforeEach(async () => {
    world = await worldOf();
  });
  const incident = anIncident();
  const id = incident.incident_id;
  const resolved = { ...incident, status: 'resolved', version: 2, resolved_at: OPENED_AT + 9 } as const;

  it('is resolved while its runbook is idle', async () => {
    await world.incidents.open(incident, []);

    await world.incidents.resolve({ ...resolved, resolved_by: 'artisan', resolution: 'x' }, RESOLVED, IDLE);

    expect((await world.incidents.read(id))?.status).toBe('resolved');
  });

  it('is not while an execution is open, and stays as it was', async () => {
    await world.incidents.open(incident, []);
    await world.begin();

    const refused = world.incidents.resolve(
      { ...resolved, resolved_by: 'artisan', resolution: 'x' },
      RESOLVED,
      IDLE,
    );

    await expect(refused).rejects.toMatchObject({ name: 'IncidentChangedError' });
    expect(await world.incidents.read(id)).toEqual(incident);
    expect((await world.incidents.timeline(id, { limit: 5 })).items).toEqual([]);
  });

  it('asks for a person once for a line, and once in all as unattended', async () => {
    await world.incidents.open(incident, []);
    const later = aLine({ at: OPENED_AT + 6, kind: 'escalated', text: 'later' });

    const asked = [
      await world.incidents.escalate(id, ESCALATED),
      await world.incidents.escalate(id, ESCALATED),
      await world.incidents.escalate(id, later, 'unattended'),
      await world.incidents.escalate(
        id,
        aLine({ at: OPENED_AT + 7, kind: 'escalated', text: 'again' }),
        'unattended',
      ),
    ];

    expect(asked).toEqual([true, false, true, false]);
    expect(await world.incidents.read(id)).toEqual({ ...incident, unattended_at: later.at });
    expect((await world.incidents.timeline(id, { limit: 5 })).items).toEqual([later, ESCALATED]);
  });

  it.each([undefined, 'unattended'] as const)('asks for nobody once it is resolved (%s)', async (as) => {
    await world.incidents.open(incident, []);
    await world.incidents.resolve({ ...resolved, resolved_by: 'ada', resolution: 'x' }, RESOLVED);

    expect(await world.incidents.escalate(id, ESCALATED, as)).toBe(false);
    expect(await world.incidents.escalate('INC-none', ESCALATED, as)).toBe(false);
    expect((await world.incidents.timeline(id, { limit: 5 })).items).toEqual([RESOLVED]);
  });

  it('waits for the newest execution, whoever is done with an earlier one', async () => {
    const first = { incident_id: id, execution_id: 'a', ...IDLE, since: OPENED_AT };
    const second = { ...first, execution_id: 'b' };
    const other = { ...first, incident_id: 'INC-other' };
    for (const settling of [first, other, second]) await world.settlings.put(settling);

    await world.settlings.remove(first);
    const kept = await world.settlings.all();
    await world.settlings.remove(second);
    await world.settlings.remove(second);

    expect(kept).toHaveLength(2);
    expect(kept).toEqual(expect.arrayContaining([second, other]));
    expect(await world.settlings.all()).toEqual([other]);
  });
}

describe('ending an incident in memory', () => {
  closingContract(() => {
    const incidents = new InMemoryIncidentStore();
    return {
      incidents,
      settlings: new InMemorySettlings(),
      begin: () => {
        incidents.acting.add(`${IDLE.runbook} ${IDLE.resource}`);
        return Promise.resolve();
      },
    };
  });
});

onEveryEngine('ending an incident on DynamoDB', (client) => {
  const aWorld = async () => {
    const table = await aControlTable(client());
    const transactor = aTransactor(client());
    return {
      incidents: new DynamoDbIncidentStore(transactor, table),
      settlings: new DynamoDbSettlings(client(), table),
      executions: new DynamoDbExecutionStore(client(), table, transactor),
    };
  };

  closingContract(async () => {
    const { executions, ...world } = await aWorld();
    return { ...world, begin: () => executions.admit(anAdmission()) };
  });

  it('begins no execution in an incident that was resolved meanwhile', async () => {
    const { incidents, executions } = await aWorld();
    const incident = anIncident();
    await incidents.open(incident, []);
    const admission = { ...anAdmission(), whileOpen: incident.incident_id };
    const next = { ...incident, status: 'resolved', version: 2, resolved_by: 'ada' } as const;
    await incidents.resolve({ ...next, resolved_at: OPENED_AT + 9, resolution: 'x' }, RESOLVED);

    const refused = executions.admit(admission);

    await expect(refused).rejects.toMatchObject({ name: 'StandingChangedError' });
    expect(await executions.open()).toEqual([]);
  });
});
