import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { channelSecrets } from '../../lib/contracts/channels.ts';
import type { BundledFunction } from './bundled-function.ts';
import { grantSeeSecrets } from './see-secrets.ts';
import { UrlsInForce } from './urls-in-force.ts';

/** Slack and PagerDuty, and who may hold their secrets. */
export class NotificationChannels extends Construct {
  readonly #config: Config;
  readonly #inForce: UrlsInForce;

  constructor(scope: Construct, id: string, { config }: { readonly config: Config }) {
    super(scope, id);
    this.#config = config;
    this.#inForce = new UrlsInForce(this, 'InForce', {
      parameter: 'NotificationChannels',
      description:
        'Channels of this deployment: JSON as in configs/README.md, {} for none, empty for as configured',
      configured: configuredChannels(config),
    });
  }

  /** To tell people. */
  grantDeliver(fn: BundledFunction): void {
    const { slackToken, pagerDutyKey } = channelSecrets(this.#config.stage.name);
    this.#grant(fn, [slackToken, pagerDutyKey]);
  }

  /** To take clicks of Slack for what they are, and to tell whoever clicked. */
  grantTakeClicks(fn: BundledFunction): void {
    const { slackToken, slackSigning } = channelSecrets(this.#config.stage.name);
    this.#grant(fn, [slackToken, slackSigning]);
  }

  /** To see whether they are there, without what they say. */
  grantMiss(fn: BundledFunction): void {
    fn.addEnvironment('NOTIFICATION_CHANNELS', this.#inForce.json);
    grantSeeSecrets(fn, Object.values(channelSecrets(this.#config.stage.name)));
  }

  #grant(fn: BundledFunction, names: readonly string[]): void {
    fn.addEnvironment('STAGE', this.#config.stage.name);
    fn.addEnvironment('INTERNAL_ADDRESSES', JSON.stringify(this.#config.stage.internal_addresses));
    fn.addEnvironment('NOTIFICATION_CHANNELS', this.#inForce.json);
    const resources = names.map((name) =>
      Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) }),
    );
    fn.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources }));
  }
}

function configuredChannels({
  notifications: { slack, pagerduty },
}: Config): Readonly<Record<string, unknown>> {
  const { channel, users } = slack;
  return {
    ...(channel !== '' && { slack: { channel, users } }),
    ...(pagerduty && { pagerduty: {} }),
  };
}
