import type { Config } from '../../lib/config/config.ts';
import { targetSecretsPrefix } from '../../lib/contracts/target-secrets.ts';
import { TARGETS_FILE, type TargetConfig, type TargetsConfig } from '../../lib/contracts/targets.ts';
import type { BundleFiles } from './staged-bundle.ts';

type Section = Config['targets'][string];

/** For `files` of a function that touches targets: functions/shared/targets-file.ts finds it. */
export function targetsJson({ stage, targets }: Config): BundleFiles {
  const config: TargetsConfig = {
    secrets: targetSecretsPrefix(stage.name),
    targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, toConfig(target)])),
  };
  return { [TARGETS_FILE]: JSON.stringify(config) };
}

/** Webhooks without their URLs: those in force come in a variable of their own. */
function toConfig(section: Section): TargetConfig {
  const { max_replicas, bypass_rate_per_second, webhook, kubernetes, aws } = section;
  return {
    ...(max_replicas !== undefined && { max_replicas }),
    ...(bypass_rate_per_second !== undefined && { bypass_rate_per_second }),
    ...(webhook && { webhook: { serves: webhook.serves, timeout_ms: webhook.timeout } }),
    ...(kubernetes && { kubernetes: toKubernetes(kubernetes) }),
    ...(aws && { aws: toCalls(aws) }),
  };
}

function toKubernetes({ timeout, ...rest }: NonNullable<Section['kubernetes']>) {
  return { ...rest, timeout_ms: timeout };
}

/** Without what only IAM needs, and without what is empty. */
function toCalls(calls: NonNullable<Section['aws']>): NonNullable<TargetConfig['aws']> {
  return Object.fromEntries(
    Object.entries(calls).map(([what, { service, action, arguments: input, ...read }]) => [
      what,
      {
        service,
        action,
        arguments: input,
        ...(Object.keys(read.values).length > 0 && { values: read.values }),
        ...(Object.keys(read.expect).length > 0 && { expect: read.expect }),
        ...(Object.keys(read.in_progress).length > 0 && { in_progress: read.in_progress }),
      },
    ]),
  );
}
