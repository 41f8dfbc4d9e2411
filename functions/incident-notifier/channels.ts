import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbCardStore } from '../../lib/aws/dynamodb-card-store.ts';
import { createSsmClient } from '../../lib/aws/ssm-client.ts';
import { createSsmSecrets } from '../../lib/aws/ssm-secrets.ts';
import { channelSecrets } from '../../lib/contracts/channels.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { createAddressRule } from '../../lib/http/address-rule.ts';
import { createPagerDutyChannel } from '../../lib/http/channels/pagerduty-channel.ts';
import { createSlackApi } from '../../lib/http/channels/slack-api.ts';
import { createSlackChannel } from '../../lib/http/channels/slack-channel.ts';
import { createGuardedHttp } from '../../lib/http/guarded-http.ts';
import { createResolve } from '../../lib/http/resolve.ts';
import type { ReadApproval } from '../../lib/incidents/cards.ts';
import type { NotificationChannel } from '../../lib/incidents/notifications.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { writeLine } from '../shared/log.ts';
import { createLogChannel } from './log-channel.ts';
import { createPreview } from './preview.ts';

interface Stores {
  readonly client: DynamoDBClient;
  readonly approval: ReadApproval;
}

/** The log, and what the deployment has besides. */
export function createChannels(
  environment: EnvironmentOf<'incident-notifier'>,
  { client, approval }: Stores,
): readonly NotificationChannel[] {
  const { NOTIFICATION_CHANNELS: channels, STAGE: stage, API_URL: base } = environment;
  const names = channelSecrets(stage);
  const isAllowed = createAddressRule(environment.INTERNAL_ADDRESSES);
  const world = {
    http: createGuardedHttp({ isAllowed, resolve: createResolve() }),
    secrets: createSsmSecrets(createSsmClient(), systemClock),
  };
  const { slack, pagerduty } = channels;
  const cards = new DynamoDbCardStore(client, environment.CONTROL_TABLE, systemClock);
  return [
    createLogChannel(writeLine, createPreview({ channels, approval, cards, base, stage })),
    ...(slack
      ? [
          createSlackChannel({
            slack: createSlackApi({
              ...world,
              tokenName: names.slackToken,
              apiUrl: slack.api_url,
              channel: slack.channel,
            }),
            cards,
            approval,
            base,
          }),
        ]
      : []),
    ...(pagerduty
      ? [
          createPagerDutyChannel({
            ...world,
            keyName: names.pagerDutyKey,
            eventsUrl: pagerduty.events_url,
            ...{ cards, stage, base },
          }),
        ]
      : []),
  ];
}
