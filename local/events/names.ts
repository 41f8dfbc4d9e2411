import * as v from 'valibot';
import type { Environment } from '../cloud-assembly/resource.ts';
import { DEFAULT_BUS } from './rule.ts';

export const ruleName = v.pipe(
  v.string(),
  v.regex(/^[\w.-]{1,64}$/, 'allowed are 1 to 64 of A-Z a-z 0-9 . _ -'),
);

/** A bus by name or ARN, parsed to its name. */
export const busName = v.pipe(
  v.string(),
  v.regex(
    /^(arn:aws[\w-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[/\w.-]+$/,
    'no name or ARN of an event bus',
  ),
  v.transform((text) => text.replace(/^arn:[^/]*:event-bus\//, '')),
);

export const optionalBus = v.exactOptional(busName, DEFAULT_BUS);

export function busArn(name: string, { account, region }: Environment): string {
  return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}
