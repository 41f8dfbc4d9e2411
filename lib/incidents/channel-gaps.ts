import { channelSecrets, type Channels } from '../contracts/channels.ts';

/** Secrets of channels that are configured, but could not tell or ask anybody. One gap a secret. */
export async function channelGaps(
  { slack, pagerduty }: Channels,
  stage: string,
  isThere: (name: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const { slackToken, slackSigning, pagerDutyKey } = channelSecrets(stage);
  const decides = slack !== undefined && Object.keys(slack.users).length > 0;
  const needed = [
    ...(slack ? [[slackToken, 'nobody is told in Slack'] as const] : []),
    ...(decides ? [[slackSigning, 'nobody can decide in Slack'] as const] : []),
    ...(pagerduty ? [[pagerDutyKey, 'nobody is paged by PagerDuty'] as const] : []),
  ];
  const found = await Promise.all(needed.map(async ([name]) => isThere(name)));
  return needed.flatMap(([name, effect], index) =>
    found[index] === true ? [] : [`The parameter ${name} is missing: ${effect}`],
  );
}
