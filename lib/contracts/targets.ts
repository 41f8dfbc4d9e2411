import * as v from 'valibot';
import { outboundUrl } from './outbound.ts';

/** What can be done to a target. `check` changes nothing and is no operation. */
export const OPERATIONS = [
  'scale',
  'restart',
  'reset_pool',
  'enable_read_replica',
  'bypass_cache',
  'end_bypass',
  'warm_cache',
] as const;

export const SERVED = ['check', ...OPERATIONS] as const;

export type OperationName = (typeof OPERATIONS)[number];
export type Served = (typeof SERVED)[number];

/** Services of AWS that a target may call; each has a client in lib/aws/aws-caller.ts. */
export const TARGET_SERVICES = ['ecs', 'rds', 'elasticache'] as const;

export type TargetService = (typeof TARGET_SERVICES)[number];

export type JsonObject = Readonly<Record<string, unknown>>;

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.nonEmpty());
const served = v.picklist(SERVED);

/** One call of the AWS SDK, as `arguments` of its action. */
export const awsCall = v.strictObject({
  service: v.picklist(TARGET_SERVICES),
  action: text,
  /** A text that is `{replicas}` as a whole stands for that number. */
  arguments: v.record(v.string(), v.unknown()),
  /** Of a check: what is read of the answer, by dotted path. `replicas` is what scaling goes by. */
  values: v.exactOptional(v.record(v.string(), text)),
  /** Of a check: the target is well while these values are what they are said to be. */
  expect: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
});

export type AwsCall = v.InferOutput<typeof awsCall>;

const target = v.strictObject({
  max_replicas: v.exactOptional(positive),
  bypass_rate_per_second: v.exactOptional(positive),
  webhook: v.exactOptional(
    v.strictObject({
      /** Without one, here or in TARGET_URLS, the webhook serves nothing. */
      url: v.exactOptional(outboundUrl),
      serves: v.array(served),
      timeout_ms: positive,
    }),
  ),
  kubernetes: v.exactOptional(
    v.strictObject({ url: outboundUrl, namespace: text, deployment: text, timeout_ms: positive }),
  ),
  aws: v.exactOptional(v.record(served, awsCall)),
});

export type TargetConfig = v.InferOutput<typeof target>;

/** What functions need of targets.yaml, as CDK hands it over in an environment variable. */
export const targetsConfig = v.strictObject({
  /** Before the names of the targets' secrets in the parameter store: see `targetSecret`. */
  secrets: text,
  targets: v.record(v.string(), target),
});

export type TargetsConfig = v.InferOutput<typeof targetsConfig>;

/** URLs of webhooks by target, in place of those of the file. */
export const targetUrls = v.record(v.string(), outboundUrl);

export type TargetUrls = v.InferOutput<typeof targetUrls>;

/** Holders of `read` may ask and plan, those of `change` may act; `ca` is no secret. */
export type SecretUse = 'read' | 'change' | 'ca';

export function targetSecretsPrefix(stage: string): string {
  return `/artisan/${stage}/targets`;
}

/** Name of a parameter, such as `/artisan/prod/targets/api/webhook/change`. */
export function targetSecret(prefix: string, path: readonly [target: string, adapter: string, SecretUse]) {
  return [prefix, ...path].join('/');
}
