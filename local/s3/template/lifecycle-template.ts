import * as v from 'valibot';
import type { LifecycleRule } from '../lifecycle/lifecycle-rule.ts';

const days = v.pipe(v.number(), v.integer(), v.minValue(1));

const rule = v.strictObject({
  Id: v.optional(v.string()),
  Status: v.picklist(['Enabled', 'Disabled']),
  Prefix: v.optional(v.string()),
  ExpirationInDays: v.optional(days),
  ExpirationDate: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  AbortIncompleteMultipartUpload: v.optional(v.strictObject({ DaysAfterInitiation: days })),
});

export const lifecycleConfiguration = v.strictObject({ Rules: v.array(rule) });

/** The enabled rules. */
export function toLifecycleRules({
  Rules,
}: v.InferOutput<typeof lifecycleConfiguration>): readonly LifecycleRule[] {
  return Rules.flatMap((each, position) =>
    each.Status === 'Enabled' ? [toLifecycleRule(each, position)] : [],
  );
}

const toLifecycleRule = (given: v.InferOutput<typeof rule>, position: number): LifecycleRule => ({
  id: given.Id ?? `rule-${position + 1}`,
  prefix: given.Prefix ?? '',
  expirationInDays: given.ExpirationInDays,
  expirationAt: given.ExpirationDate === undefined ? undefined : Date.parse(given.ExpirationDate),
  abortUploadsAfterDays: given.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
});
