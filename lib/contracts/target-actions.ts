import * as v from 'valibot';
import type { ActionContract } from './action-contract.ts';

const target = v.pipe(v.string(), v.nonEmpty(), v.description('a target of targets.yaml'));
const replicas = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(10_000),
  v.description('a whole number of replicas'),
);

const ofTarget = v.strictObject({ target });

/** `healthy`: null when nothing says how it is, which includes a target that does not answer. */
const seen = v.looseObject({
  healthy: v.nullable(v.boolean()),
  is: v.picklist(['seen', 'unreachable', 'refused', 'not_configured']),
  text: v.string(),
});

/** `not_configured`: nothing was done, and the incident says what a person has to do. */
const done = v.looseObject({
  outcome: v.picklist(['changed', 'nothing_to_do', 'not_configured', 'left_on']),
});

/** What runbooks do with targets: lib/targets has the operations, targets.yaml by which way each is done. */
export const TARGET_ACTIONS = {
  'target.check': {
    kind: 'read',
    does: 'Asks how the target is. One that does not answer is no failure: it may be why the runbook runs.',
    inputs: ofTarget,
    output: seen,
  },
  'target.await_healthy': {
    kind: 'read',
    does: 'Waits until the target says that it is well. Where nothing could say so it does not wait.',
    inputs: ofTarget,
    output: seen,
  },
  'target.scale': {
    kind: 'change',
    does: 'Sees to it that so many replicas run: never more than the maximum of the target, never fewer than before.',
    inputs: v.strictObject({ target, replicas }),
    output: done,
  },
  'target.restart': {
    kind: 'change',
    does: 'Restarts the target; with `unless_well` only if it does not say, right before, that it is well.',
    inputs: v.strictObject({ target, unless_well: v.optional(v.boolean()) }),
    output: done,
  },
  'target.reset_pool': {
    kind: 'change',
    does: 'Closes the connections of its pool.',
    inputs: ofTarget,
    output: done,
  },
  'target.enable_read_replica': {
    kind: 'change',
    does: 'Sends reads to its replica.',
    inputs: ofTarget,
    output: done,
  },
  'target.bypass_cache': {
    kind: 'change',
    does: 'Sends requests past the cache, at most as many a second as targets.yaml lets through to what is behind it.',
    inputs: ofTarget,
    output: done,
  },
  'target.end_bypass': {
    kind: 'change',
    does: 'Sends requests through the cache again; with `if_well` only if the cache says that it is well, and else says that the bypass is left on.',
    inputs: v.strictObject({ target, if_well: v.optional(v.boolean()) }),
    output: done,
  },
  'target.warm_cache': {
    kind: 'change',
    does: 'Fills the cache with what is asked for most.',
    inputs: ofTarget,
    output: done,
  },
} as const satisfies Record<string, ActionContract>;
