import type { Config } from '../../lib/config/config.ts';
import { targetSecretsPrefix } from '../../lib/contracts/target-secrets.ts';
import { type TargetConfig, type TargetsConfig } from '../../lib/contracts/targets.ts';

/** AWS takes 4 KB for all variables of a function together, and those that act on targets have others, too. */
const LIMIT_BYTES = 2_800;

type Section = Config['targets'][string];

/**
 * What functions need of targets.yaml, as the variables TARGETS_CONFIG and INTERNAL_ADDRESSES.
 * @throws Error when it does not fit into a function's environment
 */
export function targetsEnvironment({ stage, targets }: Config): {
  readonly TARGETS_CONFIG: string;
  readonly INTERNAL_ADDRESSES: string;
} {
  const config: TargetsConfig = {
    secrets: targetSecretsPrefix(stage.name),
    targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, toConfig(target)])),
  };
  const text = JSON.stringify(config);
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMIT_BYTES)
    throw new Error(
      `targets.yaml is ${bytes} bytes as a variable, ${LIMIT_BYTES} fit: name fewer targets or operations`,
    );
  return { TARGETS_CONFIG: text, INTERNAL_ADDRESSES: JSON.stringify(stage.internal_addresses) };
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
    Object.entries(calls).map(([what, { service, action, arguments: input, values, expect }]) => [
      what,
      {
        service,
        action,
        arguments: input,
        ...(Object.keys(values).length > 0 && { values }),
        ...(Object.keys(expect).length > 0 && { expect }),
      },
    ]),
  );
}
