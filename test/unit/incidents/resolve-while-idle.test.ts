import { resolveWhileIdle } from '../../../lib/incidents/resolve.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';

const REPLICA = 'Reads go to the replica until a person sends them back';

async function resolvedWith(lines: Parameters<typeof aLine>[0][]): Promise<string | undefined> {
  const store = new InMemoryIncidentStore();
  const { incident_id: id } = await store.open(anIncident(), lines.map(aLine));
  const idle = { runbook: 'a_runbook', resource: 'target#database', executionId: 'a' };
  store.gates.set('a_runbook target#database', { isOpen: false, ended: 'a' });
  await resolveWhileIdle({ store, clock: { now: () => OPENED_AT + 9 } }, id, {
    resolution: 'It helped',
    idle,
  });
  return (await store.read(id))?.resolution;
}

describe('an incident that Artisan resolves by itself', () => {
  it('says once more what was left so by its runbook, each thing once', async () => {
    const resolution = await resolvedWith([
      { at: OPENED_AT + 1, text: 'Enable the read replica: taken', stays: REPLICA },
      { at: OPENED_AT + 2, text: 'Enable the read replica: taken again', stays: REPLICA },
      { at: OPENED_AT + 3, text: 'Verify: it is well' },
    ]);

    expect(resolution).toBe(`It helped. ${REPLICA}`);
  });

  it('says nothing more where nothing stays', async () => {
    expect(await resolvedWith([{ text: 'Verify: it is well' }])).toBe('It helped');
  });
});
