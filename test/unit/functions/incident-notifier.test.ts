import { incidentNotifier } from '../../../functions/incident-notifier/incident-notifier.ts';
import { createLogChannel } from '../../../functions/incident-notifier/log-channel.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { InMemoryNotificationOutbox } from '../../support/incidents/in-memory-outbox.ts';
import { recordingSurroundings } from '../../support/invoke.ts';

const DUE = { dueAt: OPENED_AT };

async function aNotifier(deliver: (write: (line: string) => void) => ReturnType<typeof createLogChannel>) {
  const surroundings = recordingSurroundings();
  const [incidents, outbox] = [new InMemoryIncidentStore(), new InMemoryNotificationOutbox()];
  const lines: string[] = [];
  const incident = anIncident();
  await incidents.open(incident, [aLine({ kind: 'warning', text: 'It runs out soon', notify: 'warning' })]);
  outbox.put(...incidents.notifications);
  const clock = { time: OPENED_AT, now: () => clock.time };
  const times = { claimMs: 90_000, patienceMs: 40_000, lateAfterMs: 300_000, givenUpAfterMs: 3 * 86_400_000 };
  const channels = [deliver((line) => lines.push(line))];
  const work = incidentNotifier({ incidents, outbox, channels, clock, ...times }, surroundings);
  return { work, lines, clock, surroundings, incident };
}

describe('the incident notifier', () => {
  it('writes each notification to its log, once, where there is no other channel', async () => {
    const { work, lines, incident, surroundings } = await aNotifier(createLogChannel);

    await work.handle(DUE);
    await work.handle(DUE);

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        ...{ level: 'INFO', event: 'notification', id: expect.any(String), kind: 'warning' },
        ...{ incident_id: incident.incident_id, title: incident.title, severity: 'sev3' },
        ...{ at: '2026-02-01T00:00:00.001Z', text: 'It runs out soon', actor: 'artisan' },
      },
    ]);
    expect(surroundings.points).toEqual([]);
  });

  it('counts what is late, so that an alarm tells of a channel that tells nobody', async () => {
    const { work, clock, surroundings } = await aNotifier(() => ({
      name: 'slack',
      deliver: () => Promise.reject(new Error('down')),
    }));

    await work.handle(DUE);
    const early = [...surroundings.points];
    clock.time += 300_001;
    await work.handle(DUE);

    expect(early).toEqual([]);
    expect(surroundings.points).toEqual([{ name: 'UndeliveredNotifications', value: 1 }]);
    expect(surroundings.logged).toEqual(Array(2).fill('A notification could not be delivered yet'));
  });
});
