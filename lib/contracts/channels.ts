import * as v from 'valibot';
import { outboundUrl } from './outbound.ts';

const text = v.pipe(v.string(), v.nonEmpty());

export const SLACK_API = 'https://slack.com/api';
export const PAGERDUTY_EVENTS = 'https://events.pagerduty.com/v2/enqueue';

/** Ways to people besides the log, as CDK hands them over in an environment variable. Absent ones are not used. */
export const channels = v.strictObject({
  slack: v.exactOptional(
    v.strictObject({
      /** Id of the channel that cards go to. */
      channel: text,
      /** Who people of Slack are in the user pool: member id to user name. */
      users: v.exactOptional(v.record(v.string(), text), {}),
      api_url: v.exactOptional(outboundUrl, SLACK_API),
    }),
  ),
  pagerduty: v.exactOptional(v.strictObject({ events_url: v.exactOptional(outboundUrl, PAGERDUTY_EVENTS) })),
});

export type Channels = v.InferOutput<typeof channels>;

/** SecureStrings: the token that posts cards, the secret that signs clicks, the key of the service that pages. */
export function channelSecrets(stage: string) {
  return {
    slackToken: `/artisan/${stage}/slack/bot-token`,
    slackSigning: `/artisan/${stage}/slack/signing-secret`,
    pagerDutyKey: `/artisan/${stage}/pagerduty/routing-key`,
  } as const;
}
