import { settledTrace } from '../../../../lib/approvals/trace.ts';
import type { ApprovalItem } from '../../../../lib/contracts/approval-item.ts';
import type { IncidentItem, TimelineLine } from '../../../../lib/contracts/incident-item.ts';
import { createPagerDutyChannel } from '../../../../lib/http/channels/pagerduty-channel.ts';
import { endingLines } from '../../../../lib/runbooks/ending-lines.ts';
import { anApproval, ASKED_AT } from '../../../support/approvals/builders.ts';
import { serveAsSlack, type FakeSlack } from '../../../support/channels/fake-slack.ts';
import { aLine, anIncident } from '../../../support/incidents/builders.ts';
import { InMemoryCards } from '../../../support/incidents/in-memory-cards.ts';
import { anAdmission } from '../../../support/runbooks/builders.ts';
import { aTargetWorld } from '../../../support/targets/target-world.ts';

const INCIDENT = anIncident();
const KEY = `artisan-prod-${INCIDENT.incident_id}`;
const RESOLVED: IncidentItem = { ...INCIDENT, status: 'resolved', resolved_by: 'ada', resolution: 'done' };

let server: FakeSlack;
beforeEach(async () => {
  server = await serveAsSlack();
});
afterEach(() => server.close());

function aPager(cards = new InMemoryCards()) {
  const world = aTargetWorld();
  world.stored.set('/key', { value: 'routing-key', version: 1 });
  const channel = createPagerDutyChannel({
    ...world,
    ...{ cards, keyName: '/key', stage: 'prod', base: 'https://api.example/' },
    eventsUrl: `${server.url}/v2/enqueue`,
  });
  /** As the notifier does with lines that people are told of. */
  const tell = async (lines: readonly TimelineLine[], incident = INCIDENT) => {
    for (const line of lines)
      if (line.notify) await channel.deliver({ id: line.id, kind: line.notify, incident, line });
  };
  return { tell, cards };
}

const opened = aLine({ kind: 'opened', text: 'Opened', notify: 'opened' });
const resolved = aLine({ kind: 'resolved', text: 'Resolved', notify: 'resolved' });
const escalation = (text: string) => aLine({ kind: 'escalated', text, notify: 'escalated' });

function ended(approval: Partial<ApprovalItem>): TimelineLine {
  return settledTrace(anApproval({ decided_at: ASKED_AT + 60_000, ...approval })).timeline;
}

function failure(): readonly TimelineLine[] {
  const { execution } = anAdmission();
  const failed = { ...execution, incident_id: INCIDENT.incident_id, status: 'failed', ended_at: 1 } as const;
  return endingLines(failed, []);
}

describe('an escalation', () => {
  it.each<[string, Partial<ApprovalItem>]>([
    ['expired', { status: 'expired', comment: 'nobody decided in time' }],
    ['was rejected by a person', { status: 'rejected', decided_by: 'ada', decided_via: 'api' }],
    ['was answered past Artisan', { status: 'rejected', decided_by: 'unknown', decided_via: 'callback' }],
  ])('wakes somebody after an approval that %s', async (_how, approval) => {
    const { tell } = aPager();
    await tell([opened, ended(approval)]);
    const before = server.pagerDuty.woken.length;

    await tell(failure());

    expect(before).toBe(1);
    expect(server.pagerDuty.woken.slice(1)).toEqual([expect.stringContaining('A person is needed')]);
  });

  it('wakes somebody each time, whoever has answered the pages before', async () => {
    const { tell } = aPager();
    await tell([opened]);
    server.pagerDuty.acknowledgeAll();

    for (const text of ['first', 'second']) {
      await tell([escalation(text)]);
      server.pagerDuty.acknowledgeAll();
    }

    expect(server.pagerDuty.woken.slice(1).map((text) => text.split(': ').at(-1))).toEqual([
      ...['first', 'second'],
    ]);
  });

  it('told twice wakes somebody once', async () => {
    const { tell } = aPager();
    await tell([opened, escalation('it got worse'), escalation('it got worse')]);

    expect(server.pagerDuty.woken).toHaveLength(2);
  });

  it('ends with its incident, and so do those that another run of the notifier has told', async () => {
    const { cards } = aPager();
    await aPager(cards).tell([opened, escalation('first')]);
    await aPager(cards).tell([escalation('second')]);

    await aPager(cards).tell([resolved], RESOLVED);

    const states = Object.values(server.pagerDuty.states);
    expect(states).toEqual(['resolved', 'resolved', 'resolved']);
  });

  it('ends with its incident, too, where nobody knows whether it was taken', async () => {
    const { tell, cards } = aPager();
    await tell([opened]);
    server.script({ status: 500 });
    await expect(tell([escalation('first')])).rejects.toThrow('answered 500');

    await tell([resolved], RESOLVED);

    expect(cards.kept.size).toBe(1);
    const keys = server.of('enqueue').map(({ dedup_key }) => dedup_key);
    expect(keys.at(-1)).toMatch(new RegExp(`^${KEY}/escalated/`));
  });
});

describe('an approval', () => {
  it('acknowledges its alert where a person has decided it', async () => {
    const { tell } = aPager();

    await tell([opened, ended({ status: 'approved', decided_by: 'ada', decided_via: 'slack' })]);

    expect(server.pagerDuty.states).toEqual({ [KEY]: 'acknowledged' });
  });

  it.each<[string, Partial<ApprovalItem>]>([
    ['nobody', { status: 'expired', comment: 'nobody decided in time' }],
    ['who knows whom', { status: 'approved', decided_by: 'unknown', decided_via: 'callback' }],
  ])('leaves its alert to people where %s has decided it, and says so in its log', async (_who, approval) => {
    const { tell } = aPager();

    await tell([opened, ended(approval)]);

    expect(server.pagerDuty.states).toEqual({ [KEY]: 'triggered' });
    expect(server.pagerDuty.logOf(KEY).at(-1)).toMatch(/Approval .* (expired|approved)/);
  });
});

describe('an incident that was resolved before anybody was told', () => {
  it.each(['opened', 'warning', 'approval_wanted', 'approval_ended', 'escalated'] as const)(
    'wakes nobody with what was %s',
    async (notify) => {
      const { tell } = aPager();

      await tell([aLine({ text: 'it was bad', notify }), resolved], RESOLVED);

      expect(server.pagerDuty.woken).toEqual([]);
      expect(server.of('enqueue').map(({ event_action }) => event_action)).toEqual(['resolve']);
    },
  );

  it.each(['warning', 'escalated'] as const)(
    'wakes somebody with what was %s after that, and not with what was at that moment',
    async (notify) => {
      const { tell } = aPager();
      const at = resolved.at + 1_000;
      const line = (text: string, moment: number) => aLine({ at: moment, kind: 'escalated', text, notify });

      await tell([opened, resolved, line('then', at), line('later', at + 1)], {
        ...RESOLVED,
        resolved_at: at,
      });

      expect(server.pagerDuty.woken).toEqual([expect.stringMatching(/: later$/)]);
    },
  );
});
