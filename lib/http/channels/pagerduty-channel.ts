import { UndeliverableError, type NotificationChannel } from '../../incidents/notifications.ts';
import type { PagerDutyEvent } from '../../incidents/pagerduty-event.ts';
import { pagesOf, type PagesDependencies } from '../../incidents/pages.ts';
import type { Secrets } from '../../shared/secrets.ts';
import type { GuardedHttp } from '../guarded-http.ts';
import { ChannelFailedError, failureOfStatus } from './channel-failed-error.ts';

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 4_096;

export interface PagerDutyDependencies extends PagesDependencies {
  readonly http: GuardedHttp;
  readonly secrets: Secrets;
  readonly keyName: string;
  readonly eventsUrl: string;
}

/** PagerDuty, Events API v2. An event that comes twice is one alert, by its dedup key. */
export function createPagerDutyChannel(dependencies: PagerDutyDependencies): NotificationChannel {
  return {
    name: 'pagerduty',
    deliver: async (notification) => {
      for (const event of await pagesOf(dependencies, notification)) await send(dependencies, event);
    },
  };
}

async function send(
  { http, secrets, keyName, eventsUrl }: PagerDutyDependencies,
  event: PagerDutyEvent,
): Promise<void> {
  const key = await secrets(keyName);
  if (!key) throw new ChannelFailedError('pagerduty', `the parameter ${keyName} is missing`);
  const { status, body } = await http({
    url: eventsUrl,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ routing_key: key.value.trim(), ...event }),
    timeoutMs: TIMEOUT_MS,
    maxBodyBytes: MAX_BODY_BYTES,
  });
  if (status === 202) return;
  // Events API v2, "Response codes": 400 is a bad event; 429 and 5xx are to be tried again.
  if (status !== 400) throw failureOfStatus('pagerduty', `answered ${status}`, status);
  const said = `answered 400: ${body.toString('utf8')}`;
  throw WRONG_KEY.test(said)
    ? new ChannelFailedError('pagerduty', said)
    : new UndeliverableError(`pagerduty: ${said}`);
}

/** A person can mend it: what waits goes out then, and the alarm on what is late rings until it does. */
const WRONG_KEY = /routing[ _]key/i;
