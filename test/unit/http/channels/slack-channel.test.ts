import { createSlackApi } from '../../../../lib/http/channels/slack-api.ts';
import { createSlackChannel } from '../../../../lib/http/channels/slack-channel.ts';
import type { NotificationKind } from '../../../../lib/contracts/notification.ts';
import type { Notification } from '../../../../lib/incidents/notifications.ts';
import { anApproval } from '../../../support/approvals/builders.ts';
import { serveAsSlack, type FakeSlack } from '../../../support/channels/fake-slack.ts';
import { aLine, anIncident } from '../../../support/incidents/builders.ts';
import { InMemoryCards } from '../../../support/incidents/in-memory-cards.ts';
import { aTargetWorld, failureOf } from '../../../support/targets/target-world.ts';

const BASE = 'https://api.example/';
const GONE = { status: 200, body: '{"ok": false, "error": "message_not_found"}' };

let slack: FakeSlack;
beforeEach(async () => {
  slack = await serveAsSlack();
});
afterEach(() => slack.close());

function aChannel({ approval = anApproval(), token = 'xoxb-test' } = {}) {
  const world = aTargetWorld();
  if (token !== '') world.stored.set('/token', { value: token, version: 1 });
  return createSlackChannel({
    slack: createSlackApi({ ...world, tokenName: '/token', apiUrl: slack.url, channel: 'C0123456789' }),
    cards: new InMemoryCards(),
    approval: (id) => Promise.resolve(id === approval.approval_id ? approval : undefined),
    base: BASE,
  });
}

function told(kind: NotificationKind, change: Partial<Notification> = {}): Notification {
  return { id: `n-${kind}`, kind, incident: anIncident(), line: aLine({ text: `Told: ${kind}` }), ...change };
}

