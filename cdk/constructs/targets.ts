import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import {
  targetSecret,
  targetSecretsPrefix,
  type ChangedWithSecret,
  type SecretUse,
} from '../../lib/contracts/target-secrets.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import type { BundledFunction } from './bundled-function.ts';
import { joinVpc } from './join-vpc.ts';
import { grantSeeSecrets } from './see-secrets.ts';
import type { BundleFiles } from './staged-bundle.ts';
import { targetsJson } from './targets-json.ts';
import { UrlsInForce } from './urls-in-force.ts';

interface Call {
  readonly service: string;
  readonly action: string;
  readonly resource: string | readonly string[];
}

/** What runbooks act on. Reading and changing are two grants: who only plans holds nothing that could change anything. */
export class Targets extends Construct {
  /** Of a function that is granted them. */
  readonly files: BundleFiles;
  readonly #config: Config;
  readonly #urls: UrlsInForce;

  constructor(scope: Construct, id: string, { config }: { readonly config: Config }) {
    super(scope, id);
    this.#config = config;
    this.files = targetsJson(config);
    this.#urls = new UrlsInForce(this, 'Urls', {
      parameter: 'TargetUrls',
      description:
        'URLs of webhooks of this deployment: JSON from target to URL, {} for none, empty for as configured',
      configured: Object.fromEntries(
        Object.entries(config.targets).flatMap(([name, { webhook }]) =>
          webhook?.url === undefined ? [] : [[name, webhook.url]],
        ),
      ),
    });
  }

  /** To check targets and to plan changes. */
  grantRead(fn: BundledFunction): void {
    fn.addEnvironment('INTERNAL_ADDRESSES', JSON.stringify(this.#config.stage.internal_addresses));
    fn.addEnvironment('TARGET_URLS', this.#urls.json);
    this.#grantSecrets(fn, ['read', 'ca']);
    this.#grantCalls(fn, (what) => what === 'check');
    joinVpc(fn, this.#config.stage);
  }

  /** To change them, too. */
  grantChange(fn: BundledFunction): void {
    this.grantRead(fn);
    this.#grantSecrets(fn, ['change']);
    this.#grantCalls(fn, (what) => what !== 'check');
  }

  /** To see whether the secrets are there that changing them takes, without what they say. */
  grantMiss(fn: BundledFunction): void {
    const { stage, targets } = this.#config;
    const changed: ChangedWithSecret = Object.fromEntries(
      Object.entries(targets).map(([name, { webhook, kubernetes }]) => [
        name,
        [
          ...(webhook?.serves.some((what) => what !== 'check') ? (['webhook'] as const) : []),
          ...(kubernetes ? (['kubernetes'] as const) : []),
        ],
      ]),
    );
    fn.addEnvironment('TARGET_URLS', this.#urls.json);
    fn.addEnvironment('TARGETS_CHANGED_BY', JSON.stringify(changed));
    const prefix = targetSecretsPrefix(stage.name);
    const names = Object.entries(changed).flatMap(([target, ways]) =>
      ways.map((way) => targetSecret(prefix, [target, way, 'change'])),
    );
    grantSeeSecrets(fn, names);
  }

  #grantSecrets(fn: BundledFunction, uses: readonly SecretUse[]): void {
    const prefix = targetSecretsPrefix(this.#config.stage.name);
    const names = Object.entries(this.#config.targets).flatMap(([target, { webhook, kubernetes }]) => [
      ...(webhook ? uses.filter((use) => use !== 'ca').map((use) => [target, 'webhook', use] as const) : []),
      ...(kubernetes ? uses.map((use) => [target, 'kubernetes', use] as const) : []),
    ]);
    if (names.length === 0) return;
    const resources = names.map((path) =>
      Stack.of(this).formatArn({
        service: 'ssm',
        resource: 'parameter',
        // The slash that a name begins with is the one after `parameter`.
        resourceName: targetSecret(prefix, path).slice(1),
      }),
    );
    fn.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources }));
  }

  /** Just the actions of targets.yaml, on just their resources. */
  #grantCalls(fn: BundledFunction, isMeant: (what: string) => boolean): void {
    const calls = Object.values(this.#config.targets)
      .flatMap(({ aws = {} }) => Object.entries(aws))
      .flatMap(([what, call]): Call[] => (isMeant(what) ? [call] : []));
    for (const { service, action, resource } of calls) {
      const resources = [resource]
        .flat()
        .map((end) => `${Stack.of(this).formatArn({ service, resource: '' })}${end}`);
      fn.addToRolePolicy(new PolicyStatement({ actions: [`${service}:${action}`], resources }));
      for (const arn of resources)
        acknowledgeWildcard(fn.executionRole, arn, 'targets.yaml names this resource with a wildcard.');
    }
  }
}
