import { channelGaps } from '../../../lib/incidents/channel-gaps.ts';

const SLACK = { channel: 'C1', users: {}, api_url: 'https://slack.com/api' };
const PAGERDUTY = { events_url: 'https://events.pagerduty.com/v2/enqueue' };
const NAMES = {
  token: '/artisan/prod/slack/bot-token',
  signing: '/artisan/prod/slack/signing-secret',
  key: '/artisan/prod/pagerduty/routing-key',
};

const gapsOf = (channels: Parameters<typeof channelGaps>[0], ...there: readonly string[]) =>
  channelGaps(channels, 'prod', (name) => Promise.resolve(there.includes(name)));

describe('what channels lack', () => {
  it('is nothing where none is configured', async () => {
    expect(await gapsOf({})).toEqual([]);
  });

  it('is each secret that is not there, and what it would be for', async () => {
    const both = { slack: { ...SLACK, users: { U1: 'ada' } }, pagerduty: PAGERDUTY };

    expect(await gapsOf(both)).toEqual([
      `The parameter ${NAMES.token} is missing: nobody is told in Slack`,
      `The parameter ${NAMES.signing} is missing: nobody can decide in Slack`,
      `The parameter ${NAMES.key} is missing: nobody is paged by PagerDuty`,
    ]);
    expect(await gapsOf(both, ...Object.values(NAMES))).toEqual([]);
  });

  it('is no secret to sign clicks with where nobody may click', async () => {
    expect(await gapsOf({ slack: SLACK }, NAMES.token)).toEqual([]);
  });
});
