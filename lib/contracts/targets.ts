import * as v from 'valibot';
import { outboundUrl } from './outbound.ts';
import { SERVED, TARGET_SERVICES } from './target-names.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.nonEmpty());
const served = v.picklist(SERVED);
const scalar = v.union([v.string(), v.number()]);

/** One call of the AWS SDK, as `arguments` of its action. */
export const awsCall = v.strictObject({
  service: v.picklist(TARGET_SERVICES),
  action: text,
  /** A text that is `{replicas}` as a whole stands for that number. */
  arguments: v.record(v.string(), v.unknown()),
  /** Of a check: what is read of the answer, by dotted path. `replicas` is what scaling goes by. */
  values: v.exactOptional(v.record(v.string(), text)),
  /** Of a check: the target is well while these values are what they are said to be. */
  expect: v.exactOptional(v.record(v.string(), scalar)),
  /** Of an operation: while the check reads this, it is going on. To be refused for the target's state is no failure then. */
  in_progress: v.exactOptional(v.record(v.string(), scalar)),
});

export type AwsCall = v.InferOutput<typeof awsCall>;

const target = v.strictObject({
  max_replicas: v.exactOptional(positive),
  bypass_rate_per_second: v.exactOptional(positive),
  webhook: v.exactOptional(
    v.strictObject({
      /** Its URL is in TARGET_URLS. Without one it serves nothing. */
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

/** Beside the bundle of a function that touches targets: what it needs of targets.yaml. */
export const TARGETS_FILE = 'targets.json';

/** What is in it. */
export const targetsConfig = v.strictObject({
  /** Before the names of the targets' secrets in the parameter store: see `targetSecret` of target-secrets.ts. */
  secrets: text,
  targets: v.record(v.string(), target),
});

export type TargetsConfig = v.InferOutput<typeof targetsConfig>;

/** URLs of webhooks, by target. */
export const targetUrls = v.record(v.string(), outboundUrl);

export type TargetUrls = v.InferOutput<typeof targetUrls>;
