import { DynamoDbExecutionStore } from '../../../lib/aws/dynamodb-execution-store.ts';
import { DynamoDbGateStore } from '../../../lib/aws/dynamodb-gate-store.ts';
import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import { DynamoDbSettlings } from '../../../lib/aws/dynamodb-settlings.ts';
import type { IncidentStore } from '../../../lib/incidents/ports.ts';
import type { Settlings } from '../../../lib/runbooks/settle-ports.ts';
import { admit } from '../../../lib/runbooks/admission.ts';
import { gateAfter } from '../../../lib/runbooks/gate-after.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';
import { aCandidate, anAdmission, DISPATCH, NOW } from '../../support/runbooks/builders.ts';
import { InMemorySettlings } from '../../support/runbooks/in-memory-settlings.ts';

interface World {
  readonly incidents: IncidentStore;
  readonly settlings: Settlings;
  /** An execution of the runbook begins, and ends. */
  readonly begin: (id: string) => Promise<void>;
  readonly end: (id: string) => Promise<void>;
}

const GATE = { runbook: 'rl_rollback', resource: 'run#run-1' };
const BY_ADA = { kind: 'person', by: 'ada', at: new Date(NOW).toISOString() } as const;
const IDLE = { ...GATE, executionId: 'a' };
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
    await world.begin('a');
    await world.end('a');

    await world.incidents.resolve({ ...resolved, resolved_by: 'artisan', resolution: 'x' }, RESOLVED, IDLE);

    expect((await world.incidents.read(id))?.status).toBe('resolved');
  });

  it.each<[string, readonly ((world: World) => Promise<void>)[]]>([
    ['while an execution is open', [({ begin }) => begin('a')]],
    [
      'when another one has ended since',
      ['a', 'b'].flatMap((id) => [({ begin }) => begin(id), ({ end }) => end(id)]),
    ],
    ['when none has ever ended', []],
  ])('is not %s, and stays as it was', async (_when, changes) => {
    await world.incidents.open(incident, []);
    for (const change of changes) await change(world);

    const refused = world.incidents.resolve(
      { ...resolved, resolved_by: 'artisan', resolution: 'x' },
      RESOLVED,
      IDLE,
    );

    await expect(refused).rejects.toMatchObject({ name: 'IncidentChangedError' });
    expect(await world.incidents.read(id)).toEqual(incident);
    expect((await world.incidents.timeline(id, { limit: 5 })).items).toEqual([]);
  });

  it('has a title that says more, also in the lists, and keeps it when it is resolved in between', async () => {
    await world.incidents.open(incident, []);

    const isTold = await world.incidents.retitle(id, 'Mended');
    const open = await world.incidents.list({ status: 'open', limit: 5 });
    await world.incidents.resolve({ ...resolved, resolved_by: 'ada', resolution: 'x' }, RESOLVED);
    const isToldLate = await world.incidents.retitle(id, 'Too late');

    const all = await world.incidents.list({ limit: 5 });
    expect([isTold, isToldLate, await world.incidents.retitle('INC-none', 'x')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(open.items).toMatchObject([{ incident_id: id, title: 'Mended', status: 'open' }]);
    expect(all.items).toMatchObject([
      { incident_id: id, title: 'Mended', status: 'resolved', resolved_at: OPENED_AT + 9 },
    ]);
    expect(await world.incidents.read(id)).toMatchObject({ title: 'Mended', status: 'resolved', version: 2 });
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
    const first = { incident_id: id, execution_id: 'a', ...GATE, since: OPENED_AT };
    const second = { ...first, execution_id: 'b', since: OPENED_AT + 1 };
    const other = { ...first, incident_id: 'INC-other' };
    for (const settling of [first, other, second, first]) await world.settlings.put(settling);

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
        incidents.gates.set(`${IDLE.runbook} ${IDLE.resource}`, { isOpen: true });
        return Promise.resolve();
      },
      end: (ended) => {
        incidents.gates.set(`${IDLE.runbook} ${IDLE.resource}`, { isOpen: false, ended });
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
      gates: new DynamoDbGateStore(client(), table),
    };
  };

  closingContract(async () => {
    const { executions, gates, ...world } = await aWorld();
    const candidate = (id: string) => aCandidate({ execution_id: id, trigger: BY_ADA });
    const standing = async () => ({
      isIncidentOpen: false,
      gate: await gates.read(GATE.runbook, GATE.resource),
    });
    return {
      ...world,
      begin: async (id) => {
        const verdict = admit(await standing(), candidate(id), { now: NOW, config: DISPATCH });
        if (verdict.kind === 'blocked') throw new Error('Blocked');
        const { execution, gate } = verdict.admission;
        await executions.admit({ execution, ...(gate && { gate }) });
      },
      end: async (id) => {
        const execution = await executions.read(id);
        if (!execution) throw new Error('There is none');
        const { gate } = await standing();
        const after = gateAfter(gate, { ...execution, status: 'aborted' }, NOW);
        await executions.end({
          execution: { ...execution, status: 'aborted' },
          ...(after && { gate: after }),
        });
      },
    };
  });

  it('that nobody sees to is told of anew after an execution that goes on with it', async () => {
    const { incidents, executions } = await aWorld();
    const incident = anIncident();
    const id = incident.incident_id;
    await incidents.open(incident, []);
    const unattended = (text: string) =>
      incidents.escalate(id, aLine({ at: OPENED_AT + 5, kind: 'escalated', text }), 'unattended');
    const before = [await unattended('first'), await unattended('second')];

    await executions.admit({ ...anAdmission(), whileOpen: id });

    expect(await incidents.read(id)).toEqual(incident);
    expect([...before, await unattended('third')]).toEqual([true, false, true]);
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
