import type { TimelineKind } from '../../../lib/contracts/incident-item.ts';
import { escalateUnattended } from '../../../lib/incidents/escalate-unattended.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';

const MINUTE = 60_000;
const AFTER = { sev1: 15 * MINUTE, sev2: 30 * MINUTE, sev3: 240 * MINUTE, sev4: 1_440 * MINUTE };

let store: InMemoryIncidentStore;
let time = OPENED_AT;
beforeEach(() => {
  store = new InMemoryIncidentStore();
  time = OPENED_AT;
});

const look = () => escalateUnattended({ store, clock: { now: () => time }, afterMs: AFTER });
const open = (severity: keyof typeof AFTER, ulid = '0'.repeat(26)) =>
  store.open(anIncident({ ulid, severity }), [aLine({ at: OPENED_AT, kind: 'opened' })]);
const escalations = () => store.notifications.filter(({ kind }) => kind === 'escalated');

it.each(['sev1', 'sev2', 'sev3', 'sev4'] as const)(
  '%s pages again after its own time without a hand on it, once',
  async (severity) => {
    const { incident_id: id } = await open(severity);
    time += AFTER[severity] - 1;
    const early = await look();
    time += 1;
    const late = await look();
    time += 10 * AFTER[severity];
    const again = await look();

    expect([early, late, again]).toEqual([0, 1, 0]);
    expect(escalations()).toMatchObject([{ incident_id: id, at: OPENED_AT + AFTER[severity] }]);
  },
);

it.each<[TimelineKind, boolean]>([
  ['note', true],
  ['step', true],
  ['approval', true],
  ['ended', true],
  ['failed', true],
  ['trigger', false],
  ['blocked', false],
  ['warning', false],
])('a line of the kind %s is a hand on it: %s', async (kind, isHand) => {
  const { incident_id: id } = await open('sev1');
  await store.append(id, aLine({ at: OPENED_AT + 10 * MINUTE, kind, text: 'x' }));
  time += AFTER.sev1;
  const early = await look();
  time += 10 * MINUTE;
  const late = await look();

  expect([early, late]).toEqual(isHand ? [0, 1] : [1, 0]);
});

it('nobody is told of one that a person resolves at the same moment', async () => {
  const incident = await open('sev1');
  time += AFTER.sev1;
  const lookLate = escalateUnattended({
    store: {
      list: (page) => store.list(page),
      read: (id) => store.read(id),
      escalate: (id, line, as) => store.escalate(id, line, as),
      timeline: async (id, page) => {
        const lines = await store.timeline(id, page);
        await store.resolve({ ...incident, status: 'resolved', version: 2 }, aLine({ kind: 'resolved' }));
        return lines;
      },
    },
    clock: { now: () => time },
    afterMs: AFTER,
  });

  expect(await lookLate).toBe(0);
  expect(escalations()).toEqual([]);
});

it('each of more than a page of them is told of, once, by two who look at once', async () => {
  for (let index = 0; index < 130; index += 1) await open('sev2', String(index).padStart(26, '0'));
  time += AFTER.sev2;

  const [one, other] = await Promise.all([look(), look()]);

  expect(one + other).toBe(130);
  expect(new Set(escalations().map(({ incident_id }) => incident_id)).size).toBe(130);
});
