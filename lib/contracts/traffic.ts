import * as v from 'valibot';
import { jsonObject } from './json-object.ts';
import { text } from './text.ts';

/** ISO 8601 in UTC, to the second or millisecond, years 1970..9999. */
export const timestamp = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/,
    'ISO 8601 in UTC, such as 2026-01-31T12:00:00.000Z',
  ),
  v.check((value) => exists(value), 'a time that exists'),
  v.transform((value) => Date.parse(value)),
);

/** Date.parse rolls the 31st of February over to March: what comes back has to be what was sent. */
function exists(value: string): boolean {
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === value.slice(0, 19);
}

/** GET /v1/traffic/distribution?window=5m: 10s to 48h, the configured one unless given. */
export const distributionQuery = v.strictObject({ window: v.exactOptional(v.string()) });

/** PUT /v1/traffic/weights. Rules over the values are the domain's: they answer 422. */
export const weightsChange = v.strictObject({
  weights: jsonObject(v.record(v.string(), v.number())),
  rebalance: v.optional(v.boolean(), false),
});

/** PUT /v1/traffic/downshifts/{mode}; `until` in milliseconds since the epoch once parsed. */
export const downshiftChange = v.strictObject({
  to: v.string(),
  reason: text,
  until: v.optional(timestamp),
});

/** DELETE /v1/traffic/downshifts/{mode}: `force` ends a runbook's although the models are not known to be well again. */
export const downshiftEnding = v.pipe(
  v.strictObject({
    force: v.optional(
      v.pipe(
        v.picklist(['true', 'false']),
        v.transform((value) => value === 'true'),
      ),
      'false',
    ),
    reason: v.optional(text),
  }),
  v.check(({ force, reason }) => !force || reason !== undefined, 'a reason beside force=true'),
);
