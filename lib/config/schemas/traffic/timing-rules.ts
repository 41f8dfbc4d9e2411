import * as v from 'valibot';
import { compare, span } from '../../check/compare.ts';
import { rule } from '../../check/rule.ts';
import type { Rule } from '../../check/rule.ts';
import { traffic } from './sections.ts';

/** Outcomes are counted in buckets of this length, so a breaker's window holds whole ones. */
const BUCKET = span(['one bucket of outcomes'], 10_000);

const { report_interval, window: monitoringWindow } = traffic.monitoring.entries;
const { lease_ttl } = traffic.load_balancing.entries;
const { backoff_initial, backoff_max, probe_lease, window: breakerWindow } = traffic.breaker.wrapped.entries;

const reportsFillTheWindow = rule(
  v.object({ monitoring: v.object({ report_interval, window: monitoringWindow }) }),
  ({ monitoring }) =>
    compare(
      span(['monitoring', 'window'], monitoring.window),
      'a multiple of',
      span(['monitoring', 'report_interval'], monitoring.report_interval),
    ),
);

const bucketsFillTheWindow = rule(
  v.object({ breaker: v.optional(v.object({ window: breakerWindow }), {}) }),
  ({ breaker }) => compare(span(['breaker', 'window'], breaker.window), 'a multiple of', BUCKET),
);

const backoffGrows = rule(
  v.object({ breaker: v.optional(v.object({ backoff_initial, backoff_max }), {}) }),
  ({ breaker }) =>
    compare(
      span(['breaker', 'backoff_initial'], breaker.backoff_initial),
      'at most',
      span(['breaker', 'backoff_max'], breaker.backoff_max),
    ),
);

/** A probe that outlives its lease would let a second one through the half-open breaker. */
const probesEndWithinTheirLease = rule(
  v.object({ breaker: v.optional(v.object({ probe_lease }), {}), models: traffic.models }),
  ({ breaker, models }) =>
    Object.entries(models).flatMap(([name, { timeout }]) =>
      compare(
        span(['models', name, 'timeout'], timeout),
        'at most',
        span(['breaker', 'probe_lease'], breaker.probe_lease),
      ),
    ),
);

/** A request that outlives its lease would no longer count as in flight. */
const requestsEndWithinTheirLease = rule(
  v.object({ load_balancing: v.object({ lease_ttl }), models: traffic.models }),
  ({ load_balancing, models }) =>
    Object.entries(models).flatMap(([name, { timeout }]) =>
      compare(
        span(['models', name, 'timeout'], timeout),
        'at most',
        span(['load_balancing', 'lease_ttl'], load_balancing.lease_ttl),
      ),
    ),
);

export const timingRules: readonly Rule[] = [
  reportsFillTheWindow,
  bucketsFillTheWindow,
  backoffGrows,
  probesEndWithinTheirLease,
  requestsEndWithinTheirLease,
];
