import * as v from 'valibot';
import { OPERATIONS, SERVED, TARGET_SERVICES } from '../../../contracts/target-names.ts';
import { outboundUrl } from '../../../contracts/outbound.ts';
import { oneOf } from '../../values/choices.ts';
import { durationUpTo } from '../../values/duration.ts';
import { integerFrom } from '../../values/integers.ts';
import { modelName } from '../../values/names.ts';
import { isPlainJson } from './plain-json.ts';

/** Three tries of it, and a look before them, end within the time-out of a function. */
const timeout = v.optional(durationUpTo(5_000), '3s');

/** RFC 1123, as Kubernetes names namespaces and deployments. */
const dnsLabel = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  v.description('a name of Kubernetes: up to 63 lower-case letters, digits and "-"'),
);

const webhook = v.strictObject({
  url: v.optional(outboundUrl),
  serves: v.pipe(
    v.array(v.picklist(SERVED)),
    v.minLength(1),
    v.check((names) => new Set(names).size === names.length),
    v.description(`a list of ${SERVED.join(', ')}, each once`),
  ),
  timeout,
});

/** A token must not travel in the clear. */
const apiServer = v.pipe(
  outboundUrl,
  v.check((url) => url.startsWith('https://') && !url.endsWith('/')),
  v.description('an https URL without a slash at its end'),
);

const kubernetes = v.strictObject({ url: apiServer, namespace: dnsLabel, deployment: dnsLabel, timeout });

const path = v.pipe(
  v.string(),
  v.regex(/^[\w-]+(\.[\w-]+){0,9}$/),
  v.description('a path into the answer, such as services.0.desiredCount'),
);

const valueName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,31}$/), v.description('a snake_case name'));

const endOfArn = v.pipe(v.string(), v.regex(/^[\w-]+[:/][\w:./*-]{1,200}$/));

const scalar = v.union([v.string(), v.number()]);

const call = v.strictObject({
  service: oneOf(...TARGET_SERVICES),
  action: v.pipe(
    v.string(),
    v.regex(/^[A-Z][A-Za-z0-9]{2,63}$/),
    v.description('an action of the service, such as UpdateService'),
  ),
  arguments: v.pipe(
    v.custom<Readonly<Record<string, unknown>>>(isPlainJson),
    v.description('a map of the arguments that the action takes'),
  ),
  resource: v.pipe(
    v.union([endOfArn, v.pipe(v.array(endOfArn), v.minLength(1), v.maxLength(5))]),
    v.description(
      'what follows the account in the ARN of what it acts on, such as db:artisan, or a list of up to 5 of them',
    ),
  ),
  values: v.optional(v.record(valueName, path), {}),
  expect: v.optional(
    v.record(valueName, v.pipe(scalar, v.description('the text or number of a target that is well'))),
    {},
  ),
  in_progress: v.optional(
    v.record(
      valueName,
      v.pipe(scalar, v.description('the text or number of a target to which it is being done')),
    ),
    {},
  ),
});

export const target = v.strictObject({
  max_replicas: v.optional(integerFrom(1)),
  bypass_rate_per_second: v.optional(integerFrom(1)),
  webhook: v.optional(webhook),
  kubernetes: v.optional(kubernetes),
  aws: v.optional(v.record(oneOf('check', ...OPERATIONS), call)),
});

export type TargetSection = v.InferOutput<typeof target>;

/** The targets of `targets:` by name: `modelName` also names a target. */
export const targets = v.record(modelName, target);
