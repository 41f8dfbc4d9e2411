import { createAwsCaller, type AwsCaller } from '../../lib/aws/aws-caller.ts';
import { createAwsTarget } from '../../lib/aws/aws-target.ts';
import { createSsmSecrets } from '../../lib/aws/ssm-secrets.ts';
import type { TargetConfig, TargetsConfig } from '../../lib/contracts/targets.ts';
import type { TargetsEnvironment } from '../../lib/contracts/targets-environment.ts';
import { createAddressRule } from '../../lib/http/address-rule.ts';
import { createGuardedHttp } from '../../lib/http/guarded-http.ts';
import { createResolve } from '../../lib/http/resolve.ts';
import { createKubernetesTarget } from '../../lib/http/targets/kubernetes-target.ts';
import type { TargetHttp } from '../../lib/http/targets/target-http.ts';
import { createWebhookTarget } from '../../lib/http/targets/webhook-target.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { systemPause } from '../../lib/shared/pause.ts';
import { systemRandom } from '../../lib/shared/random.ts';
import type { TargetAdapter } from '../../lib/targets/ports.ts';
import { createTargets, type Targets } from '../../lib/targets/targets.ts';
import { createSsmClient } from '../../lib/aws/ssm-client.ts';
import { readTargetsFile } from './targets-file.ts';

interface Ways {
  readonly world: TargetHttp;
  readonly caller: AwsCaller;
  readonly urls: TargetsEnvironment['TARGET_URLS'];
}

/** The targets of a function whose construct was granted them (cdk/constructs/targets.ts), when the first one is asked for. */
export function connectTargets(environment: TargetsEnvironment, read = readTargetsFile): Targets {
  let connected: Targets | undefined;
  const targets = () => (connected ??= connect(environment, read()));
  return {
    check: async (...asked) => targets().check(...asked),
    plan: async (...asked) => targets().plan(...asked),
    apply: async (...asked) => targets().apply(...asked),
  };
}

function connect({ TARGET_URLS, INTERNAL_ADDRESSES }: TargetsEnvironment, config: TargetsConfig): Targets {
  const http = createGuardedHttp({
    isAllowed: createAddressRule(INTERNAL_ADDRESSES),
    resolve: createResolve(),
  });
  const world: TargetHttp = {
    http,
    secrets: createSsmSecrets(createSsmClient(), systemClock),
    secretsPrefix: config.secrets,
    clock: systemClock,
    pause: systemPause,
    random: systemRandom,
  };
  const ways = { world, caller: createAwsCaller(), urls: TARGET_URLS };
  return createTargets(
    Object.fromEntries(
      Object.entries(config.targets).map(([name, target]) => [
        name,
        { config: target, adapters: adaptersOf(name, target, ways) },
      ]),
    ),
  );
}

function adaptersOf(target: string, config: TargetConfig, { world, caller, urls }: Ways): TargetAdapter[] {
  const { webhook, kubernetes, aws } = config;
  const url = urls[target];
  return [
    ...(webhook && url !== undefined ? [createWebhookTarget(target, { ...webhook, url }, world)] : []),
    ...(kubernetes ? [createKubernetesTarget(target, kubernetes, world)] : []),
    ...(aws ? [createAwsTarget(target, aws, { ...world, caller })] : []),
  ];
}