describe('Slack', () => {
  it('gets a card an incident, what happens in its thread, and the card changed at the end', async () => {
    const channel = aChannel();
    const resolved = {
      ...anIncident(),
      status: 'resolved',
      resolved_by: 'alice',
      resolution: 'restarted',
    } as const;

    await channel.deliver(told('opened'));
    await channel.deliver(told('warning'));
    await channel.deliver(told('escalated'));
    await channel.deliver(told('resolved', { incident: resolved }));

    const [card, ...below] = slack.of('chat.postMessage');
    expect(card).toMatchObject({ channel: 'C0123456789', text: '[sev3] RL Reward Runaway (open)' });
    expect(below.map(({ text, thread_ts, reply_broadcast }) => [text, thread_ts, reply_broadcast])).toEqual([
      ['Told: warning', '1700000000.000001', false],
      ['Told: escalated', '1700000000.000001', true],
      ['Told: resolved', '1700000000.000001', false],
    ]);
    expect(slack.of('chat.update').at(-1)).toMatchObject({
      ts: '1700000000.000001',
      text: '[sev3] RL Reward Runaway (resolved by alice)',
    });
  });

  it('hears what goes wrong after somebody has resolved the incident', async () => {
    const channel = aChannel();
    const incident = { ...anIncident(), status: 'resolved', resolved_by: 'alice', resolved_at: 1 } as const;

    await channel.deliver(told('opened'));
    await channel.deliver(told('resolved', { incident }));
    await channel.deliver(told('escalated', { incident }));

    const { text, reply_broadcast } = slack.of('chat.postMessage').at(-1) ?? {};
    expect([text, reply_broadcast]).toEqual(['Told: escalated', true]);
  });

  it('gets a second of the three that it waits after a click for what is whispered', async () => {
    const world = aTargetWorld();
    world.stored.set('/token', { value: 'xoxb-test', version: 1 });
    const timeouts: number[] = [];
    const http: typeof world.http = (request) => {
      timeouts.push(request.timeoutMs);
      return world.http(request);
    };
    const api = createSlackApi({ ...world, http, tokenName: '/token', apiUrl: slack.url, channel: 'C1' });

    await api.whisper('U1', 'The approval is approved');

    expect(timeouts).toEqual([1_000]);
  });

  it('gets no second card when the opening is told again', async () => {
    const channel = aChannel();

    await channel.deliver(told('opened'));
    await channel.deliver(told('opened'));

    expect(slack.of('chat.postMessage')).toHaveLength(1);
  });

  it('gets a new card, as the incident stands, and what comes later below it, where its card was deleted', async () => {
    const channel = aChannel();
    await channel.deliver(told('opened'));
    slack.remove('1700000000.000001');

    await channel.deliver(told('warning'));
    await channel.deliver(told('escalated'));

    const posted = slack.of('chat.postMessage').slice(1);
    expect(posted.map(({ text, thread_ts }) => [text, thread_ts])).toEqual([
      ['[sev3] RL Reward Runaway (open)', undefined],
      ['Told: warning', '1700000000.000002'],
      ['Told: escalated', '1700000000.000002'],
    ]);
  });

  it('gets its line once, below one new card, where Slack fails between the two', async () => {
    const channel = aChannel();
    await channel.deliver(told('opened'));
    slack.remove('1700000000.000001');
    slack.script(GONE, { status: 200, body: '{"ok": true, "ts": "1700000000.000009"}' }, { status: 503 });

    await expect(channel.deliver(told('warning'))).rejects.toThrow('chat.postMessage answered 503');
    await channel.deliver(told('warning'));

    expect(slack.of('chat.update')).toMatchObject([{ ts: '1700000000.000009' }]);
    expect(slack.of('chat.postMessage').at(-1)).toMatchObject({ thread_ts: '1700000000.000009' });
    expect(slack.of('chat.postMessage')).toHaveLength(2);
  });

  it('gets the card of an approval anew, too, so that its decision is seen', async () => {
    const approval = anApproval();
    const line = aLine({ approval_id: approval.approval_id });
    const channel = aChannel({ approval });
    await channel.deliver(told('approval_wanted', { line }));
    slack.remove('1700000000.000001');
    Object.assign(approval, { status: 'rejected', decided_by: 'alice', decided_via: 'api' });

    await channel.deliver(told('approval_decided', { line }));

    expect(slack.of('chat.postMessage').map(({ text }) => String(text).split(':')[0])).toEqual([
      ...['Approval wanted', 'Approval rejected'],
    ]);
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'gets a new card where the old one is refused with %s',
    async (error) => {
      const channel = aChannel();
      await channel.deliver(told('opened'));
      slack.script({ status: 200, body: JSON.stringify({ ok: false, error }) });

      await channel.deliver(told('warning'));

      expect(slack.of('chat.postMessage')).toHaveLength(3);
    },
  );

  it.each(['channel_not_found', 'is_archived', 'not_in_channel'])(
    'waits for a person to mend it where it answers a post with %s',
    async (error) => {
      slack.script({ status: 200, body: JSON.stringify({ ok: false, error }) });

      expect(await failureOf(aChannel().deliver(told('opened')))).toBe(
        `ChannelFailedError: slack: chat.postMessage refused: ${error}`,
      );
    },
  );

  it('gets an approval with its plan and buttons, and the same card without them once it is decided', async () => {
    const approval = anApproval();
    const decided = { ...approval, status: 'approved', decided_by: 'alice', decided_via: 'api' } as const;
    const line = aLine({ approval_id: approval.approval_id });
    const cards = aChannel({ approval });
    await cards.deliver(told('approval_wanted', { line }));
    Object.assign(approval, decided);

    await cards.deliver(told('approval_decided', { line }));

    const [posted] = slack.of('chat.postMessage');
    const [updated] = slack.of('chat.update');
    expect(JSON.stringify(posted?.['blocks'])).toContain(approval.plan_hash);
    expect(JSON.stringify(posted?.['blocks'])).toContain('"action_id":"reject"');
    expect(updated?.['ts']).toBe('1700000000.000001');
    expect(JSON.stringify(updated?.['blocks'])).not.toContain('action_id');
    expect(String(updated?.['text'])).toMatch(/^Approval approved: /);
  });

  it('gets no buttons for what is graver than Sev3: the plan is read and decided in the console', async () => {
    const approval = anApproval();
    const line = aLine({ approval_id: approval.approval_id });

    await aChannel({ approval }).deliver(
      told('approval_wanted', { line, incident: anIncident({ severity: 'sev2' }) }),
    );

    const blocks = JSON.stringify(slack.of('chat.postMessage')[0]?.['blocks']);
    expect(blocks).not.toContain('action_id');
    expect(blocks).toContain(`${BASE}approve/${approval.approval_id}`);
  });

  it.each([
    ['is told by whoever has no token', '', 'ChannelFailedError: slack: the parameter /token is missing'],
    [
      'is told with a wrong one',
      'xoxb-old',
      'ChannelFailedError: slack: chat.postMessage refused: invalid_auth',
    ],
  ])('that %s is to be told again', async (_what, token, failure) => {
    expect(await failureOf(aChannel({ token }).deliver(told('opened')))).toBe(failure);
  });

  it.each([
    ['{"ok": false, "error": "invalid_blocks"}', 200, /^UndeliverableError/],
    ['{"ok": false, "error": "ratelimited"}', 200, /^ChannelFailedError/],
    ['{"ok": false, "error": "message_not_found"}', 200, /^MessageFailedError/],
    ['{"ok": false, "error": "some_new_reason"}', 200, /^MessageFailedError/],
    ['', 429, /^ChannelFailedError/],
    ['', 403, /^ChannelFailedError/],
    ['', 503, /^ChannelFailedError/],
    ['', 413, /^MessageFailedError/],
    ['<html>', 200, /^ChannelFailedError/],
    ['{"ok": true}', 200, /^ChannelFailedError/],
  ])('that answers %j with %s is told again unless the message is wrong', async (body, status, failure) => {
    slack.script({ status, body });

    expect(await failureOf(aChannel().deliver(told('opened')))).toMatch(failure);
  });
});
