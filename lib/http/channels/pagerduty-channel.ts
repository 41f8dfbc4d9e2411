import { UndeliverableError, type NotificationChannel } from '../../incidents/notifications.ts';
import { pagerDutyEvent } from '../../incidents/pagerduty-event.ts';
import type { Secrets } from '../../shared/secrets.ts';
import type { GuardedHttp } from '../guarded-http.ts';
import { ChannelFailedError } from './channel-failed-error.ts';

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 4_096;

export interface PagerDutyDependencies {
  readonly http: GuardedHttp;
  readonly secrets: Secrets;
  readonly keyName: string;
  readonly eventsUrl: string;
  readonly stage: string;
  /** Of the API, for links. */
  readonly base: string;
}

/** PagerDuty, Events API v2. An event that comes twice is one alert, by its dedup key. */
export function createPagerDutyChannel(dependencies: PagerDutyDependencies): NotificationChannel {
  const { http, secrets, keyName, eventsUrl } = dependencies;
  return {
    name: 'pagerduty',
    deliver: async (notification) => {
      const key = await secrets(keyName);
      if (!key) throw new ChannelFailedError('pagerduty', `the parameter ${keyName} is missing`);
      const event = { routing_key: key.value.trim(), ...pagerDutyEvent(notification, dependencies) };
      const { status, body } = await http({
        url: eventsUrl,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
        timeoutMs: TIMEOUT_MS,
        maxBodyBytes: MAX_BODY_BYTES,
      });
      if (status === 202) return;
      // Events API v2, "Response codes": 400 is a bad event; 429 and 5xx are to be tried again.
      if (status === 400) throw new UndeliverableError(`pagerduty: answered 400: ${body.toString('utf8')}`);
      throw new ChannelFailedError('pagerduty', `answered ${status}`);
    },
  };
}
