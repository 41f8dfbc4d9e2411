import type { NotificationKind } from '../../../../lib/contracts/notification.ts';
import { createPagerDutyChannel } from '../../../../lib/http/channels/pagerduty-channel.ts';
import { serveAsSlack, type FakeSlack } from '../../../support/channels/fake-slack.ts';
import { aLine, anIncident } from '../../../support/incidents/builders.ts';
import { InMemoryCards } from '../../../support/incidents/in-memory-cards.ts';
import { aTargetWorld, failureOf } from '../../../support/targets/target-world.ts';

let server: FakeSlack;
beforeEach(async () => {
  server = await serveAsSlack();
});
afterEach(() => server.close());

function aChannel(key = 'routing-key') {
  const world = aTargetWorld();
  world.stored.set('/key', { value: key, version: 1 });
  return createPagerDutyChannel({
    ...world,
    cards: new InMemoryCards(),
    keyName: '/key',
    eventsUrl: `${server.url}/v2/enqueue`,
    stage: 'prod',
    base: 'https://api.example/',
  });
}

const told = (kind: NotificationKind, severity: 'sev1' | 'sev2' | 'sev3' | 'sev4' = 'sev2') => ({
  id: 'n',
  kind,
  incident: anIncident({ severity }),
  line: aLine({ text: 'It got worse' }),
});

describe('PagerDuty', () => {
  it('is triggered, acknowledged and resolved under one key, that of the incident', async () => {
    for (const kind of ['opened', 'approval_wanted', 'approval_decided', 'resolved'] as const)
      await aChannel().deliver(told(kind));

    const key = `artisan-prod-${anIncident().incident_id}`;
    expect(server.of('enqueue').map(({ event_action, dedup_key }) => [event_action, dedup_key])).toEqual([
      ['trigger', key],
      ['trigger', key],
      ['acknowledge', key],
      ['resolve', key],
    ]);
  });

  it('is told where the runbook says what to do by hand, of an incident of one', async () => {
    await aChannel().deliver({ ...told('escalated'), incident: anIncident({ runbook: 'a_runbook' }) });

    expect(server.of('enqueue')[0]).toMatchObject({
      links: [
        {
          href: 'https://api.example/console/#/runbooks/a_runbook',
          text: 'a_runbook: what to do by hand',
        },
      ],
    });
  });

  it('is told what happened, to what, and where to look', async () => {
    await aChannel().deliver(told('opened'));

    expect(server.of('enqueue')[0]).toEqual({
      routing_key: 'routing-key',
      event_action: 'trigger',
      dedup_key: `artisan-prod-${anIncident().incident_id}`,
      client: 'Artisan',
      client_url: `https://api.example/console/#/incidents/${anIncident().incident_id}`,
      payload: {
        summary: 'RL Reward Runaway',
        source: 'artisan-prod',
        severity: 'error',
        timestamp: '2026-02-01T00:00:00.001Z',
        component: 'RL, PPO',
        custom_details: {
          incident_id: anIncident().incident_id,
          description: 'The rewards of run-1 ran away',
          line: 'It got worse',
          kind: 'opened',
        },
      },
    });
  });

  it.each([
    ['sev1', 'critical'],
    ['sev2', 'error'],
    ['sev3', 'warning'],
    ['sev4', 'info'],
  ] as const)('takes %s as %s, and whatever escalates as critical', async (severity, expected) => {
    await aChannel().deliver(told('opened', severity));
    await aChannel().deliver(told('escalated', severity));

    const severities = server.of('enqueue').map(({ payload }) => (payload as { severity: string }).severity);
    expect(severities).toEqual([expected, 'critical']);
  });

  it.each([
    [400, /^UndeliverableError: pagerduty: answered 400/],
    [429, /^ChannelFailedError: pagerduty: answered 429/],
    [500, /^ChannelFailedError: pagerduty: answered 500/],
    [302, /^ChannelFailedError: pagerduty: answered 302/],
  ])('that answers %s is told again unless the event is wrong', async (status, failure) => {
    server.script({ status, headers: { location: 'http://169.254.169.254/' } });

    expect(await failureOf(aChannel().deliver(told('opened')))).toMatch(failure);
    expect(server.asked).toHaveLength(1);
  });

  it('that does not know the key is told again, once the key is right', async () => {
    const incident = told('opened');

    const failure = await failureOf(aChannel('mistyped').deliver(incident));
    await aChannel().deliver(incident);

    expect(failure).toMatch(/^ChannelFailedError: pagerduty: answered 400: .*routing_key/);
    expect(server.pagerDuty.woken).toHaveLength(1);
  });
});
